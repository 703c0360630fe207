"""The queue of a moderator: piles of contributions of every channel, one after the other."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.alerts import Alert
from app.models import (
    IN_CORPUS,
    Activity,
    Appeal,
    Channel,
    Contribution,
    ContributionState,
    KeptOriginal,
)
from app.web.paging import Cursor, Page, make_page

PAGE_SIZE = 25
LONGEST_OPENING = 280
MOST_COUNTED = 1000


class Pile(enum.StrEnum):
    """Where a contribution stands for moderators. The first four wait for them."""

    APPEALED = "appealed"
    HELD = "held"
    ALERTS = "alerts"
    UNSEEN = "unseen"
    SEEN = "seen"
    REJECTED = "rejected"
    MASKED = "masked"


WAITING = (Pile.APPEALED, Pile.HELD, Pile.ALERTS, Pile.UNSEEN)


@dataclass(frozen=True)
class Narrowing:
    """Which contributions are shown: all that wait, unless a pile is named."""

    pile: Pile | None = None
    channel: Channel | None = None
    activity_id: uuid.UUID | None = None
    alert: Alert | None = None

    @property
    def piles(self) -> tuple[Pile, ...]:
        return WAITING if self.pile is None else (self.pile,)


@dataclass(frozen=True)
class QueueLine:
    """A contribution in the queue: its opening only. `key` is where it stands in the queue."""

    id: uuid.UUID
    pile: Pile
    title: str
    question: str
    opening: str
    is_cut: bool
    alerts: tuple[Alert, ...]
    channel: Channel
    activity_title: str
    state: ContributionState

    @property
    def key(self) -> str:
        return f"{self.pile}.{self.id}"


def queue_page(
    session: Session,
    consultation_id: uuid.UUID,
    narrowing: Narrowing,
    cursor: Cursor,
    size: int = PAGE_SIZE,
) -> Page[QueueLine]:
    """A page of the queue; it goes on from one pile to the next."""
    piles, after = _from(narrowing.piles, cursor)
    rows: list[QueueLine] = []
    for pile in piles:
        found = _lines(consultation_id, narrowing, pile)
        if after is not None:
            column = Contribution.id
            found = found.where(column < after if cursor.backwards else column > after)
        order = Contribution.id.desc() if cursor.backwards else Contribution.id.asc()
        found = found.order_by(order).limit(size + 1 - len(rows))
        rows += [_line(pile, row) for row in session.execute(found)]
        after = None
        if len(rows) > size:
            break
    return make_page(rows, cursor, size=size, key_of=lambda line: line.key)


def next_key(
    session: Session, consultation_id: uuid.UUID, narrowing: Narrowing, key: str | None
) -> QueueLine | None:
    """What follows in the queue; from its top when nothing follows."""
    for cursor in (Cursor(key), Cursor()):
        rows = queue_page(session, consultation_id, narrowing, cursor, size=1).rows
        if rows:
            return rows[0]
    return None


def counts_of(session: Session, consultation_id: uuid.UUID) -> dict[Pile, int]:
    """How many wait in each pile, a thousand at most being counted."""
    counted = [
        sa.select(sa.func.count())
        .select_from(_ids(consultation_id, pile).limit(MOST_COUNTED).subquery())
        .scalar_subquery()
        for pile in WAITING
    ]
    return dict(zip(WAITING, session.execute(sa.select(*counted)).one(), strict=True))


def standing_of(contribution: Contribution, *, has_waiting_appeal: bool) -> Pile | None:
    """The pile where a contribution is met; None: withdrawn, or a draft."""
    if contribution.state is ContributionState.HELD:
        return Pile.HELD
    if contribution.state is ContributionState.REJECTED:
        return Pile.APPEALED if has_waiting_appeal else Pile.REJECTED
    if contribution.state not in IN_CORPUS:
        return None
    if contribution.looked_at is not None:
        return Pile.SEEN
    return Pile.ALERTS if contribution.has_alerts else Pile.UNSEEN


def _from(piles: tuple[Pile, ...], cursor: Cursor) -> tuple[Sequence[Pile], uuid.UUID | None]:
    """The piles to read, in the direction of the cursor, and where to begin in the first."""
    ordered = piles[::-1] if cursor.backwards else piles
    name, _dot, identifier = (cursor.key or "").partition(".")
    if name not in ordered:
        return ordered, None
    rest = ordered[ordered.index(Pile(name)) :]
    return rest, Cursor(identifier).as_uuid()


def _lines(consultation_id: uuid.UUID, narrowing: Narrowing, pile: Pile) -> sa.Select[Any]:
    found = (
        sa.select(
            Contribution.id,
            Contribution.title,
            Contribution.question,
            sa.func.substr(Contribution.text, 1, LONGEST_OPENING).label("opening"),
            (sa.func.length(Contribution.text) > LONGEST_OPENING).label("is_cut"),
            Contribution.alerts,
            Contribution.state,
            Activity.channel,
            Activity.title.label("activity_title"),
        )
        .join(Activity, Contribution.activity_id == Activity.id)
        .where(*_conditions(consultation_id, pile))
    )
    if narrowing.activity_id is not None:
        found = found.where(Contribution.activity_id == narrowing.activity_id)
    elif narrowing.channel is not None:
        activities = sa.select(Activity.id).where(
            Activity.consultation_id == consultation_id, Activity.channel == narrowing.channel
        )
        found = found.where(Contribution.activity_id.in_(activities))
    if narrowing.alert is not None:
        held = sa.cast(Contribution.alerts, sa.Text).contains(f'"{narrowing.alert}"')
        found = found.where(Contribution.has_alerts, held)
    return found


def _ids(consultation_id: uuid.UUID, pile: Pile) -> sa.Select[Any]:
    return sa.select(Contribution.id).where(*_conditions(consultation_id, pile))


def _conditions(consultation_id: uuid.UUID, pile: Pile) -> tuple[Any, ...]:
    inside = Contribution.consultation_id == consultation_id
    state = Contribution.state
    in_corpus = state.in_(IN_CORPUS)
    match pile:
        case Pile.APPEALED:
            waiting = sa.select(Appeal.contribution_id).where(Appeal.decided_at.is_(None))
            is_rejected = state == ContributionState.REJECTED
            return inside, is_rejected, Contribution.id.in_(waiting)
        case Pile.HELD:
            return inside, state == ContributionState.HELD
        case Pile.ALERTS:
            return inside, Contribution.looked_at.is_(None), Contribution.has_alerts, in_corpus
        case Pile.UNSEEN:
            return inside, Contribution.looked_at.is_(None), ~Contribution.has_alerts, in_corpus
        case Pile.SEEN:
            return inside, Contribution.looked_at.is_not(None), in_corpus
        case Pile.REJECTED:
            return inside, state == ContributionState.REJECTED
        case Pile.MASKED:
            return inside, Contribution.id.in_(sa.select(KeptOriginal.contribution_id))


def _line(pile: Pile, row: sa.Row[Any]) -> QueueLine:
    values = row._asdict()
    return QueueLine(**{**values, "pile": pile, "alerts": known_alerts(row.alerts)})


def known_alerts(codes: Sequence[str]) -> tuple[Alert, ...]:
    """The alerts of a contribution, those of another version of the platform left out."""
    return tuple(Alert(code) for code in codes if code in set(Alert))
