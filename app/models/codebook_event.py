from __future__ import annotations

import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.types import Dated, Identified, Json, state_column


class CodebookAct(enum.StrEnum):
    """What a person did to the codebook."""

    APPROVED = "approved"
    """A candidate theme became one of the codebook."""
    JOINED = "joined"
    """A candidate theme was added to one that was approved before."""
    PASSED_OVER = "passed_over"
    """A candidate theme was set aside."""
    CREATED = "created"
    DESCRIBED = "described"
    """Another title, or what belongs and does not."""
    MOVED = "moved"
    """Elsewhere in the tree, or among its siblings."""
    MERGED = "merged"
    SPLIT = "split"
    SET_ASIDE = "set_aside"
    TOLD_APART = "told_apart"
    """Two themes that look alike are two: neither changes."""
    IMPORTED = "imported"
    UNDONE = "undone"


class CodebookEvent(Identified, Dated, Base):
    """One line of the codebook's history. Append-only: read in order, it gives the codebook."""

    __tablename__ = "codebook_event"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "number"),
        sa.UniqueConstraint("consultation_id", "key"),
        sa.Index("ix_codebook_event_undoes_id", "undoes_id", unique=True),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    number: Mapped[int]
    """Its place in the history, from 1, without gaps."""
    key: Mapped[str] = mapped_column(sa.String(64))
    """Of what was sent: sent twice, it is done once."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    act: Mapped[CodebookAct] = mapped_column(state_column(CodebookAct))
    theme_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id"), index=True)
    """The theme that it is mostly about."""
    changes: Mapped[list[Any]] = mapped_column(Json, default=list)
    """`{"row": "theme" | "candidate", "id", "before", "after"}`: each row that it changed, as it
    was and as it became, `None` where there was none."""
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    undoes_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("codebook_event.id"))
    """The event that it takes back; each is taken back once at most."""


only_added_to(CodebookEvent, "the history of the codebook")
