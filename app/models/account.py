from __future__ import annotations

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class Account(UserMixin, Identified, Dated, Base):
    """A person who can sign in. The address is kept in lower case: unique as typed."""

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    password_hash: Mapped[str] = mapped_column(sa.String(255))
    session_key: Mapped[str] = mapped_column(sa.String(64))
    """Part of the session cookie: a new key closes every session of the account."""
    may_create_consultations: Mapped[bool] = mapped_column(default=False)

    def get_id(self) -> str:
        """What the session cookie holds (flask-login)."""
        return f"{self.id}:{self.session_key}"
