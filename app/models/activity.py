from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, state_column


class Channel(enum.StrEnum):
    """By which way words reach the corpus."""

    WORKSHOP = "workshop"
    QUESTIONNAIRE = "questionnaire"
    CONFERENCE = "conference"
    IDEA_BOX = "idea_box"
    SUBMISSION = "submission"
    HEARING = "hearing"
    REFERENCE = "reference"


class Activity(Identified, Dated, Base):
    """One event or collection of a channel: a workshop, a questionnaire, an idea box."""

    __tablename__ = "activity"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "code"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    phase_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("phase.id"))
    channel: Mapped[Channel] = mapped_column(state_column(Channel))
    code: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(200))
    place: Mapped[str] = mapped_column(sa.String(120), default="")
    subject: Mapped[str] = mapped_column(sa.String(200), default="")
    """The theme that the activity was given, such as that of a world café."""
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    attendance: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Number of people by `OrganisationKind`; empty where nobody was counted."""

    @property
    def attendance_total(self) -> int:
        return sum(self.attendance.values())
