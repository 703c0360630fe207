"""What became of all that was said, counted: excerpts and contributions, by channel, activity, line
of the strategy, type of actor and territory."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import told
from app.models import (
    IN_CORPUS,
    Activity,
    Channel,
    Contribution,
    ContributionState,
    Excerpt,
)
from app.models.types import now
from app.publication.became.groups import Counted, GroupTable, table_of
from app.publication.became.outcomes import WAITING, outcomes, standing
from app.publication.became.tally import Tally
from app.questionnaires.results.masks import masked_groups
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.coverage.groups import CHUNK, VOICE, By, Groups, as_kept
from app.strategy.ways import ways_to_nodes

T = TypeVar("T")
PUBLISHED = Contribution.state == ContributionState.PUBLISHED


@dataclass(frozen=True)
class OfLine:
    """How many excerpts stand on a line of the strategy, and how many of them all may read.
    `is_small`: so few people said the others that nobody is told how many there are, but those who
    may read them."""

    excerpts: int
    readable: int
    is_small: bool = False


@dataclass(frozen=True)
class Counts:
    """`readable`: the excerpts whose words everybody may read. Contributions count once, as
    `ContributionFate` says. Of small channels and activities nothing is told to those who may not
    read their words: so few people said them that they could be recognised."""

    excerpts: Tally
    readable: Tally
    contributions: Tally
    by_channel: dict[Channel, Tally]
    by_activity: dict[uuid.UUID, Tally]
    small_channels: frozenset[Channel]
    small_activities: frozenset[uuid.UUID]
    by_line: dict[uuid.UUID, OfLine]
    by_actor: GroupTable
    by_territory: GroupTable
    counted_at: dt.datetime

    @property
    def is_decided(self) -> bool:
        """Whether anything is decided at all."""
        return self.excerpts.decided > 0


def counts_of(session: Session, consultation_id: uuid.UUID) -> Counts:
    """The counts of a consultation: of a large one, as they were last counted."""
    found = told(
        session, consultation_id, BECAME.name, Counts, lambda: _counted(session, consultation_id)
    )
    if found.counted_at is None:
        return found.value
    return replace(found.value, counted_at=found.counted_at)


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(replace(_counted(session, consultation_id), counted_at=dt.datetime.min))


BECAME = Figure("became-1", changes_in_corpus, _as_kept)


def _counted(session: Session, consultation_id: uuid.UUID) -> Counts:
    channel_of = _channels(session, consultation_id)
    excerpts = _excerpts(session, consultation_id)
    contributions = _contributions(session, consultation_id)
    by_activity: dict[uuid.UUID, Counter[int]] = defaultdict(Counter)
    by_channel: dict[Channel, Counter[int]] = defaultdict(Counter)
    for one in excerpts:
        by_activity[one.activity_id][one.rank] += one.excerpts
        by_channel[channel_of[one.activity_id]][one.rank] += one.excerpts
    nameless = sum(one.contributions for one in contributions if one.respondent is None)
    hidden = _hidden_voices(excerpts, contributions)
    hidden_in: dict[Channel, int] = defaultdict(int)
    for activity_id, voices in hidden.items():
        hidden_in[channel_of[activity_id]] += voices

    def table(by: By) -> GroupTable:
        return table_of(Groups(session, consultation_id, by), excerpts, nameless)

    return Counts(
        excerpts=Tally.of((one.rank, one.excerpts) for one in excerpts),
        readable=Tally.of((one.rank, one.excerpts) for one in excerpts if one.is_readable),
        contributions=Tally.of((one.rank, one.contributions) for one in contributions),
        by_channel={one: Tally.of(by_channel[one].items()) for one in Channel if one in by_channel},
        by_activity={one: Tally.of(by_activity[one].items()) for one in sorted(by_activity)},
        small_channels=_small(hidden_in),
        small_activities=_small(hidden),
        by_line=_lines(session, consultation_id),
        by_actor=table(By.ACTOR),
        by_territory=table(By.TERRITORY),
        counted_at=now(),
    )


def _hidden_voices(
    excerpts: Iterable[Counted], contributions: Iterable[Counted]
) -> dict[uuid.UUID, int]:
    """By activity, how many voices said words that not everybody may read."""
    respondents: dict[uuid.UUID, set[str]] = defaultdict(set)
    for one in excerpts:
        if one.respondent is not None and not one.is_readable:
            respondents[one.activity_id].add(one.respondent)
    found = {activity_id: len(said) for activity_id, said in respondents.items()}
    for one in contributions:
        if one.respondent is None and not one.is_readable:
            found[one.activity_id] = found.get(one.activity_id, 0) + one.contributions
    return found


def _small(voices: Mapping[T, int]) -> frozenset[T]:
    return frozenset(
        one
        for one, is_masked in zip(voices, masked_groups(list(voices.values())), strict=True)
        if is_masked
    )


def _channels(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, Channel]:
    rows = session.execute(
        sa.select(Activity.id, Activity.channel).where(Activity.consultation_id == consultation_id)
    )
    return dict(rows.all())


def _excerpts(session: Session, consultation_id: uuid.UUID) -> list[Counted]:
    """How many excerpts of each respondent, and of nobody known, had each outcome."""
    found = outcomes(consultation_id, ways_to_nodes(consultation_id))
    rank = sa.func.coalesce(found.c.rank, WAITING)
    respondent = as_kept(Contribution.respondent_id)
    groups: list[Any] = [as_kept(Contribution.activity_id), respondent, PUBLISHED, rank]
    rows: sa.Result[*tuple[Any, ...]] = session.execute(
        sa.select(*groups, sa.func.count(), sa.func.count(sa.distinct(Contribution.id)))
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .outerjoin(found, found.c.excerpt_id == Excerpt.id)
        .where(Excerpt.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .group_by(*groups),
        execution_options={"yield_per": CHUNK},
    )
    activity = cache(uuid.UUID)
    return [Counted(activity(row[0]), *row[1:]) for row in rows]


def _contributions(session: Session, consultation_id: uuid.UUID) -> list[Counted]:
    """The same of contributions, each once with the best outcome of its excerpts."""
    found = outcomes(consultation_id, ways_to_nodes(consultation_id))
    best = (
        sa.select(
            Contribution.id,
            Contribution.activity_id,
            sa.case((Contribution.respondent_id.is_(None), None), else_="").label("respondent"),
            PUBLISHED.label("is_readable"),
            sa.func.min(sa.func.coalesce(found.c.rank, WAITING)).label("rank"),
        )
        .outerjoin(Excerpt, Excerpt.contribution_id == Contribution.id)
        .outerjoin(found, found.c.excerpt_id == Excerpt.id)
        .where(Contribution.consultation_id == consultation_id, Contribution.state.in_(IN_CORPUS))
        .group_by(Contribution.id)
        .subquery()
    )
    groups = (best.c.activity_id, best.c.respondent, best.c.is_readable, best.c.rank)
    rows = session.execute(sa.select(*groups, sa.func.count()).group_by(*groups))
    return [
        Counted(activity_id, respondent, is_readable, rank, 0, number)
        for activity_id, respondent, is_readable, rank, number in rows
    ]


def _lines(session: Session, consultation_id: uuid.UUID) -> dict[uuid.UUID, OfLine]:
    found = standing(consultation_id, ways_to_nodes(consultation_id))
    hidden = sa.case((PUBLISHED, None), else_=as_kept(VOICE))
    rows = session.execute(
        sa.select(
            found.c.node_id,
            sa.func.count(),
            sa.func.sum(sa.case((PUBLISHED, 1), else_=0)),
            sa.func.count(sa.distinct(hidden)),
        )
        .join(Excerpt, Excerpt.id == found.c.excerpt_id)
        .join(Excerpt.contribution)
        .where(Contribution.state.in_(IN_CORPUS))
        .group_by(found.c.node_id)
    ).all()
    small = _small({node_id: voices for node_id, _number, _readable, voices in rows if voices})
    return {
        node_id: OfLine(number, readable, node_id in small)
        for node_id, number, readable, _voices in sorted(rows)
    }
