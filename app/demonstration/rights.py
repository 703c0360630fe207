"""A few people exercise a right: one waits, one is late, one was answered."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from app.demonstration import files
from app.models import Consultation, PrivacyRequest, PrivacyRequestState, PrivacyRight
from app.models.types import now, today


def load_rights(session: Session, consultation: Consultation, account_id: uuid.UUID) -> None:
    """Requests that were confirmed from their address; nobody is written to. The answer is by
    this account."""
    for number, told in enumerate(files.read("rights.yaml")["requests"]):
        answer = told.get("answer", "")
        due_on = today() + dt.timedelta(days=told["due_in"])
        session.add(
            PrivacyRequest(
                consultation_id=consultation.id,
                key=f"demonstration-{number}",
                right=PrivacyRight(told["right"]),
                state=PrivacyRequestState.GRANTED if answer else PrivacyRequestState.RECEIVED,
                email=told["email"],
                message=told["message"],
                due_on=due_on,
                created_at=now() + dt.timedelta(days=told["due_in"] - 30),
                answer=answer,
                answered_by=account_id if answer else None,
                answered_at=now() - dt.timedelta(days=25) if answer else None,
            )
        )
    session.flush()
