from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.opening import Opened
from app.models.types import Dated, Identified


class SubmissionCall(Opened, Identified, Dated, Base):
    """A call for written contributions. Its activity holds its code and title."""

    __tablename__ = "submission_call"

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), unique=True)
    framing: Mapped[str] = mapped_column(sa.Text, default="")
    """What is asked, in Markdown."""

    activity: Mapped[Activity] = relationship()
