"""Invitations to questionnaires."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Channel, Invitation, InvitationLink, OutgoingMail, Questionnaire, Response
from app.privacy.processings import Processing
from app.privacy.retention.enforcer import FORGOTTEN, Enforcer, Scope, changed


def anonymise(session: Session, scope: Scope) -> int:
    """Names, addresses, links and messages go; how many were invited and began stays."""
    invited = _invited(scope)
    ids = sa.select(Invitation.id).where(invited)
    changed(session, sa.delete(OutgoingMail).where(OutgoingMail.invitation_id.in_(ids)))
    changed(session, sa.delete(InvitationLink).where(InvitationLink.invitation_id.in_(ids)))
    named = sa.update(Invitation).where(invited, Invitation.email.not_like(f"{FORGOTTEN}%"))
    nobody = sa.literal(FORGOTTEN) + sa.cast(Invitation.id, sa.String)
    return changed(session, named.values(email=nobody, name=""))


def delete(session: Session, scope: Scope) -> int:
    invited = _invited(scope)
    ids = sa.select(Invitation.id).where(invited)
    begun = sa.update(Response).where(Response.invitation_id.in_(ids))
    changed(session, begun.values(invitation_id=None))
    return changed(session, sa.delete(Invitation).where(invited))


def _invited(scope: Scope) -> sa.ColumnElement[bool]:
    activities = scope.activities(Channel.QUESTIONNAIRE)
    return Invitation.questionnaire_id.in_(
        sa.select(Questionnaire.id).where(Questionnaire.activity_id.in_(activities))
    )


ENFORCER = Enforcer(Processing.INVITATIONS, anonymise, delete)
