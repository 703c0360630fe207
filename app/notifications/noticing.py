"""Noting that something happened, for the digests and the feeds that will tell it."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Charter, Contribution, Notice, NoticeKind


def note_of_contribution(
    session: Session, contribution: Contribution, kind: NoticeKind, *, is_public: bool
) -> None:
    """Something happened to a contribution: its author and supporters may be told, and with
    `is_public` everybody who follows the consultation."""
    session.add(
        Notice(
            consultation_id=contribution.consultation_id,
            kind=kind,
            activity_id=contribution.activity_id,
            contribution_id=contribution.id,
            is_public=is_public,
        )
    )
    session.flush()


def note_of_decision(session: Session, contribution: Contribution) -> None:
    """It was decided what becomes of an excerpt: told where the charter makes decisions public."""
    is_public = decisions_are_public(session, contribution.consultation_id)
    note_of_contribution(session, contribution, NoticeKind.DECIDED, is_public=is_public)


def decisions_are_public(session: Session, consultation_id: uuid.UUID) -> bool:
    """Whether everybody reads what becomes of contributions, as it is decided."""
    found = sa.select(Charter.decisions_are_public)
    return bool(session.scalar(found.where(Charter.consultation_id == consultation_id)))


def note_of_activity(
    session: Session, consultation_id: uuid.UUID, activity_id: uuid.UUID, kind: NoticeKind
) -> None:
    """An activity opened or closed."""
    session.add(
        Notice(consultation_id=consultation_id, kind=kind, activity_id=activity_id, is_public=True)
    )
    session.flush()


def note_of_version(session: Session, consultation_id: uuid.UUID) -> None:
    """A version of the strategy was published: the newest one is told."""
    session.add(Notice(consultation_id=consultation_id, kind=NoticeKind.STRATEGY, is_public=True))
    session.flush()
