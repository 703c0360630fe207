"""Taking away what is over: sessions that ended, links, failures, messages that left, addresses
that were invited to a role and never answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import attempts
from app.accounts.links import CLOCK_SLACK
from app.models import (
    AccountSession,
    Job,
    JobKind,
    MailState,
    OneTimeLink,
    OutgoingMail,
    RoleInvitation,
)
from app.models.types import now

KEPT = dt.timedelta(days=2)
"""Links and messages count for a day, so that an address is not written to too often."""
UNANSWERED_KEPT = dt.timedelta(days=30)
"""An address that was invited to a role, after its link expired: a steward may write again."""


@dataclass(frozen=True)
class Tidied:
    """How many of each were taken away."""

    sessions: int
    links: int
    failures: int


def tidy(session: Session) -> Tidied:
    """Take away what is over; done twice, nothing more happens."""
    ended = sa.delete(AccountSession).where(AccountSession.ends_at <= now())
    sessions = len(session.execute(ended.returning(AccountSession.id)).all())
    links = _tidy_links(session)
    _tidy_messages(session)
    _forget_unanswered_invitations(session)
    return Tidied(sessions, links, attempts.forget_old(session))


def _tidy_links(session: Session) -> int:
    """With what was typed to make an account that was never confirmed."""
    moment = now()
    over = sa.or_(
        OneTimeLink.created_at > moment + CLOCK_SLACK,
        sa.and_(
            OneTimeLink.created_at < moment - KEPT,
            sa.or_(OneTimeLink.used_at.is_not(None), OneTimeLink.expires_at <= moment),
        ),
    )
    ids = sa.select(OneTimeLink.id).where(over)
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.link_id.in_(ids)))
    return len(session.execute(sa.delete(OneTimeLink).where(over).returning(OneTimeLink.id)).all())


def _tidy_messages(session: Session) -> None:
    """Messages of accounts that left or failed, and the jobs that handed them over."""
    old = now() - KEPT
    session.execute(
        sa.delete(OutgoingMail).where(
            OutgoingMail.consultation_id.is_(None),
            OutgoingMail.state.in_((MailState.SENT, MailState.FAILED)),
            OutgoingMail.created_at < old,
        )
    )
    session.execute(
        sa.delete(Job).where(
            Job.consultation_id.is_(None), Job.kind == JobKind.MAIL, Job.ended_at < old
        )
    )


def _forget_unanswered_invitations(session: Session) -> None:
    """Whom nobody heard of: their address, and the messages that could not be handed over."""
    moment = now()
    over = sa.and_(RoleInvitation.email != "", RoleInvitation.expires_at < moment - UNANSWERED_KEPT)
    ids = list(session.scalars(sa.select(RoleInvitation.id).where(over)))
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.role_invitation_id.in_(ids)))
    forgotten = sa.update(RoleInvitation).where(RoleInvitation.id.in_(ids), over)
    session.execute(forgotten.values(email="", withdrawn_at=moment))
