"""Reading card forms: those of a conference, what they ask, and the cards that came."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from app.conference.cards.card_content import Direction, Face, prompts_of
from app.models import (
    Activity,
    Card,
    CardForm,
    CardOrigin,
    Conference,
    ConferenceSession,
    NodeKind,
    NodeState,
    Organisation,
    Strategy,
    StrategyNode,
)

KINDS_OF_DIRECTIONS = (NodeKind.STAKE, NodeKind.AXIS, NodeKind.ORIENTATION, NodeKind.OBJECTIVE)
MOST_TERRITORIES = 60
"""Names that are suggested."""


def form_of(session: Session, consultation_id: uuid.UUID, form_id: uuid.UUID) -> CardForm | None:
    """A card form of this consultation, its activity with it."""
    return session.scalar(
        sa.select(CardForm)
        .join(CardForm.activity)
        .options(contains_eager(CardForm.activity))
        .where(CardForm.id == form_id, Activity.consultation_id == consultation_id)
    )


@dataclass(frozen=True)
class FormLine:
    """A card form in the list, and how many cards came by each way."""

    form: CardForm
    counts: dict[CardOrigin, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def form_lines(session: Session, activity_id: uuid.UUID) -> list[FormLine]:
    """The card forms of a conference, in the order in which they were made."""
    forms = session.scalars(
        sa.select(CardForm).where(CardForm.activity_id == activity_id).order_by(CardForm.id)
    ).all()
    counts = counts_by_origin(session, [form.id for form in forms])
    return [FormLine(form, counts[form.id]) for form in forms]


def counts_by_origin(
    session: Session, form_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, dict[CardOrigin, int]]:
    """The cards of each form that were not withdrawn, by the way in which they came."""
    found: dict[uuid.UUID, dict[CardOrigin, int]] = defaultdict(dict)
    rows = session.execute(
        sa.select(Card.form_id, Card.origin, sa.func.count())
        .where(Card.form_id.in_(list(form_ids)), Card.withdrawn_at.is_(None))
        .group_by(Card.form_id, Card.origin)
    )
    for form_id, origin, count in rows:
        found[form_id][origin] = count
    return found


def face_of(session: Session, form: CardForm, *, suggests: bool = True) -> Face:
    """What a form asks; `suggests` says whether the names of territories are wanted."""
    return Face(
        form,
        prompts_of(form),
        tuple(debates_of(session, form.activity_id)) if form.asks_session else (),
        tuple(directions_named(session, form.directions)),
        tuple(_territories(session, form)) if suggests and form.asks_territory else (),
    )


def directions_asked(session: Session, activity_id: uuid.UUID) -> list[Direction]:
    """Every direction that a card of the conference asks about."""
    asked = session.scalars(
        sa.select(CardForm.directions).where(CardForm.activity_id == activity_id)
    )
    return directions_named(session, {one for directions in asked for one in directions})


def directions_named(session: Session, identifiers: Iterable[str]) -> list[Direction]:
    """Those lines of the strategy that still stand, in the order of the document."""
    wanted = [uuid.UUID(identifier) for identifier in identifiers]
    if not wanted:
        return []
    rows = session.execute(
        sa.select(StrategyNode.id, StrategyNode.code, StrategyNode.title)
        .where(StrategyNode.id.in_(wanted))
        .order_by(StrategyNode.position)
    )
    return [Direction(*row) for row in rows]


def directions_to_offer(session: Session, consultation_id: uuid.UUID) -> list[StrategyNode]:
    """The lines of the consultation's strategy that a card may ask about."""
    return list(
        session.scalars(
            sa.select(StrategyNode)
            .join(Strategy, StrategyNode.strategy_id == Strategy.id)
            .where(
                Strategy.consultation_id == consultation_id,
                StrategyNode.kind.in_(KINDS_OF_DIRECTIONS),
                StrategyNode.state == NodeState.OPEN,
            )
            .order_by(StrategyNode.position)
        )
    )


def debates_of(session: Session, activity_id: uuid.UUID) -> list[ConferenceSession]:
    """The sessions of the conference that cards are about, in the order of the day."""
    return list(
        session.scalars(
            sa.select(ConferenceSession)
            .join(Conference, ConferenceSession.conference_id == Conference.id)
            .where(Conference.activity_id == activity_id, ConferenceSession.has_debate)
            .order_by(ConferenceSession.starts_at, ConferenceSession.position)
        )
    )


def _territories(session: Session, form: CardForm) -> Iterable[str]:
    """The territories of organisations, and of cards that somebody of the house typed in or
    brought: what strangers write on their phones is not shown to others."""
    named = sa.union(
        sa.select(Organisation.territory.label("name")).where(
            Organisation.consultation_id == form.activity.consultation_id
        ),
        sa.select(Card.territory).where(
            Card.form_id == form.id,
            Card.withdrawn_at.is_(None),
            Card.origin != CardOrigin.PHONE,
        ),
    ).subquery()
    return session.scalars(
        sa.select(named.c.name)
        .where(named.c.name != "")
        .order_by(named.c.name)
        .limit(MOST_TERRITORIES)
    )
