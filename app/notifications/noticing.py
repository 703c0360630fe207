"""Noting that something happened, for the digests and the feeds that will tell it."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.models import Contribution, Notice, NoticeKind


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


def note_of_activity(
    session: Session, consultation_id: uuid.UUID, activity_id: uuid.UUID, kind: NoticeKind
) -> None:
    """An activity opened or closed."""
    session.add(
        Notice(consultation_id=consultation_id, kind=kind, activity_id=activity_id, is_public=True)
    )
    session.flush()
