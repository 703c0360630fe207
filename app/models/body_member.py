from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified


class BodyMember(Identified, Dated, Base):
    """Who sits in a college, from when until when."""

    __tablename__ = "body_member"
    __table_args__ = (sa.Index("ix_body_member_college_id_id", "college_id", "id"),)

    college_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("college.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    """Of the person, or of the organisation that sits without naming one."""
    organisation: Mapped[str] = mapped_column(sa.String(200), default="")
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    """Whom the platform may write to about meetings."""
    post: Mapped[str] = mapped_column(sa.String(120), default="")
    """What they are there: chair, vice-chair; empty for a member."""
    starts_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    """The last day of their term; None: none is told."""
    version: Mapped[int] = mapped_column(default=1)
