from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json


class QuestionnaireDraft(Identified, Dated, Base):
    """One state of the questions while they are written: the highest number is the present one.

    Each change in the builder adds a row, so that it can be undone, and so that two people who
    write at once are told.
    """

    __tablename__ = "questionnaire_draft"
    __table_args__ = (sa.UniqueConstraint("questionnaire_id", "number"),)

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire.id"))
    number: Mapped[int]
    """From 1, one more with each change, undoing included."""
    definition: Mapped[str] = mapped_column(sa.Text)
    """The questionnaire as YAML (see `surveys.yaml_form`)."""
    change: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    """What was done to come here: a code and the name of the question."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
