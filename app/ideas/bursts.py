"""Bursts: ideas that got unusually many supports or votes in a short time. A steward decides."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.told import Told
from app.ideas.burst_finding import TABLES, Acts, Burst, bursts_among, counting
from app.ideas.burst_keys import border_of, key_of
from app.ideas.forgetting_origins import KEPT_FOR
from app.ideas.kept_bursts import Place, bursts_at, kept_places
from app.models import (
    Contribution,
    ContributionState,
    Idea,
    IdeaBox,
    IdeaSupport,
    IdeaVote,
    Participant,
)
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page


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
    session: Session, box: IdeaBox, acts: Acts, cursor: Cursor, moment: dt.datetime
) -> Told[Page[BurstShown]]:
    """The bursts in a box, the latest first; three queries however many there are. Of a box with
    many supports or votes, those that were there when they were last looked for and still are."""
    kept = kept_places(session, box, acts)
    if kept is None:
        bursts = bursts_among(session, TABLES[acts], Idea.box_id == box.id)
        found = {burst.place: burst for burst in bursts}
        places = _from(sorted(found, reverse=not cursor.backwards), cursor)
    else:
        border, most = border_of(cursor), PAGE_SIZE + 1
        places = kept.next(border, backwards=cursor.backwards, most=most)
    page = make_page(places, cursor, size=PAGE_SIZE, key_of=lambda place: key_of(*place))
    rows = bursts_at(session, acts, page.rows) if kept else [found[one] for one in page.rows]
    shown = tuple(_shown(session, TABLES[acts], rows, moment))
    return Told(
        Page(shown, previous_key=page.previous_key, next_key=page.next_key),
        kept.counted_at if kept else None,
    )


def _from(places: list[Place], cursor: Cursor) -> list[Place]:
    """The bursts of a page and one more, out of those in the direction of the cursor."""
    border = border_of(cursor)
    if border is not None:
        places = [one for one in places if (one > border if cursor.backwards else one < border)]
    return places[: PAGE_SIZE + 1]


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
