from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class ThemeState(enum.StrEnum):
    APPROVED = "approved"
    MERGED = "merged"
    """It stands for nothing itself any more: what was coded with it counts for another."""
    SET_ASIDE = "set_aside"


class Theme(Identified, Dated, Base):
    """A theme of the codebook, which people approved: what the events of the codebook left.

    Only `app.themes.codebook` writes it, through events; the history says how it came to be so.
    """

    __tablename__ = "theme"
    __table_args__ = (
        sa.Index("ix_theme_consultation_id_state", "consultation_id", "state"),
        sa.Index("ix_theme_stands_for_id", "stands_for_id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id"))
    stands_for_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("theme.id"))
    """The approved theme for which its excerpts count: itself, until it is merged into another."""
    state: Mapped[ThemeState] = mapped_column(state_column(ThemeState), default=ThemeState.APPROVED)
    position: Mapped[int]
    """Place among the themes of the same parent; two may share one, then the older stands first."""
    title: Mapped[str] = mapped_column(sa.String(200))
    belongs: Mapped[str] = mapped_column(sa.Text, default="")
    """What belongs to it, in the words of its writers."""
    excludes: Mapped[str] = mapped_column(sa.Text, default="")
    """What does not, though one might think so."""
    example: Mapped[str] = mapped_column(sa.Text, default="")
    """A few words that belong to it without doubt."""
    number: Mapped[int]
    """The event of the codebook that changed it last: a form made before it is stale."""
