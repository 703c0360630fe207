"""Bursts: ideas that got unusually many supports or votes in a short time. A steward decides."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.burst_keys import border_of, key_of
from app.ideas.forgetting_origins import KEPT_FOR
from app.models import Contribution, Idea, IdeaSupport, IdeaVote, Participant
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page

LEAST = 10
"""Acts that make a burst,"""
WINDOW = dt.timedelta(minutes=10)
"""where so many come within this time,"""
TIMES = 5
"""and more than so many times as often as the idea usually gets them."""


class Acts(enum.StrEnum):
    """What comes in bursts."""

    SUPPORTS = "supports"
    VOTES = "votes"


TABLES: dict[Acts, type[IdeaSupport] | type[IdeaVote]] = {
    Acts.SUPPORTS: IdeaSupport,
    Acts.VOTES: IdeaVote,
}


@dataclass(frozen=True)
class Burst:
    """Acts on one idea, of which `LEAST` or more come within `WINDOW` all along."""

    idea_id: uuid.UUID
    starts_at: dt.datetime
    ends_at: dt.datetime
    number: int
    peak: int
    """The most that came within `WINDOW`."""
    usual: float
    """How many come within `WINDOW` on average, those of the burst left out."""

    @property
    def is_unusual(self) -> bool:
        return self.peak > TIMES * self.usual

    @property
    def place(self) -> tuple[dt.datetime, uuid.UUID]:
        """Where it stands in the list: by its beginning."""
        return self.starts_at, self.idea_id


@dataclass(frozen=True)
class BurstShown:
    """A burst, with what helps to understand it."""

    burst: Burst
    title: str
    unverified: int
    """Acts that come from a device."""
    origins: int
    """Networks that they come from, as far as that is still known."""


def bursts_page(
    session: Session, box_id: uuid.UUID, acts: Acts, cursor: Cursor, moment: dt.datetime
) -> Page[BurstShown]:
    """The bursts in a box, the latest first; three queries however many there are."""
    found = sorted(
        bursts_among(session, TABLES[acts], Idea.box_id == box_id),
        key=lambda burst: burst.place,
        reverse=not cursor.backwards,
    )
    page = make_page(
        _from(found, cursor), cursor, size=PAGE_SIZE, key_of=lambda burst: key_of(*burst.place)
    )
    shown = tuple(_shown(session, TABLES[acts], page.rows, moment))
    return Page(shown, previous_key=page.previous_key, next_key=page.next_key)


def bursts_among(
    session: Session,
    table: type[IdeaSupport] | type[IdeaVote],
    which: sa.ColumnElement[bool],
) -> list[Burst]:
    """The bursts on the ideas for which a condition holds."""
    return [burst for burst in _joined(session.execute(_dense(table, which))) if burst.is_unusual]


def counting(table: type[IdeaSupport] | type[IdeaVote]) -> sa.ColumnElement[bool]:
    """What a burst is made of: all votes, and the supports that were not set aside."""
    return table.set_aside_at.is_(None) if table is IdeaSupport else sa.true()


def _dense(
    table: type[IdeaSupport] | type[IdeaVote], which: sa.ColumnElement[bool]
) -> sa.Select[*tuple[Any, ...]]:
    """The acts that make `LEAST` or more within the `WINDOW` before them, by idea, in their order.

    Each with the number of acts on its idea so far, within that time, and in all.
    """
    moment, mine = table.created_at, table.idea_id
    second = sa.cast(sa.extract("epoch", moment), sa.BigInteger)
    lately = (-int(WINDOW.total_seconds()), 0)
    acts = (
        sa.select(
            mine,
            moment.label("at"),
            sa.func.count().over(partition_by=mine, order_by=second).label("so_far"),
            sa.func.count().over(partition_by=mine, order_by=second, range_=lately).label("within"),
            sa.func.min(moment)
            .over(partition_by=mine, order_by=second, range_=lately)
            .label("since"),
            sa.func.count().over(partition_by=mine).label("total"),
            sa.func.min(moment).over(partition_by=mine).label("first"),
            sa.func.max(moment).over(partition_by=mine).label("last"),
        )
        .join(Idea, mine == Idea.id)
        .where(which, counting(table))
        .subquery()
    )
    return (
        sa.select(acts)
        .where(acts.c.within >= LEAST)
        .order_by(acts.c.idea_id, acts.c.so_far, acts.c.at)
    )


def _joined(rows: Iterable[Any]) -> Iterator[Burst]:
    """One burst out of rows whose acts overlap."""
    held: list[Any] = []
    for row in rows:
        if held and (row.idea_id != held[0].idea_id or row.so_far - row.within >= held[-1].so_far):
            yield _burst(held)
            held = []
        held.append(row)
    if held:
        yield _burst(held)


def _burst(rows: Sequence[Any]) -> Burst:
    first, last = rows[0], rows[-1]
    number = last.so_far - (first.so_far - first.within)
    return Burst(
        first.idea_id,
        first.since,
        last.at,
        number,
        peak=max(row.within for row in rows),
        usual=(first.total - number) / max(1.0, (first.last - first.first) / WINDOW),
    )


def _from(found: list[Burst], cursor: Cursor) -> list[Burst]:
    """The bursts of a page and one more, out of those in the direction of the cursor."""
    border = border_of(cursor)
    if border is not None:
        found = [
            one for one in found if (one.place > border if cursor.backwards else one.place < border)
        ]
    return found[: PAGE_SIZE + 1]


def _shown(
    session: Session,
    table: type[IdeaSupport] | type[IdeaVote],
    bursts: Sequence[Burst],
    moment: dt.datetime,
) -> Iterator[BurstShown]:
    titles = titles_of(session, [burst.idea_id for burst in bursts])
    about = _about(session, table, bursts, moment)
    for place, burst in enumerate(bursts):
        unverified, origins = about[place]
        yield BurstShown(burst, titles[burst.idea_id], unverified, origins)


def titles_of(session: Session, idea_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What ideas are called; the beginning of their words where they have no title."""
    called = sa.case(
        (Contribution.title != "", Contribution.title),
        else_=sa.func.substr(Contribution.text, 1, 80),
    )
    found = sa.select(Idea.id, called).join(Idea.contribution).where(Idea.id.in_(idea_ids))
    return dict(session.execute(found).all())


def _about(
    session: Session,
    table: type[IdeaSupport] | type[IdeaVote],
    bursts: Sequence[Burst],
    moment: dt.datetime,
) -> dict[int, tuple[int, int]]:
    """Acts from devices and distinct origins of each burst, by its place; one query."""
    if not bursts:
        return {}
    device = sa.func.count(sa.case((Participant.account_id.is_(None), 1)))
    # An origin that is to be forgotten is not read any more, even before it is erased.
    known = sa.and_(table.origin != "", table.created_at >= moment - KEPT_FOR)
    origins = sa.func.count(sa.case((known, table.origin)).distinct())
    each = [
        sa.select(sa.literal(place), device, origins)
        .select_from(table)
        .join(Participant, table.participant_id == Participant.id)
        .where(
            table.idea_id == burst.idea_id,
            table.created_at.between(burst.starts_at, burst.ends_at),
            counting(table),
        )
        for place, burst in enumerate(bursts)
    ]
    found = session.execute(sa.union_all(*each))
    return {place: (unverified, number) for place, unverified, number in found}
