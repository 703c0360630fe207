"""What opens and closes by itself: an idea box, a call for written contributions."""

from __future__ import annotations

import datetime as dt
import enum

from sqlalchemy.orm import Mapped, mapped_column

from app.models.types import UtcDateTime


class Opening(enum.StrEnum):
    """Whether something takes contributions at a moment, and if not, why."""

    SHUT = "shut"
    """It is not published."""
    NOT_YET = "not_yet"
    OPEN = "open"
    ENDED = "ended"


class Opened:
    """Columns of what takes contributions for a time, from everybody or from accounts only."""

    opens_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """From then on; without it, from when it is published."""
    closes_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    is_published: Mapped[bool] = mapped_column(default=False)
    """Everybody may see it."""
    wants_account: Mapped[bool] = mapped_column(default=False)
    """Only those who are signed in take part."""

    def opening(self, moment: dt.datetime) -> Opening:
        """Whether it takes contributions at this moment."""
        if not self.is_published:
            return Opening.SHUT
        if self.closes_at is not None and self.closes_at <= moment:
            return Opening.ENDED
        if self.opens_at is not None and moment < self.opens_at:
            return Opening.NOT_YET
        return Opening.OPEN
