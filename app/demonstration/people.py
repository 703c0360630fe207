"""The invitations of the demonstration that wait for an answer, and lines of its log."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.people.invitations import Inviter, invite
from app.audit.recording import record
from app.demonstration import files
from app.models import Account, Consultation, Role
from app.models.types import now


def load_people(session: Session, consultation: Consultation, steward: Account) -> None:
    """Offer roles to people who do not exist; the messages leave with the worker."""
    file = files.read("people.yaml")
    for act in file["acts"]:
        record(
            session,
            act,
            consultation_id=consultation.id,
            account_id=steward.id,
            role=Role.STEWARD,
        )
    inviter = Inviter(session, consultation, steward)
    for role, emails in file["invitations"].items():
        invite(inviter, emails, Role(role), now())
