from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json


class PrivacyPolicy(Identified, Dated, Base):
    """What a consultation says of the personal data that it handles, where it departs from what is
    proposed (`app.privacy.processings`)."""

    __tablename__ = "privacy_policy"

    consultation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("consultation.id"), unique=True
    )
    controller: Mapped[str] = mapped_column(sa.String(200), default="")
    """Who answers for it (GDPR, article 4): the Region."""
    controller_address: Mapped[str] = mapped_column(sa.String(300), default="")
    contact: Mapped[str] = mapped_column(sa.String(254), default="")
    """Where people exercise their rights, besides the form."""
    officer: Mapped[str] = mapped_column(sa.String(254), default="")
    """How the data protection officer is reached."""
    bases: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The legal basis by processing, a code of `app.privacy.processings.Basis`."""
    anonymise_after: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Months after the end of the consultation, by processing."""
    delete_after: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Months after the end of the consultation, by processing; not before they are anonymous."""
