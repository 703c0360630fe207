from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime


class Account(UserMixin, Identified, Dated, Base):
    """A person who can sign in: they proved that the address is theirs. It is kept in lower case.

    Erased, the row stays, for what it points at belongs to others as well; nothing personal is
    left in it.
    """

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    """Of an erased account: `erased:` and its identifier, which is nobody's address."""
    name: Mapped[str] = mapped_column(sa.String(120))
    password_hash: Mapped[str | None] = mapped_column(sa.String(255))
    """None for who signs in by a link or by an identity provider only."""
    language: Mapped[str] = mapped_column(sa.String(10), default="")
    """In which they are written to; empty is that of the site."""
    totp_secret: Mapped[str | None] = mapped_column(sa.String(255))
    """The secret of the second factor, encrypted with the key of the application."""
    totp_since: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When the second factor was confirmed by a first code; it counts from then on."""
    totp_last_step: Mapped[int | None]
    """The step (30 s since 1970) of the last code that was taken: none is taken twice."""
    signed_in_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    may_create_consultations: Mapped[bool] = mapped_column(default=False)

    cookie = ""
    """What the session cookie holds of the sign-in of this request; never kept in a row."""

    @property
    def has_second_factor(self) -> bool:
        return self.totp_since is not None

    @property
    def is_active(self) -> bool:
        """Whether it may sign in (flask-login)."""
        return self.erased_at is None

    def get_id(self) -> str:
        """What the session cookie holds (flask-login); set by who opens or loads a session."""
        return self.cookie
