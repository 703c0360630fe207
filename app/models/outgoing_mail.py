from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime, state_column


class MailState(enum.StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class MailTrouble(enum.StrEnum):
    REFUSED = "refused"
    """For good: the address does not exist, or wants no mail from us."""
    LATER = "later"
    """For now: the box is full, the server is busy."""
    UNCERTAIN = "uncertain"
    """The connection or the worker was lost meanwhile: it may have left."""
    CANCELLED = "cancelled"
    """A person stopped the job before its turn."""


class OutgoingMail(Identified, Dated, Base):
    """A message to one person.

    Its text has a place for the link, which is made when the message is handed over: no secret is
    ever written here. Once it is sent, nothing is left but that it was: neither to whom nor what.
    One that failed keeps its recipient, to be tried again.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (sa.Index("ix_outgoing_mail_batch_id_state", "batch_id", "state"),)

    consultation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("consultation.id"))
    activity_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("activity.id"), index=True)
    """What it is about."""
    batch_id: Mapped[uuid.UUID]
    """Messages that one job sends."""
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("invitation.id"), index=True
    )
    registration_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("registration.id"), index=True
    )
    receipt_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("receipt.id"), index=True)
    subscription_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("subscription.id"), index=True
    )
    link_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("one_time_link.id"), index=True)
    role_invitation_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("role_invitation.id"), index=True
    )
    privacy_request_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("privacy_request.id"), index=True
    )
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    """Whom it is for, where nothing above tells it: news of the team and of the governance."""
    letter: Mapped[str] = mapped_column(sa.String(40), default="")
    """Which part of the platform fills it in, where nothing above tells it."""
    recipient: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[MailState] = mapped_column(state_column(MailState), default=MailState.WAITING)
    trouble: Mapped[MailTrouble | None] = mapped_column(state_column(MailTrouble))
    """Why it failed."""
    error: Mapped[str] = mapped_column(sa.String(300), default="")
    """What the mail server said."""
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
