from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.contribution import Contribution
from app.models.document import Document
from app.models.organisation import OrganisationKind
from app.models.submission_call import SubmissionCall
from app.models.types import Dated, Identified, Json, UtcDateTime, state_column


class SubmissionState(enum.StrEnum):
    CHECKING = "checking"
    """The depositor checks the text that was read before sending it."""
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Submission(Identified, Dated, Base):
    """A written contribution, from its deposit on. Once sent, its words are those of its
    contribution, and so is whether it is held, published or rejected."""

    __tablename__ = "submission"
    __table_args__ = (
        sa.UniqueConstraint("call_id", "key"),
        sa.Index("ix_submission_call_id_id", "call_id", "id"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("submission_call.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page: sent twice, it is kept once."""
    state: Mapped[SubmissionState] = mapped_column(
        state_column(SubmissionState), default=SubmissionState.CHECKING
    )
    participant_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("participant.id"), index=True
    )
    receipt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("receipt.id"), unique=True)
    """By its code the depositor comes back, also before it is sent."""
    title: Mapped[str] = mapped_column(sa.String(200))
    on_behalf_of: Mapped[str] = mapped_column(sa.String(200), default="")
    """The organisation that speaks; empty where a person speaks for themself."""
    signature: Mapped[str] = mapped_column(sa.String(120), default="")
    """The name of the person, shown where they speak for themself and said so."""
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    """The same, where the depositor held a mandate that day."""
    kind: Mapped[OrganisationKind | None] = mapped_column(state_column(OrganisationKind))
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
    may_be_published: Mapped[bool]
    """What the depositor consented to; without it, the team alone reads it."""
    alerts: Mapped[list[Any]] = mapped_column(Json, default=list)
    """What made a robot of who deposited it: kept for the moment when it is sent."""
    document_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("document.id"), unique=True)
    """The file, or the text that was typed, with the passages to check."""
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("contribution.id"), unique=True
    )
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    call: Mapped[SubmissionCall] = relationship()
    document: Mapped[Document | None] = relationship()
    contribution: Mapped[Contribution | None] = relationship()
