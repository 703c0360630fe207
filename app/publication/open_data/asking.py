"""Asking for the file of a consultation, which is a made document like the others."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import MadeDocument, MadeFormat, MadeKind
from app.models.turns import wait_for_consultation
from app.publication.documents.asking import ask_again

KEY = "open-data"
"""A consultation has one file: made again, it takes the place of the former one."""


def file_of(session: Session, consultation_id: uuid.UUID) -> MadeDocument | None:
    """The file of a consultation, made or being made for the first time."""
    return session.scalar(
        sa.select(MadeDocument).where(
            MadeDocument.consultation_id == consultation_id,
            MadeDocument.kind == MadeKind.OPEN_DATA,
            MadeDocument.key == KEY,
        )
    )


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
    ask_again(session, made, account_id=account_id)
    return made
