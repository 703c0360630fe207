from __future__ import annotations

import datetime as dt
import enum

from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import UtcDateTime, state_column


class Trouble(enum.StrEnum):
    """What those who operate the platform must know of, the gravest first."""

    WORKER = "worker"
    DISK = "disk"
    MAIL = "mail"
    QUEUE = "queue"
    JOB = "job"
    BACKUP = "backup"
    NIGHTLY = "nightly"


class Alert(Base):
    """What was said of a trouble, so that it is said once and taken back once."""

    __tablename__ = "alert"

    trouble: Mapped[Trouble] = mapped_column(state_column(Trouble), primary_key=True)
    began_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    """When the trouble was first seen, this time."""
    is_over: Mapped[bool] = mapped_column(default=False)
    is_told: Mapped[bool] = mapped_column(default=False)
    """Whether the last message that left told of the trouble, not of its end: that is told too."""
    may_tell_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    """From when on the next message of this trouble, or of its end, may leave."""
