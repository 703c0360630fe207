"""What people think of the directions of the strategy: counts, and the words beside them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.cards.card_content import Direction
from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    Activity,
    Card,
    CardForm,
    Contribution,
    OrganisationKind,
    Reaction,
    Stance,
)
from app.web.paging import Cursor, Page, make_page, paged

WORDS_PAGE = 20


@dataclass(frozen=True)
class Among:
    """The cards that are counted: all, or those of one kind of body or about one session."""

    kind: OrganisationKind | None = None
    session_id: uuid.UUID | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        found: list[sa.ColumnElement[bool]] = [Card.withdrawn_at.is_(None)]
        if self.kind is not None:
            found.append(Card.kind == self.kind)
        if self.session_id is not None:
            found.append(Card.session_id == self.session_id)
        return found


@dataclass(frozen=True)
class Reception:
    """How a direction was received."""

    direction: Direction
    counts: dict[Stance, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def parts(self) -> list[tuple[Stance, int, float, float]]:
        """Each stance with its count, and where its part of a bar of 100 starts and how wide it
        is."""
        start, found = 0.0, []
        for stance in Stance:
            count = self.counts.get(stance, 0)
            width = 100 * count / self.total if self.total else 0.0
            found.append((stance, count, round(start, 2), round(width, 2)))
            start += width
        return found


@dataclass(frozen=True, kw_only=True)
class Said(Verbatim):
    """The words that came with a reaction."""

    reaction_id: uuid.UUID
    node_id: uuid.UUID
    stance: Stance
    kind: OrganisationKind | None


def receptions(
    session: Session, activity_id: uuid.UUID, asked: Sequence[Direction], among: Among
) -> list[Reception]:
    """How each of the directions that were asked about was received."""
    counts: dict[uuid.UUID, dict[Stance, int]] = defaultdict(dict)
    rows = session.execute(
        sa.select(Reaction.node_id, Reaction.stance, sa.func.count())
        .join(Card, Reaction.card_id == Card.id)
        .join(CardForm, Card.form_id == CardForm.id)
        .where(CardForm.activity_id == activity_id, *among.conditions())
        .group_by(Reaction.node_id, Reaction.stance)
    )
    for node_id, stance, count in rows:
        counts[node_id][stance] = count
    return [Reception(one, counts[one.id]) for one in asked]


def words_page(
    session: Session,
    activity_id: uuid.UUID,
    among: Among,
    direction_id: uuid.UUID | None,
    cursor: Cursor,
) -> Page[Said]:
    """The words that came with the reactions, the latest first."""
    query = (
        select_verbatims(
            Reaction.id.label("reaction_id"), Reaction.node_id, Reaction.stance, Card.kind
        )
        .join(Reaction, Reaction.contribution_id == Contribution.id)
        .join(Card, Reaction.card_id == Card.id)
        .where(Contribution.activity_id == activity_id, *among.conditions())
    )
    if direction_id is not None:
        query = query.where(Reaction.node_id == direction_id)
    key = cursor.as_uuid()
    query = paged(query, Reaction.id, cursor, key, size=WORDS_PAGE, descending=True)
    names = [one.name for one in fields(Said)]
    found = [Said(**{name: getattr(row, name) for name in names}) for row in session.execute(query)]
    return make_page(found, cursor, size=WORDS_PAGE, key_of=lambda one: one.reaction_id)


@dataclass(frozen=True)
class AtConference:
    """How many were for, against and would amend a direction, on the cards of one conference."""

    code: str
    counts: dict[Stance, int]


def reactions_to(session: Session, node_id: uuid.UUID) -> list[AtConference]:
    """The reactions to a line of the strategy, by conference; one query."""
    found: dict[str, dict[Stance, int]] = defaultdict(dict)
    rows = session.execute(
        sa.select(Activity.code, Reaction.stance, sa.func.count())
        .join(Card, Reaction.card_id == Card.id)
        .join(CardForm, Card.form_id == CardForm.id)
        .join(Activity, CardForm.activity_id == Activity.id)
        .where(Reaction.node_id == node_id, Card.withdrawn_at.is_(None))
        .group_by(Activity.code, Reaction.stance)
        .order_by(Activity.code)
    )
    for code, stance, count in rows:
        found[code][stance] = count
    return [AtConference(code, counts) for code, counts in found.items()]
