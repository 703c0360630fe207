from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime, state_column


class Frequency(enum.StrEnum):
    NEVER = "never"
    EACH = "each"
    DAILY = "daily"
    WEEKLY = "weekly"


class Subscription(Identified, Dated, Base):
    """What an address is written to about one consultation, and how often.

    `account_id` where the person has an account; the address of somebody without one is written to
    once they confirmed it. The link that changes or ends it follows from the key of the
    application and this identifier; it is not kept.
    """

    __tablename__ = "subscription"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "email"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    """In lower case."""
    language: Mapped[str] = mapped_column(sa.String(10), default="")
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    own: Mapped[Frequency] = mapped_column(state_column(Frequency), default=Frequency.EACH)
    """About what they gave or supported: refusals, answers, what became of it."""
    everything: Mapped[Frequency] = mapped_column(state_column(Frequency), default=Frequency.NEVER)
    """About the consultation as a whole."""
    takes_newsletter: Mapped[bool] = mapped_column(default=False)
    newsletter_consent: Mapped[str] = mapped_column(sa.String(64), default="")
    """SHA-256 of the words that they agreed to."""
    newsletter_sent_until: Mapped[int] = mapped_column(default=0)
    own_sent_until: Mapped[int] = mapped_column(default=0)
    """The number of the last notice about their own that was sent or passed over."""
    everything_sent_until: Mapped[int] = mapped_column(default=0)
    own_sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    everything_sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When somebody last typed the address, and it was written to."""
