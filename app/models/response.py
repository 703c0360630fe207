from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.consultation import InvalidTransition
from app.models.questionnaire import QuestionnaireVersion
from app.models.types import Dated, Identified, Json, UtcDateTime, now, state_column


class ResponseState(enum.StrEnum):
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class Response(Identified, Dated, Base):
    """What one person answers to a questionnaire.

    Whoever holds its code may come back to it; only a digest of the code is kept.
    """

    __tablename__ = "response"
    __table_args__ = (sa.Index("ix_response_questionnaire_id_id", "questionnaire_id", "id"),)

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire.id"))
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    code_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    state: Mapped[ResponseState] = mapped_column(
        state_column(ResponseState), default=ResponseState.IN_PROGRESS
    )
    answers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    page: Mapped[str] = mapped_column(sa.String(200), default="")
    """The page to come back to."""
    submitted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    version: Mapped[QuestionnaireVersion] = relationship()

    def submit(self) -> None:
        """End it.

        Raises:
            InvalidTransition: it was submitted before, or withdrawn.
        """
        if self.state is not ResponseState.IN_PROGRESS:
            raise InvalidTransition("only a response in progress can be submitted")
        self.state = ResponseState.SUBMITTED
        self.submitted_at = now()

    def correct(self) -> None:
        """Take it up again.

        Raises:
            InvalidTransition: it was withdrawn.
        """
        if self.state is ResponseState.WITHDRAWN:
            raise InvalidTransition("a withdrawn response cannot be corrected")
        self.state = ResponseState.IN_PROGRESS

    def withdraw(self) -> None:
        """Take it out for good, its answers erased."""
        self.state = ResponseState.WITHDRAWN
        self.answers = {}
