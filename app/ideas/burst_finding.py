"""Which ideas got unusually many supports or votes in a short time, looked for in the rows."""

from __future__ import annotations

import datetime as dt
import enum
import itertools
import operator
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.ideas.burst_rule import LEAST, WINDOW, Rush, bursts_in
from app.models import Idea, IdeaSupport, IdeaVote


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
