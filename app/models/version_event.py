from __future__ import annotations

import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.types import Dated, Identified, Json, state_column


class VersionAct(enum.StrEnum):
    MADE = "made"
    OPENED = "opened"
    """Under consultation."""
    ADOPTED = "adopted"
    PUBLISHED = "published"


class VersionEvent(Identified, Dated, Base):
    """A link of the chain that seals the versions of a strategy. Append-only.

    `sha256` is that of the link before, of what this one says and of the content of its version:
    a content or an event that somebody changed by hand does not fit any more.
    """

    __tablename__ = "version_event"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "number"),)

    strategy_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy.id"))
    number: Mapped[int]
    """Its place in the chain of the strategy, from 1, without gaps."""
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_version.id"), index=True)
    act: Mapped[VersionAct] = mapped_column(state_column(VersionAct))
    decision_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("decision.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    """What is sealed besides: the moment, the body, the votes."""
    previous: Mapped[str] = mapped_column(sa.String(64))
    """The `sha256` of the link before; of the first, 64 zeros."""
    sha256: Mapped[str] = mapped_column(sa.String(64))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))


only_added_to(VersionEvent, "the chain of versions")
