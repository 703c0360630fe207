from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.consultation import InvalidTransition
from app.models.questionnaire_version import QuestionnaireVersion
from app.models.types import (
    Dated,
    Identified,
    Json,
    NullableJson,
    UtcDateTime,
    state_column,
)


class ResponseState(enum.StrEnum):
    """Where a response stands. A correction leaves it submitted."""

    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class ResponseOrigin(enum.StrEnum):
    """How the answers came here."""

    ONLINE = "online"
    PAPER = "paper"
    IMPORT = "import"


BEGUN = "state = 'in_progress'"
"""Written out, as the index of those has it: with a parameter no database would look there."""


class Response(Identified, Dated, Base):
    """What one person answers to a questionnaire.

    Whoever holds its code may come back to it; only a digest of the code is kept. When the
    questionnaire is anonymous, neither `account_id` nor `invitation_id` is ever set.
    """

    __tablename__ = "response"
    __table_args__ = (
        sa.Index("ix_response_questionnaire_id_id", "questionnaire_id", "id"),
        sa.Index(
            "ix_response_begun",
            "questionnaire_id",
            sqlite_where=sa.text(BEGUN),
            postgresql_where=sa.text(BEGUN),
        ),
        sa.Index(
            "ix_response_counted", "questionnaire_id", "state", "is_test", "origin", "submitted_at"
        ),
        sa.UniqueConstraint("questionnaire_id", "account_id"),
        sa.UniqueConstraint("questionnaire_id", "invitation_id"),
        sa.UniqueConstraint("questionnaire_id", "sheet"),
    )

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire.id"))
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    """The questions that were asked."""
    code_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """What is kept of the code (`app.questionnaires.codes.digest_of`)."""
    state: Mapped[ResponseState] = mapped_column(
        state_column(ResponseState), default=ResponseState.IN_PROGRESS
    )
    answers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """By the name of the question, those of a repeat as a list of entries."""
    correction: Mapped[dict[str, Any] | None] = mapped_column(NullableJson)
    """Answers that are being corrected: those that were sent stand until these are sent too."""
    page: Mapped[str] = mapped_column(sa.String(200), default="")
    """The page to come back to."""
    saved_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When a page was kept last, to the day when it is anonymous; None before the first."""
    submitted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When it was sent last, to the day when it is anonymous."""
    origin: Mapped[ResponseOrigin] = mapped_column(
        state_column(ResponseOrigin), default=ResponseOrigin.ONLINE
    )
    language: Mapped[str] = mapped_column(sa.String(10), default="")
    """In which it was begun; empty when nobody knows."""
    is_test: Mapped[bool] = mapped_column(default=False)
    """Made to try the questionnaire: erased when it opens, and never counted."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    """Whose answers they are, when the questionnaire wants an account."""
    invitation_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("invitation.id"), index=True
    )
    typed_by_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    """Who typed in a paper answer."""
    sheet: Mapped[str | None] = mapped_column(sa.String(40))
    """The number written on the paper, or that of the response in the file it came from, so that
    none is taken in twice."""

    version: Mapped[QuestionnaireVersion] = relationship()

    @property
    def is_being_answered(self) -> bool:
        """Whether pages may be saved: it is not sent yet, or is being corrected."""
        return self.state is ResponseState.IN_PROGRESS or self.correction is not None

    @property
    def latest_answers(self) -> dict[str, Any]:
        """What the person sees: their correction when they are at it."""
        return self.answers if self.correction is None else self.correction

    def save(self, answers: dict[str, Any]) -> None:
        """Keep answers that are not sent yet."""
        if self.correction is None:
            self.answers = answers
        else:
            self.correction = answers

    def submit(self, moment: dt.datetime) -> None:
        """End it, or its correction.

        Raises:
            InvalidTransition: it was submitted before, or withdrawn.
        """
        if not self.is_being_answered:
            raise InvalidTransition("only a response in progress can be submitted")
        self.answers, self.correction = self.latest_answers, None
        self.state = ResponseState.SUBMITTED
        self.submitted_at = moment

    def correct(self) -> None:
        """Take it up again; what was sent stands meanwhile.

        Raises:
            InvalidTransition: it was not submitted, or is withdrawn.
        """
        if self.state is not ResponseState.SUBMITTED:
            raise InvalidTransition("only a submitted response can be corrected")
        if self.correction is None:
            self.correction = dict(self.answers)

    def keep_as_sent(self) -> None:
        """Give up a correction."""
        self.correction = None

    def withdraw(self) -> None:
        """Take it out for good, its answers erased."""
        self.state = ResponseState.WITHDRAWN
        self.answers, self.correction = {}, None
