from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class QuestionnaireVersion(Identified, Dated, Base):
    """A definition as it was at one moment. Every response knows the one that it answers."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (sa.UniqueConstraint("questionnaire_id", "number"),)

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire.id"))
    number: Mapped[int]
    """From 1; below zero when it was only made to try a draft (see `publishing`)."""
    definition: Mapped[str] = mapped_column(sa.Text)
    """The questionnaire as YAML (see `surveys.yaml_form`)."""
