from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime


class PersonalExport(Identified, Dated, Base):
    """All that is kept about a person, in one file that they alone may take, for a few days."""

    __tablename__ = "personal_export"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    filename: Mapped[str] = mapped_column(sa.String(120), default="")
    """Where the file is kept, once it is made (`app.corpus.originals`)."""
    size: Mapped[int] = mapped_column(default=0)
    """Bytes."""
    expires_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
