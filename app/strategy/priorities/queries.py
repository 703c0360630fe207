"""Reading the rounds of priorities of a consultation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import DeskComment, Scorer, Scoring, ScoringState
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class Round:
    """A round in a list, for one reader."""

    scoring: Scoring
    scorers: int
    done: int
    waits_for_reader: bool
    """The reader is asked to score, and did not say that they are done."""

    @property
    def subjects(self) -> int:
        return len(self.scoring.subjects)


def rounds_page(
    session: Session,
    consultation_id: uuid.UUID,
    reader_id: uuid.UUID,
    cursor: Cursor,
    *,
    all_rounds: bool,
) -> Page[Round]:
    """The rounds, the latest first; those only that the reader scores unless `all_rounds`."""
    of_it = sa.select(sa.func.count(), sa.func.count(Scorer.done_at))
    people = of_it.add_columns(Scorer.scoring_id).group_by(Scorer.scoring_id).subquery()
    mine = sa.orm.aliased(Scorer)
    found = (
        sa.select(Scoring, people.c[0], people.c[1], mine.account_id, mine.done_at)
        .join(people, people.c.scoring_id == Scoring.id)
        .outerjoin(mine, sa.and_(mine.scoring_id == Scoring.id, mine.account_id == reader_id))
        .where(Scoring.consultation_id == consultation_id)
    )
    if not all_rounds:
        found = found.where(mine.account_id.is_not(None))
    rows = session.execute(
        paged(found, Scoring.id, cursor, cursor.as_uuid(), size=PAGE_SIZE, descending=True)
    ).all()
    rounds = [
        Round(
            scoring,
            scorers,
            done,
            scoring.state is ScoringState.OPEN and reader is not None and done_at is None,
        )
        for scoring, scorers, done, reader, done_at in rows
    ]
    return make_page(rounds, cursor, size=PAGE_SIZE, key_of=lambda one: one.scoring.id)


def round_of(session: Session, consultation_id: uuid.UUID, scoring_id: uuid.UUID) -> Scoring | None:
    return session.scalar(
        sa.select(Scoring).where(
            Scoring.id == scoring_id, Scoring.consultation_id == consultation_id
        )
    )


def comments_by_subject(session: Session, scoring: Scoring) -> dict[uuid.UUID, int]:
    """How many comments were made on each subject in this round."""
    found = (
        sa.select(DeskComment.subject_id, sa.func.count())
        .where(DeskComment.scoring_id == scoring.id, DeskComment.removed_at.is_(None))
        .group_by(DeskComment.subject_id)
    )
    return dict(session.execute(found).all())
