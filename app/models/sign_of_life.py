from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import UtcDateTime


class SignOfLife(Base):
    """When something that must happen again and again happened last: a worker that lives, a
    nightly command that came to its end. What has no row never happened."""

    __tablename__ = "sign_of_life"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    """`worker` and its queue, or the words of a command after `flask`."""
    seen_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
