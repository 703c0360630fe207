from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.account import Account
from app.models.types import Dated, Identified, UtcDateTime, state_column


class SignInWay(enum.StrEnum):
    PASSWORD = "password"  # noqa: S105 – the name of a way, no password
    LINK = "link"
    OPENID = "openid"
    SIGN_UP = "sign_up"


class AccountSession(Identified, Dated, Base):
    """A browser in which an account is signed in. Its row taken away, its cookie opens nothing."""

    __tablename__ = "account_session"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    secret_digest: Mapped[str] = mapped_column(sa.String(64))
    """What is kept of the secret of its cookie (SHA-256)."""
    way: Mapped[SignInWay] = mapped_column(state_column(SignInWay))
    has_second_factor: Mapped[bool] = mapped_column(default=False)
    """A code of the second factor was given in it."""
    device: Mapped[str] = mapped_column(sa.String(120), default="")
    """What the browser says of itself, in a few words: "Firefox, Windows"."""
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    """When it was last used, to the hour."""
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    id_token: Mapped[str] = mapped_column(sa.Text, default="")
    """What the identity provider wants back at sign-out."""

    account: Mapped[Account] = relationship()
