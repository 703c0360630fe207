from __future__ import annotations

import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, Json, state_column


class VersionState(enum.StrEnum):
    DRAFT = "draft"
    CONSULTED = "consulted"
    """Everybody may read it and say what they think of it."""
    ADOPTED = "adopted"
    PUBLISHED = "published"


class StrategyVersion(Identified, Dated, Base):
    """A copy of the whole strategy and its plan as they were one day.

    `content` never changes; what becomes of the copy is told by its events, which also seal it.
    """

    __tablename__ = "strategy_version"
    __table_args__ = (
        sa.UniqueConstraint("strategy_id", "number"),
        sa.UniqueConstraint("strategy_id", "key"),
    )

    strategy_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy.id"))
    number: Mapped[int]
    """From 1, without gaps: the public address holds it."""
    key: Mapped[str] = mapped_column(sa.String(64))
    title: Mapped[str] = mapped_column(sa.String(200))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    """What changed since the one before, in a few words."""
    state: Mapped[VersionState] = mapped_column(
        state_column(VersionState), default=VersionState.DRAFT
    )
    plan_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("plan.id"))
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    """`app.strategy.versions.content` says what it holds. No words of contributors: identifiers
    and digests of what is cited, so that a withdrawal still takes the words away."""
    sha256: Mapped[str] = mapped_column(sa.String(64))
    """Of the content, in its one written form."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
