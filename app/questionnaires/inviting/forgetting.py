"""Forgetting who was invited to questionnaires."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Invitation, InvitationLink, OutgoingMail, Response


def forget_invitations(session: Session, ids: Sequence[uuid.UUID]) -> int:
    """Erase invitations with their links and messages: how many. One that was begun stays in the
    counts, without a name nor an address, and is not written to again."""
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.invitation_id.in_(ids)))
    session.execute(sa.delete(InvitationLink).where(InvitationLink.invitation_id.in_(ids)))
    answered = sa.select(Response.invitation_id).where(Response.invitation_id.in_(ids))
    stays = sa.or_(Invitation.has_begun, Invitation.id.in_(answered))
    found = list(session.scalars(sa.select(Invitation).where(Invitation.id.in_(ids), stays)))
    for one in found:
        one.email, one.name, one.has_declined = f"erased:{uuid.uuid4()}", "", True
    session.flush()
    kept = [one.id for one in found]
    session.execute(sa.delete(Invitation).where(Invitation.id.in_(ids), Invitation.id.not_in(kept)))
    return len(ids)
