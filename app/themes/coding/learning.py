"""When the machine learns again from what people decided: never twice at once."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs import services as jobs
from app.models import (
    CodebookEvent,
    CodedState,
    Coding,
    CodingProposal,
    CodingRound,
    ExcerptCoding,
    Job,
    JobKind,
    Theme,
    ThemeState,
)
from app.models.job import ENDED
from app.models.turns import wait_for_name

DECISIONS_BETWEEN = 5
SHORT_QUEUE = 5
"""Excerpts: a queue with fewer is made again as soon as there is one more decision."""


def ask_to_learn(session: Session, consultation_id: uuid.UUID) -> CodingRound | None:
    """Have the machine learn, unless it is about to, is at it, or there is no theme yet.

    Called after each change of the codebook. What is decided or changed while it learns is seen
    at its end: it then learns once more (`learn_once_more`).
    """
    _wait(session, consultation_id)
    if _under_way(session, consultation_id) is not None:
        return None
    return _schedule(session, consultation_id)


def ask_after_decisions(session: Session, consultation_id: uuid.UUID) -> None:
    """Have the machine learn where enough was decided since it last did."""
    if _has_news(session, consultation_id):
        ask_to_learn(session, consultation_id)


def learn_once_more(session: Session, ending: CodingRound) -> None:
    """Learn again what was decided or changed while this round, which ends now, was made."""
    _wait(session, ending.consultation_id)
    changed = codebook_number(session, ending.consultation_id) != ending.codebook_number
    if changed or _decisions_since(session, ending) >= DECISIONS_BETWEEN:
        _schedule(session, ending.consultation_id)


def codebook_number(session: Session, consultation_id: uuid.UUID) -> int:
    """The last event of the codebook."""
    return session.scalar(newest_of_codebook(consultation_id)) or 0


def newest_of_codebook(consultation_id: uuid.UUID) -> sa.Select[int | None]:
    """The question for the last event of the codebook, which others ask along with their own."""
    return sa.select(sa.func.max(CodebookEvent.number)).where(
        CodebookEvent.consultation_id == consultation_id
    )


def last_round(session: Session, consultation_id: uuid.UUID) -> CodingRound | None:
    """What the machine learned last; None before it did."""
    found = sa.select(CodingRound).where(
        CodingRound.consultation_id == consultation_id, CodingRound.ended_at.is_not(None)
    )
    return session.scalar(found.order_by(CodingRound.id.desc()).limit(1))


def learns_now(session: Session, consultation_id: uuid.UUID) -> bool:
    """Whether the machine learns at this moment, or is about to."""
    return _under_way(session, consultation_id) is not None


def _wait(session: Session, consultation_id: uuid.UUID) -> None:
    # Taken last and held to the end of the transaction: a decision that comes while a round ends
    # is seen by the round, or sees that it has ended.
    session.flush()
    wait_for_name(session, f"learning {consultation_id.hex}")


def _under_way(session: Session, consultation_id: uuid.UUID) -> Job | None:
    found = sa.select(Job).where(
        Job.consultation_id == consultation_id,
        Job.kind == JobKind.LEARNING,
        Job.state.not_in(ENDED),
    )
    return session.scalar(found.limit(1))


def _schedule(session: Session, consultation_id: uuid.UUID) -> CodingRound | None:
    themes = sa.exists().where(
        Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED
    )
    if not session.scalar(sa.select(themes)):
        return None
    made = CodingRound(consultation_id=consultation_id)
    session.add(made)
    session.flush()
    made.job_id = jobs.schedule(
        session,
        kind=JobKind.LEARNING,
        subject_id=made.id,
        consultation_id=consultation_id,
        account_id=None,
    ).id
    session.flush()
    return made


def _has_news(session: Session, consultation_id: uuid.UUID) -> bool:
    known = last_round(session, consultation_id)
    if known is None:
        return True
    since = _decisions_since(session, known)
    return since >= DECISIONS_BETWEEN or (
        since > 0 and _queued(session, consultation_id) < SHORT_QUEUE
    )


def _decisions_since(session: Session, known: CodingRound) -> int:
    """Decisions made since a round was, up to those that make another one worth it."""
    # Those made while the job reads count as well: at worst it learns once too often.
    began = sa.select(Job.started_at).where(Job.id == known.job_id).scalar_subquery()
    since = (
        sa.select(Coding.id)
        .where(
            Coding.consultation_id == known.consultation_id,
            Coding.id > known.id,
            Coding.created_at >= sa.func.coalesce(began, known.created_at),
        )
        .limit(DECISIONS_BETWEEN)
    )
    return session.scalar(sa.select(sa.func.count()).select_from(since.subquery())) or 0


def _queued(session: Session, consultation_id: uuid.UUID) -> int:
    """Excerpts that are left in the queue, up to `SHORT_QUEUE`."""
    decided = sa.exists().where(
        ExcerptCoding.excerpt_id == CodingProposal.excerpt_id,
        ExcerptCoding.state != CodedState.SKIPPED,
    )
    left = (
        sa.select(CodingProposal.excerpt_id)
        .where(
            CodingProposal.consultation_id == consultation_id,
            CodingProposal.place.is_not(None),
            ~decided,
        )
        .limit(SHORT_QUEUE)
    )
    return session.scalar(sa.select(sa.func.count()).select_from(left.subquery())) or 0
