from __future__ import annotations

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.reference_tag import ReferenceTag
from app.models.types import Dated, Identified, Json, state_column


class ReferenceKind(enum.StrEnum):
    BOOK = "book"
    CHAPTER = "chapter"
    ARTICLE = "article"
    REPORT = "report"
    THESIS = "thesis"
    PAPER = "paper"
    LAW = "law"
    WEB_PAGE = "web_page"
    DATASET = "dataset"
    OTHER = "other"


class Reference(Identified, Dated, Base):
    """A document of the documentary watch, described as libraries do."""

    __tablename__ = "reference"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "key"),
        sa.Index("ix_reference_consultation_id_id", "consultation_id", "id"),
        sa.Index(
            "ix_reference_consultation_id_author_order_id", "consultation_id", "author_order", "id"
        ),
        sa.Index(
            "ix_reference_consultation_id_year_order_id", "consultation_id", "year_order", "id"
        ),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    key: Mapped[str] = mapped_column(sa.String(80))
    """What names it in a BibTeX file."""
    kind: Mapped[ReferenceKind] = mapped_column(state_column(ReferenceKind))
    title: Mapped[str] = mapped_column(sa.Text)
    authors: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)
    """In their order: `family` and `given`, or `literal` for a body; `role` when an editor."""
    year: Mapped[str] = mapped_column(sa.String(20), default="")
    publisher: Mapped[str] = mapped_column(sa.String(200), default="")
    place: Mapped[str] = mapped_column(sa.String(120), default="")
    container: Mapped[str] = mapped_column(sa.Text, default="")
    """The journal, the book or the site where it stands."""
    volume: Mapped[str] = mapped_column(sa.String(40), default="")
    issue: Mapped[str] = mapped_column(sa.String(40), default="")
    pages: Mapped[str] = mapped_column(sa.String(40), default="")
    isbn: Mapped[str] = mapped_column(sa.String(40), default="")
    doi: Mapped[str] = mapped_column(sa.String(200), default="")
    url: Mapped[str] = mapped_column(sa.Text, default="")
    accessed_on: Mapped[dt.date | None]
    abstract: Mapped[str] = mapped_column(sa.Text, default="")
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Fields of the file that it came from which have no column here, to be exported again."""
    author_order: Mapped[str] = mapped_column(sa.String(300), default="")
    """The authors, the year and the title in small letters without accents: what lists are
    ordered by, and names searched in."""
    year_order: Mapped[int] = mapped_column(default=0)
    """The year as a number; 0 where there is none."""

    tags: Mapped[list[ReferenceTag]] = relationship(
        order_by="ReferenceTag.name", cascade="all, delete-orphan"
    )
