from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base


class SearchEntry(Base):
    """What words find: the stems of one text, and what the text belongs to.

    The index on `stems` is that of each database: FTS5 on SQLite, kept by triggers, a text search
    index on PostgreSQL (migration 0005). FTS5 knows rows by a number: it is drawn by chance, so
    that it does not tell in which order people spoke (docs/adr/0012).
    """

    __tablename__ = "search_entry"
    __table_args__ = (sa.Index("ix_search_entry_consultation_id_id", "consultation_id", "id"),)

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.Uuid, unique=True)
    stems: Mapped[str] = mapped_column(sa.Text)
    """Without accents, in small letters, separated by spaces."""
