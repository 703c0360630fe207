from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class ConsentText(Identified, Dated, Base):
    """Words that people agreed to, as they were: another wording is another row."""

    __tablename__ = "consent_text"

    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """SHA-256 of the words."""
    purpose: Mapped[str] = mapped_column(sa.String(40))
    """A code of `app.privacy.consents`."""
    language: Mapped[str] = mapped_column(sa.String(10))
    words: Mapped[str] = mapped_column(sa.Text)
