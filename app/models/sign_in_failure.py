from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class SignInFailure(Identified, Dated, Base):
    """A wrong password or code, kept for an hour or so to slow down who guesses.

    Nothing but digests made with the key of the application: nobody reads an address in it.
    """

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        sa.Index("ix_sign_in_failure_account_created_at", "account_digest", "created_at"),
        sa.Index("ix_sign_in_failure_origin_created_at", "origin_digest", "created_at"),
        sa.Index("ix_sign_in_failure_created_at", "created_at"),
    )

    account_digest: Mapped[str] = mapped_column(sa.String(64))
    """Of the address that was typed, whether or not there is such an account."""
    origin_digest: Mapped[str] = mapped_column(sa.String(64))
    """Of the network address that it came from."""
    device_digest: Mapped[str | None] = mapped_column(sa.String(64))
    """Of the mark of the browser, where this account signed in with it before."""
