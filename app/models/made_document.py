from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, UtcDateTime, state_column


class MadeKind(enum.StrEnum):
    STRATEGY = "strategy"
    PLAN = "plan"
    PLANS_COMPARED = "plans_compared"
    MARKET_PART = "market_part"
    """The part of the economic development scheme (SRDEII)."""
    REVIEW = "review"
    OPEN_DATA = "open_data"


class MadeFormat(enum.StrEnum):
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    ZIP = "zip"


class MadeDocument(Identified, Dated, Base):
    """A document that a job makes, and its file once it is made."""

    __tablename__ = "made_document"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "key"),
        sa.Index("ix_made_document_consultation_id_kind_id", "consultation_id", "kind", "id"),
        sa.Index("ix_made_document_version_id", "version_id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    key: Mapped[str] = mapped_column(sa.String(80))
    kind: Mapped[MadeKind] = mapped_column(state_column(MadeKind))
    format: Mapped[MadeFormat] = mapped_column(state_column(MadeFormat))
    language: Mapped[str] = mapped_column(sa.String(10), default="fr")
    version_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy_version.id"))
    """Of which version of the strategy; None: as it is now."""
    plan_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("plan.id"))
    other_plan_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("plan.id"))
    """The plan with which it is compared."""
    template_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("document_template.id"))
    job_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("job.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    is_public: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    filename: Mapped[str] = mapped_column(sa.String(200), default="")
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    """Of its file (`app.corpus.originals`); empty until it is made."""
    size: Mapped[int] = mapped_column(default=0)
    cited: Mapped[list[Any]] = mapped_column(Json, default=list)
    """Excerpts (hexadecimal) whose words its file holds: once their author withdraws one of them,
    the file is not given any more."""
    trouble: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Why it could not be made: `code`, and the details of its sentence."""
