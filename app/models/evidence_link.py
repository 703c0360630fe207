from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, state_column


class EvidenceStatus(enum.StrEnum):
    KEPT = "kept"
    REWORDED = "reworded"
    PARTLY_KEPT = "partly_kept"
    SET_ASIDE = "set_aside"
    UNDECIDED = "undecided"
    """A decision taken back: the excerpt returns to those that wait."""


ACCEPTED = (EvidenceStatus.KEPT, EvidenceStatus.REWORDED, EvidenceStatus.PARTLY_KEPT)


class EvidenceLink(Identified, Dated, Base):
    """A person's decision on the link between an excerpt and a node of the strategy.

    Append-only: a change of mind is a new row, and the newest row of a pair is the one in force.
    The identifiers grow with time and order the rows of a pair.
    """

    __tablename__ = "evidence_link"
    __table_args__ = (
        sa.Index("ix_evidence_link_excerpt_id_node_id_id", "excerpt_id", "node_id", "id"),
        sa.Index("ix_evidence_link_node_id_id", "node_id", "id"),
        sa.Index("ix_evidence_link_consultation_id_id", "consultation_id", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"))
    node_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("strategy_node.id"))
    suggestion_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("suggestion.id"))
    """The machine's proposal that was decided upon, if there was one."""
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    status: Mapped[EvidenceStatus] = mapped_column(state_column(EvidenceStatus))
    motive: Mapped[str] = mapped_column(sa.Text, default="")
