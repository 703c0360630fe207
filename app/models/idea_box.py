from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.idea_box_theme import IdeaBoxTheme
from app.models.opening import Opened
from app.models.types import Dated, Identified, Json


class IdeaBox(Opened, Identified, Dated, Base):
    """An idea box. Its activity holds its code and title, and its days for the calendar."""

    __tablename__ = "idea_box"

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), unique=True)
    framing: Mapped[str] = mapped_column(sa.Text, default="")
    """What it is for, in Markdown."""
    questions: Mapped[list[Any]] = mapped_column(Json, default=list)
    """Questions that frame it, one text each; an idea may answer one of them."""
    takes_comments: Mapped[bool] = mapped_column(default=True)
    takes_votes: Mapped[bool] = mapped_column(default=True)
    """Ideas are shown one at a time, to agree, to disagree or to pass."""

    activity: Mapped[Activity] = relationship()
    themes: Mapped[list[IdeaBoxTheme]] = relationship(order_by=IdeaBoxTheme.position)
