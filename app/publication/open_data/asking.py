"""Asking for the file of a consultation, and offering it to everybody."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.jobs.services import schedule
from app.models import Job, JobKind, MadeDocument, MadeFormat, MadeKind
from app.models.turns import wait_for_consultation, wait_for_others

KEY = "open-data"
"""A consultation has one file: made again, it takes the place of the former one."""


class NotMade(ValueError):
    """There is no file yet."""


def file_of(session: Session, consultation_id: uuid.UUID) -> MadeDocument | None:
    """The file of a consultation, made or being made for the first time."""
    return session.scalar(
        sa.select(MadeDocument).where(
            MadeDocument.consultation_id == consultation_id,
            MadeDocument.kind == MadeKind.OPEN_DATA,
            MadeDocument.key == KEY,
        )
    )


def job_of(session: Session, made: MadeDocument | None) -> Job | None:
    """The last job that makes it, or made it."""
    return session.get(Job, made.job_id) if made and made.job_id else None


def ask(session: Session, consultation_id: uuid.UUID, account_id: uuid.UUID | None) -> MadeDocument:
    """Have the file made of what is there now; asked for while it is being made, it is once."""
    wait_for_consultation(session, consultation_id)
    made = file_of(session, consultation_id)
    if made is None:
        made = MadeDocument(
            consultation_id=consultation_id,
            key=KEY,
            kind=MadeKind.OPEN_DATA,
            format=MadeFormat.ZIP,
            account_id=account_id,
        )
        session.add(made)
        session.flush()
    before = job_of(session, made)
    if before is None or before.has_ended:
        made.job_id = schedule(
            session,
            kind=JobKind.MAKING,
            subject_id=made.id,
            consultation_id=consultation_id,
            account_id=account_id,
        ).id
        session.flush()
    return made


def set_public(session: Session, made: MadeDocument, *, is_public: bool) -> None:
    """Offer the file to everybody, or to the team only.

    Raises:
        NotMade: there is none yet.
    """
    wait_for_others(session, made)
    if is_public and made.made_at is None:
        raise NotMade
    made.is_public = is_public
    session.flush()
