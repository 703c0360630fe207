from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base


class ThemeSource(Base):
    """What became of a candidate theme: part of a theme of the codebook, or set aside.

    A row of the machine says to which theme a candidate of a newer analysis answers, by the
    excerpts that they share; it has no event.
    """

    __tablename__ = "theme_source"
    __table_args__ = (sa.Index("ix_theme_source_theme_id", "theme_id"),)

    candidate_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("candidate_theme.id"), primary_key=True
    )
    run_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("run.id"), index=True)
    theme_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id"))
    """None: it was set aside."""
    event_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("codebook_event.id"))
    """The decision, where a person made it."""
    overlap: Mapped[float | None]
    """From 0 to 1: excerpts of both, of those of either, where the machine matched them."""
