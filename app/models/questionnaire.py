from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.consultation import InvalidTransition
from app.models.types import Dated, Identified, Json, UtcDateTime, now, state_column


class QuestionnaireState(enum.StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Access(enum.StrEnum):
    """How people come to a questionnaire."""

    LINK = "link"
    ACCOUNT = "account"
    INVITATION = "invitation"


class Questionnaire(Identified, Dated, Base):
    """A questionnaire of a consultation; the activity holds its title."""

    __tablename__ = "questionnaire"

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), unique=True)
    state: Mapped[QuestionnaireState] = mapped_column(
        state_column(QuestionnaireState), default=QuestionnaireState.DRAFT
    )
    access: Mapped[Access] = mapped_column(state_column(Access), default=Access.LINK)
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    """Nothing in the database tells which invitation or account a response came from."""
    opens_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """Once opened, answers are taken from this moment on; at once when there is none."""
    closes_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """No answer is taken from this moment on, but those on paper."""
    introduction: Mapped[str] = mapped_column(sa.Text, default="")
    """What people read before they begin, on the page and on paper."""
    thanks: Mapped[str] = mapped_column(sa.Text, default="")
    """What the page after sending says, besides the receipt."""
    targets: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Responses hoped for: `total`, and by question the number for each code of a choice."""
    results_are_public: Mapped[bool] = mapped_column(default=False)
    """Everybody may read them, small groups masked."""

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

    @property
    def has_ended(self) -> bool:
        """Whether the moment of its closing is past."""
        return self.closes_at is not None and self.closes_at <= now()

    def takes_answers(self, moment: dt.datetime) -> bool:
        """Whether it is open, and `moment` lies between its dates."""
        return (
            self.state is QuestionnaireState.OPEN
            and (self.opens_at is None or self.opens_at <= moment)
            and (self.closes_at is None or moment < self.closes_at)
        )
