from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class QuestionOrigin(Identified, Base):
    """Where a question comes from: the excerpt that was said before it was asked."""

    __tablename__ = "question_origin"
    __table_args__ = (sa.UniqueConstraint("questionnaire_id", "question", "excerpt_id"),)

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire.id"))
    question: Mapped[str] = mapped_column(sa.String(200))
    """Its name in the definition."""
    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"), index=True)
