from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified, state_column


class Presence(enum.StrEnum):
    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"


class MeetingAttendance(Identified, Base):
    """Whether a member of the body was at a meeting."""

    __tablename__ = "meeting_attendance"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "member_id"),)

    meeting_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("meeting.id"))
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("body_member.id"), index=True)
    presence: Mapped[Presence] = mapped_column(state_column(Presence))
