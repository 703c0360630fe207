"""The scores of one person: given, changed, taken away, while the round is open."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Criterion, Score, Scorer, Scoring, ScoringState
from app.models.turns import wait_for_others

WORST, BEST = 1, 5
Cell = tuple[uuid.UUID, uuid.UUID]
"""A subject and a criterion."""


class RoundIsOver(ValueError):
    """No score is taken any more, or not from them."""


class IsDone(ValueError):
    """They said that they were done: to change a score they say first that they are not."""


@dataclass(frozen=True)
class Sheet:
    """What one person gave so far, and how many subjects they judged on every criterion."""

    scores: Mapping[Cell, int]
    whole: int


def sheet_of(session: Session, scoring: Scoring, account_id: uuid.UUID) -> Sheet:
    """The scores of one person in a round."""
    rows = session.execute(
        sa.select(Score.subject_id, Score.criterion_id, Score.value)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .where(Criterion.scoring_id == scoring.id, Score.account_id == account_id)
    ).all()
    scores = {(row.subject_id, row.criterion_id): row.value for row in rows}
    criteria = session.scalar(sa.select(sa.func.count()).where(Criterion.scoring_id == scoring.id))
    given = Counter(subject for subject, _criterion in scores)
    return Sheet(scores, whole=sum(number == criteria for number in given.values()))


def give_scores(
    session: Session, scoring: Scoring, scorer: Scorer, given: Mapping[Cell, int | None]
) -> None:
    """Keep scores from 1 to 5; None takes one away. What is not named stays. Cells that are not
    of the round (any more) are passed over.

    Raises:
        RoundIsOver, IsDone: nothing is taken.
    """
    _wait_while_open(session, scoring, scorer)
    if scorer.done_at is not None:
        raise IsDone
    criteria = set(
        session.scalars(sa.select(Criterion.id).where(Criterion.scoring_id == scoring.id))
    )
    subjects = {uuid.UUID(one) for one in scoring.subjects}
    rows = session.scalars(
        sa.select(Score).where(
            Score.account_id == scorer.account_id, Score.criterion_id.in_(criteria)
        )
    )
    there = {(row.subject_id, row.criterion_id): row for row in rows}
    for (subject, criterion), value in given.items():
        if subject not in subjects or criterion not in criteria:
            continue
        row = there.get((subject, criterion))
        if value is None:
            if row is not None:
                session.delete(row)
        elif row is not None:
            row.value = value
        else:
            session.add(
                Score(
                    criterion_id=criterion,
                    account_id=scorer.account_id,
                    subject_id=subject,
                    value=value,
                )
            )
    session.flush()


def set_done(
    session: Session, scoring: Scoring, scorer: Scorer, *, done: bool, moment: dt.datetime
) -> None:
    """Somebody says that they are done, or that they are not. Twice is as once.

    Raises:
        RoundIsOver: it makes no difference any more.
    """
    _wait_while_open(session, scoring, scorer)
    scorer.done_at = (scorer.done_at or moment) if done else None


def _wait_while_open(session: Session, scoring: Scoring, scorer: Scorer) -> None:
    """Wait for whoever changes the round: nobody changes its scorers without holding it."""
    wait_for_others(session, scoring)
    key = (scorer.scoring_id, scorer.account_id)
    still = session.get(Scorer, key, populate_existing=True)
    if still is None or scoring.state is not ScoringState.OPEN:
        raise RoundIsOver(scoring.id)
