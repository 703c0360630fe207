"""The excerpts that each figure counts, with what became of them; of those, what may be read."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import Verbatim, select_verbatims
from app.models import (
    ACCEPTED,
    Activity,
    Channel,
    Contribution,
    ContributionState,
    EvidenceStatus,
    Excerpt,
)
from app.publication.became.fate import Fate
from app.publication.became.fates import fates_of
from app.publication.became.kept_lists import (
    ALL,
    KeptLists,
    kept_lists,
    key_of,
    next_ids,
    of_line,
    of_rank,
    of_reason,
)
from app.publication.became.outcomes import OUTCOMES, WAITING, motives, outcomes, standing
from app.strategy.ways import ways_to_nodes
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged
from app.web.prose import without_hidden_signs

MOST_REASONS = 30


class Listed(enum.StrEnum):
    """Which excerpts a list holds, by what became of them."""

    ACCEPTED = "accepted"
    KEPT = "kept"
    REWORDED = "reworded"
    PARTLY_KEPT = "partly_kept"
    SET_ASIDE = "set_aside"
    WAITING = "waiting"

    @property
    def statuses(self) -> tuple[EvidenceStatus, ...]:
        if self is Listed.ACCEPTED:
            return ACCEPTED
        if self is Listed.WAITING:
            return (EvidenceStatus.UNDECIDED,)
        return (EvidenceStatus(self.value),)


@dataclass(frozen=True)
class Wanted:
    """Which list, for whom: without `reads_all`, only the words that everybody may read. `reason`
    is the key of one (`reasons_of`)."""

    consultation_id: uuid.UUID
    reads_all: bool
    listed: Listed | None = None
    channel: Channel | None = None
    activity_id: uuid.UUID | None = None
    node_id: uuid.UUID | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Became(Verbatim):
    """An excerpt, and what became of it."""

    fate: Fate


@dataclass(frozen=True)
class Reason:
    """Why excerpts were not kept, and how many of a list were for it."""

    key: str
    text: str
    excerpts: int


def became_page(
    session: Session, wanted: Wanted, *, cursor: Cursor | None = None, size: int = PAGE_SIZE
) -> Page[Became]:
    """A list, those that came first at the top; a reason that there is none of lists nothing."""
    cursor = cursor or Cursor()
    kept, names = kept_lists(session, wanted.consultation_id), _names(wanted)
    if kept is not None and names:
        rows = _kept_rows(session, wanted, kept, names, cursor, size + 1)
    else:
        rows = _rows(session, wanted, cursor, size)
    fates = fates_of(session, wanted.consultation_id, [row.excerpt_id for row in rows])
    lines = [
        Became(
            **{**row._asdict(), "text": without_hidden_signs(row.text)},
            fate=fates[row.excerpt_id],
        )
        for row in rows
    ]
    return make_page(lines, cursor, size=size, key_of=lambda line: line.excerpt_id)


def _rows(session: Session, wanted: Wanted, cursor: Cursor, size: int) -> list[sa.Row[Any]]:
    ways = ways_to_nodes(wanted.consultation_id)
    found = _found(wanted, ways)
    if wanted.reason:
        found = found.where(Excerpt.id.in_(_for_reason(session, wanted, ways)))
    found = paged(found, Excerpt.id, cursor, cursor.as_uuid(), size=size)
    return list(session.execute(found))


def _names(wanted: Wanted) -> tuple[str, ...]:
    """The kept lists that hold what is wanted; none where it has to be looked for."""
    if wanted.node_id is not None:
        return () if wanted.listed or wanted.reason else (of_line(wanted.node_id),)
    if wanted.reason:
        return (of_reason(wanted.reason),) if wanted.listed is Listed.SET_ASIDE else ()
    if wanted.listed is None:
        return ALL
    return tuple(of_rank(OUTCOMES.index(status)) for status in wanted.listed.statuses)


def _kept_rows(
    session: Session,
    wanted: Wanted,
    kept: KeptLists,
    names: Sequence[str],
    cursor: Cursor,
    most: int,
) -> list[sa.Row[Any]]:
    """Rows of kept lists that may still be read, in the direction of the cursor."""
    parts = kept.found(names, _activities(session, wanted), wanted.reads_all)
    found: list[sa.Row[Any]] = []
    anything = replace(wanted, listed=None, node_id=None)
    while len(found) < most:
        ids = next_ids(parts, cursor, most)
        if not ids:
            break
        read = _without_ways(anything).where(Excerpt.id.in_(ids))
        rows = session.execute(read.order_by(Excerpt.id)).all()
        found += reversed(rows) if cursor.backwards else rows
        cursor = Cursor(str(ids[-1]), cursor.backwards)
    return found[:most]


def _activities(session: Session, wanted: Wanted) -> list[uuid.UUID] | None:
    """The activities to which a list is narrowed; None: to none."""
    if wanted.activity_id is not None:
        return [wanted.activity_id]
    if wanted.channel is None:
        return None
    return list(
        session.scalars(
            sa.select(Activity.id).where(
                Activity.consultation_id == wanted.consultation_id,
                Activity.channel == wanted.channel,
            )
        )
    )


def reasons_of(session: Session, wanted: Wanted) -> list[Reason]:
    """The reasons for which the excerpts of a list were not kept, the most frequent first; an
    excerpt may have several."""
    kept = kept_lists(session, wanted.consultation_id)
    if kept is not None and wanted.listed is Listed.SET_ASIDE:
        return _kept_reasons(session, wanted, kept)
    ways = ways_to_nodes(wanted.consultation_id)
    said = motives(wanted.consultation_id, ways).subquery()
    number = sa.func.count(sa.distinct(said.c.excerpt_id))
    rows = session.execute(
        _found(wanted, ways)
        .join(said, said.c.excerpt_id == Excerpt.id)
        .with_only_columns(said.c.motive, number)
        .where(said.c.motive != "")
        .group_by(said.c.motive)
        .order_by(number.desc(), said.c.motive)
        .limit(MOST_REASONS)
    )
    return [Reason(key_of(motive), motive, excerpts) for motive, excerpts in rows]


def _kept_reasons(session: Session, wanted: Wanted, kept: KeptLists) -> list[Reason]:
    activities = _activities(session, wanted)
    found = [
        Reason(
            key,
            text,
            sum(map(len, kept.found((of_reason(key),), activities, wanted.reads_all))),
        )
        for key, text in kept.reasons.items()
    ]
    found.sort(key=lambda one: (-one.excerpts, one.text))
    return [one for one in found if one.excerpts][:MOST_REASONS]


def _for_reason(session: Session, wanted: Wanted, ways: sa.CTE) -> sa.Select[*tuple[Any, ...]]:
    said = motives(wanted.consultation_id, ways).subquery()
    texts = session.scalars(sa.select(said.c.motive).distinct())
    meant = [text for text in texts if key_of(text) == wanted.reason]
    return sa.select(said.c.excerpt_id).where(said.c.motive.in_(meant))


def _found(wanted: Wanted, ways: sa.CTE) -> sa.Select[*tuple[Any, ...]]:
    found = _without_ways(wanted)
    if wanted.listed is not None:
        become = outcomes(wanted.consultation_id, ways)
        ranks = [OUTCOMES.index(status) for status in wanted.listed.statuses]
        found = found.outerjoin(become, become.c.excerpt_id == Excerpt.id).where(
            sa.func.coalesce(become.c.rank, WAITING).in_(ranks)
        )
    if wanted.node_id is not None:
        stand = standing(wanted.consultation_id, ways)
        there = sa.select(stand.c.excerpt_id).where(stand.c.node_id == wanted.node_id)
        found = found.where(Excerpt.id.in_(there))
    return found


def _without_ways(wanted: Wanted) -> sa.Select[*tuple[Any, ...]]:
    """What may be read, whatever became of it."""
    found = select_verbatims().where(Excerpt.consultation_id == wanted.consultation_id)
    if not wanted.reads_all:
        found = found.where(Contribution.state == ContributionState.PUBLISHED)
    if wanted.channel is not None:
        found = found.where(Activity.channel == wanted.channel)
    if wanted.activity_id is not None:
        found = found.where(Contribution.activity_id == wanted.activity_id)
    return found
