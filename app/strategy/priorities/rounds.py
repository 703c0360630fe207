"""Opening a round of priorities, changing it, closing it, freezing its ranking."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Criterion, Score, ScoredKind, Scorer, Scoring, ScoringState
from app.models.turns import ChangedMeanwhile, wait_for_consultation, wait_for_others
from app.strategy.priorities.people import people_to_ask
from app.strategy.priorities.results import as_kept, results_of
from app.strategy.priorities.subjects import MOST, choosable

MOST_CRITERIA = 6
HEAVIEST = 10


class ScoresGiven(ValueError):
    """Somebody scored: what they scored, and on what, stays as they saw it."""


class NothingToScore(ValueError):
    """No subject, no criterion or no scorer; or more subjects than `MOST`."""


class IsFrozen(ValueError):
    """The ranking is that of a body: nothing of the round changes."""


class NotClosed(ValueError):
    """Only a closed round is frozen."""


@dataclass(frozen=True)
class CriterionPlan:
    title: str
    description: str
    weight: int


@dataclass(frozen=True)
class RoundPlan:
    """A round as a steward wants it."""

    title: str
    criteria: Sequence[CriterionPlan]
    scorers: frozenset[uuid.UUID]
    subjects: Sequence[uuid.UUID] = ()
    """Of a new round only."""


def open_round(
    session: Session,
    consultation_id: uuid.UUID,
    kind: ScoredKind,
    plan: RoundPlan,
    *,
    account_id: uuid.UUID,
    key: str,
) -> Scoring:
    """Open a round; sent twice, it is opened once.

    Raises:
        NothingToScore: there is no one or nothing to score with, or too much.
    """
    wait_for_consultation(session, consultation_id)
    there = session.scalar(
        sa.select(Scoring).where(Scoring.consultation_id == consultation_id, Scoring.key == key)
    )
    if there is not None:
        return there
    offered = [one.id for one in choosable(session, consultation_id, kind)]
    subjects = [one.hex for one in offered if one in set(plan.subjects)]
    scorers = plan.scorers & people_to_ask(session, consultation_id).keys()
    if not (0 < len(subjects) <= MOST and plan.criteria and scorers):
        raise NothingToScore
    made = Scoring(
        consultation_id=consultation_id,
        account_id=account_id,
        key=key,
        title=plan.title,
        kind=kind,
        subjects=subjects,
    )
    session.add(made)
    session.flush()
    session.add_all(
        Criterion(
            scoring_id=made.id,
            position=place,
            title=one.title,
            description=one.description,
            weight=one.weight,
        )
        for place, one in enumerate(plan.criteria)
    )
    session.add_all(Scorer(scoring_id=made.id, account_id=one) for one in sorted(scorers))
    session.flush()
    return made


def change_round(session: Session, scoring: Scoring, plan: RoundPlan, *, made_from: int) -> None:
    """Change the words of a round, its criteria and who scores. Once somebody scored, criteria
    keep their number and their weights, and who scored stays.

    Raises:
        ChangedMeanwhile: somebody else did since the form was made.
        IsFrozen, ScoresGiven, NothingToScore: it cannot be changed like this.
    """
    wait_for_others(session, scoring)
    if scoring.version != made_from:
        raise ChangedMeanwhile
    _refuse_frozen(scoring)
    criteria = criteria_of(session, scoring.id)
    given = who_scored(session, scoring.id)
    if given and [one.weight for one in criteria] != [one.weight for one in plan.criteria]:
        raise ScoresGiven
    asked = people_to_ask(session, scoring.consultation_id).keys()
    there = set(session.scalars(sa.select(Scorer.account_id).where(_of(scoring))))
    scorers = (plan.scorers & (asked | there)) | given
    if not (plan.criteria and scorers):
        raise NothingToScore
    scoring.title = plan.title
    scoring.version += 1
    _write_criteria(session, scoring, criteria, plan.criteria)
    gone = there - scorers
    session.execute(sa.delete(Scorer).where(_of(scoring), Scorer.account_id.in_(gone)))
    session.add_all(
        Scorer(scoring_id=scoring.id, account_id=one) for one in sorted(scorers - there)
    )
    session.flush()


def close_round(session: Session, scoring: Scoring) -> None:
    """Take no score any more and show them all. Twice is as once."""
    wait_for_others(session, scoring)
    if scoring.state is ScoringState.OPEN:
        scoring.state = ScoringState.CLOSED
        scoring.version += 1


def open_again(session: Session, scoring: Scoring, moment: dt.datetime) -> bool:
    """Take scores again: nobody is done any more. False where it is open already.

    Raises:
        IsFrozen: never again.
    """
    wait_for_others(session, scoring)
    _refuse_frozen(scoring)
    if scoring.state is ScoringState.OPEN:
        return False
    scoring.state, scoring.reopened_at = ScoringState.OPEN, moment
    scoring.version += 1
    session.execute(sa.update(Scorer).where(_of(scoring)).values(done_at=None))
    return True


def freeze(session: Session, scoring: Scoring, *, body: str, day: dt.date, made_from: int) -> None:
    """Keep the ranking as that of a body, with the titles of this moment. Twice is as once.

    Raises:
        ChangedMeanwhile: the round is not as the page showed it.
        NotClosed: scores are still being given.
        IsFrozen: it is that of another body, or of another day.
    """
    wait_for_others(session, scoring)
    if scoring.state is ScoringState.FROZEN:
        if (scoring.body, scoring.frozen_on) == (body, day):
            return
        raise IsFrozen
    if scoring.version != made_from:
        raise ChangedMeanwhile
    if scoring.state is not ScoringState.CLOSED:
        raise NotClosed
    scoring.ranking = as_kept(results_of(session, scoring))
    scoring.state, scoring.body, scoring.frozen_on = ScoringState.FROZEN, body, day
    scoring.version += 1


def criteria_of(session: Session, scoring_id: uuid.UUID) -> list[Criterion]:
    """The criteria of a round, in their order."""
    found = sa.select(Criterion).where(Criterion.scoring_id == scoring_id)
    return list(session.scalars(found.order_by(Criterion.position)))


def who_scored(session: Session, scoring_id: uuid.UUID) -> set[uuid.UUID]:
    """Those who gave at least one score."""
    criteria = sa.select(Criterion.id).where(Criterion.scoring_id == scoring_id)
    found = sa.select(Score.account_id).where(Score.criterion_id.in_(criteria)).distinct()
    return set(session.scalars(found))


def _of(scoring: Scoring) -> sa.ColumnElement[bool]:
    return Scorer.scoring_id == scoring.id


def _refuse_frozen(scoring: Scoring) -> None:
    if scoring.state is ScoringState.FROZEN:
        raise IsFrozen(scoring.id)


def _write_criteria(
    session: Session, scoring: Scoring, rows: list[Criterion], plans: Sequence[CriterionPlan]
) -> None:
    """Put the plans in the place of the rows: those that stay keep their scores."""
    for place, plan in enumerate(plans):
        row = rows[place] if place < len(rows) else None
        if row is None:
            row = Criterion(scoring_id=scoring.id, position=place)
            session.add(row)
        row.title, row.description, row.weight = plan.title, plan.description, plan.weight
    for row in rows[len(plans) :]:
        session.delete(row)
