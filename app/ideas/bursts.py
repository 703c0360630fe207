"""Bursts: ideas that got unusually many supports or votes in a short time. A steward decides."""

from __future__ import annotations

import datetime as dt
import enum
import itertools
import operator
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.burst_keys import border_of, key_of
from app.ideas.burst_rule import LEAST, WINDOW, Rush, bursts_in
from app.ideas.forgetting_origins import KEPT_FOR
from app.models import Contribution, ContributionState, Idea, IdeaSupport, IdeaVote, Participant
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page


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
    """A burst on an idea."""

    idea_id: uuid.UUID
    rush: Rush

    @property
    def place(self) -> tuple[dt.datetime, uuid.UUID]:
        """Where it stands in the list: by its beginning."""
        return self.rush.starts_at, self.idea_id


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
    """The bursts on the ideas for which a condition holds; one query."""
    rows = session.execute(
        sa.select(table.idea_id, table.created_at)
        .where(table.idea_id.in_(_crowded(table, which)), counting(table))
        .order_by(table.idea_id, table.created_at)
    )
    return [
        Burst(idea_id, rush)
        for idea_id, acts in itertools.groupby(rows, key=operator.itemgetter(0))
        for rush in bursts_in([moment for _, moment in acts])
    ]


def counting(table: type[IdeaSupport] | type[IdeaVote]) -> sa.ColumnElement[bool]:
    """What a burst is made of: all votes, and the supports that were not set aside."""
    return table.set_aside_at.is_(None) if table is IdeaSupport else sa.true()


def _crowded(
    table: type[IdeaSupport] | type[IdeaVote], which: sa.ColumnElement[bool]
) -> sa.Select[uuid.UUID]:
    """The ideas that may have a burst.

    Any `WINDOW` reaches into two of those that follow one another by the clock, so that half of a
    burst at least falls into one of these.
    """
    seconds = sa.cast(sa.extract("epoch", table.created_at), sa.BigInteger)
    return (
        sa.select(table.idea_id)
        .join(Idea, table.idea_id == Idea.id)
        .where(which, counting(table))
        .group_by(table.idea_id, seconds // int(WINDOW.total_seconds()))
        .having(sa.func.count() >= LEAST // 2)
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
    """What ideas are called; the beginning of their words where they have no title.

    Empty for one that was withdrawn: nobody is shown its words."""
    called = sa.case(
        (Contribution.state == ContributionState.WITHDRAWN, ""),
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
    device = sa.func.count(sa.case((Participant.is_device, 1)))
    # An origin that is to be forgotten is not read any more, even before it is erased.
    known = sa.and_(table.origin != "", table.created_at >= moment - KEPT_FOR)
    origins = sa.func.count(sa.case((known, table.origin)).distinct())
    each = [
        sa.select(sa.literal(place), device, origins)
        .select_from(table)
        .join(Participant, table.participant_id == Participant.id)
        .where(
            table.idea_id == burst.idea_id,
            table.created_at.between(burst.rush.starts_at, burst.rush.ends_at),
            counting(table),
        )
        for place, burst in enumerate(bursts)
    ]
    found = session.execute(sa.union_all(*each))
    return {place: (unverified, number) for place, unverified, number in found}
