from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import UtcDateTime


class Invitation(Base):
    """A person who is asked to answer a questionnaire.

    When the questionnaire is anonymous nothing here, and nothing in `Response`, leads from one to
    the other: `has_begun` is all that is known, and rows of people who began are alike, whenever
    they were made and whenever they began (docs/adr/0012). Hence a random identifier, and no
    moment of making.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        sa.UniqueConstraint("questionnaire_id", "email"),
        sa.Index("ix_invitation_questionnaire_id_id", "questionnaire_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, primary_key=True, default=uuid.uuid4)
    questionnaire_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("questionnaire.id"))
    email: Mapped[str] = mapped_column(sa.String(254))
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    has_begun: Mapped[bool] = mapped_column(default=False)
    """A response was begun with it; it may still be in progress."""
    has_declined: Mapped[bool] = mapped_column(default=False)
    """Asked not to be written to again."""
    messages: Mapped[int] = mapped_column(default=0)
    """Put in the post so far: the invitation and its reminders. 1 once an anonymous one began."""
    written_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When the last message was put in the post; forgotten once an anonymous one began."""
