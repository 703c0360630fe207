from __future__ import annotations

import enum
import uuid
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.evidence_pair import Pair
from app.models.types import Dated, Identified, state_column


class EvidenceStatus(enum.StrEnum):
    KEPT = "kept"
    REWORDED = "reworded"
    PARTLY_KEPT = "partly_kept"
    SET_ASIDE = "set_aside"
    UNDECIDED = "undecided"
    """A decision taken back: the excerpt returns to those that wait."""


ACCEPTED = (EvidenceStatus.KEPT, EvidenceStatus.REWORDED, EvidenceStatus.PARTLY_KEPT)


def _pair(context: Any) -> str:
    given = context.get_current_parameters()
    return Pair(**{field.name: given.get(field.name) for field in fields(Pair)}).key


class EvidenceLink(Identified, Dated, Base):
    """A person's decision on the link between evidence and what it supports.

    From an excerpt, a theme of the codebook or a point (a finding, a need, a candidate action), to
    a line of the strategy or a point. Append-only: a change of mind is a new row, and the newest
    row of a pair is the one in force. The identifiers grow with time and order the rows of a pair.
    """

    __tablename__ = "evidence_link"
    __table_args__ = (
        sa.Index("ix_evidence_link_pair_id", "pair", "id"),
        sa.Index("ix_evidence_link_excerpt_id_node_id_id", "excerpt_id", "node_id", "id"),
        sa.Index("ix_evidence_link_node_id_id", "node_id", "id"),
        sa.Index("ix_evidence_link_point_id_id", "point_id", "id"),
        sa.Index("ix_evidence_link_theme_id_id", "theme_id", "id"),
        sa.Index("ix_evidence_link_from_point_id_id", "from_point_id", "id"),
        sa.Index("ix_evidence_link_consultation_id_id", "consultation_id", "id"),
        sa.Index(
            "ix_evidence_link_of_no_excerpt",
            "consultation_id",
            "id",
            sqlite_where=sa.text("excerpt_id IS NULL"),
            postgresql_where=sa.text("excerpt_id IS NULL"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN excerpt_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN theme_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN from_point_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_source",
        ),
        sa.CheckConstraint("(node_id IS NULL) <> (point_id IS NULL)", name="one_end"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    pair: Mapped[str] = mapped_column(sa.String(80), default=_pair)
    """What it links, in one value: the rows of a pair share it."""
    excerpt_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("excerpt.id"))
    theme_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id"))
    from_point_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("point.id"))
    node_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("strategy_node.id"))
    point_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("point.id"))
    suggestion_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("suggestion.id"))
    """The machine's proposal that was decided upon, if there was one."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    status: Mapped[EvidenceStatus] = mapped_column(state_column(EvidenceStatus))
    motive: Mapped[str] = mapped_column(sa.Text, default="")
