from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json


class Respondent(Identified, Dated, Base):
    """Somebody who spoke through one activity, known by what they said of themselves only.

    It ties the answers of one person together, so that voices can be counted besides texts.
    """

    __tablename__ = "respondent"
    __table_args__ = (sa.UniqueConstraint("activity_id", "key"),)

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    key: Mapped[str] = mapped_column(sa.String(128))
    attributes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Closed answers: type of actor, territory, size…, as they were that day."""
