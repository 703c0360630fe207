from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.consultation import InvalidTransition
from app.models.types import Dated, Identified, state_column


class QuestionnaireState(enum.StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Questionnaire(Identified, Dated, Base):
    """A questionnaire of a consultation; the activity holds its title and its dates."""

    __tablename__ = "questionnaire"

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), unique=True)
    state: Mapped[QuestionnaireState] = mapped_column(
        state_column(QuestionnaireState), default=QuestionnaireState.DRAFT
    )

    activity: Mapped[Activity] = relationship()

    def open(self) -> None:
        """Take answers.

        Raises:
            InvalidTransition: it takes them already.
        """
        if self.state is QuestionnaireState.OPEN:
            raise InvalidTransition("the questionnaire is already open")
        self.state = QuestionnaireState.OPEN

    def close(self) -> None:
        """Take no more answers.

        Raises:
            InvalidTransition: it does not take any.
        """
        if self.state is not QuestionnaireState.OPEN:
            raise InvalidTransition("only an open questionnaire can be closed")
        self.state = QuestionnaireState.CLOSED


class QuestionnaireVersion(Identified, Dated, Base):
    """A definition as it was at one moment. Every response knows the one that it answers."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (sa.UniqueConstraint("questionnaire_id", "number"),)

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire.id"))
    number: Mapped[int]
    definition: Mapped[str] = mapped_column(sa.Text)
    """The questionnaire as YAML (see `surveys.yaml_form`)."""
