from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime, state_column


class LinkPurpose(enum.StrEnum):
    SIGN_UP = "sign_up"
    SIGN_IN = "sign_in"
    RESET = "reset"
    NEW_ADDRESS = "new_address"
    """Sent to the new address: whoever asked can read it."""
    OLD_ADDRESS = "old_address"
    """Sent to the address in use: its owner agrees."""


class OneTimeLink(Identified, Dated, Base):
    """A link that was sent by e-mail and does one thing, once, until it expires.

    Its secret follows from the key of the application and this identifier; it is not kept.
    """

    __tablename__ = "one_time_link"

    purpose: Mapped[LinkPurpose] = mapped_column(state_column(LinkPurpose))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    """Whose it is; nobody's yet at sign-up."""
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    """Where it is sent, in lower case."""
    browser_digest: Mapped[str | None] = mapped_column(sa.String(64))
    """What is kept of the mark of the browser that asked (SHA-256): it alone may use the link."""
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What was asked for: name, hash of the password, language, where to go next."""
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
