from __future__ import annotations

import secrets
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.contribution import Contribution
from app.models.idea_box_theme import IdeaBoxTheme
from app.models.organisation import OrganisationKind
from app.models.participant import Participant
from app.models.types import Dated, Identified, state_column


def drawn() -> int:
    """A number by chance, below 2³¹."""
    return secrets.randbits(31)


class Idea(Identified, Dated, Base):
    """An idea of a box. Its title and words are those of its contribution, and so is its state.

    Corrected, it gets another contribution, and the former one is withdrawn.
    """

    __tablename__ = "idea"
    __table_args__ = (
        sa.UniqueConstraint("box_id", "key"),
        sa.Index("ix_idea_box_id_id", "box_id", "id"),
        sa.Index("ix_idea_box_id_all_supporters_id", "box_id", "all_supporters", "id"),
        sa.Index("ix_idea_box_id_comments_id", "box_id", "comments", "id"),
        sa.Index("ix_idea_box_id_votes_draw", "box_id", "votes", "draw"),
        sa.Index("ix_idea_box_id_territory_id", "box_id", "territory", "id"),
        sa.Index("ix_idea_box_id_participant_id_id", "box_id", "participant_id", "id"),
        sa.CheckConstraint("lead_id <> id", name="not_its_own_lead"),
    )

    box_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("idea_box.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page, or from the row of a file: sent twice, it is kept once."""
    contribution_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("contribution.id"), unique=True
    )
    participant_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("participant.id"), index=True
    )
    """Who posted it; None for one that came in a file."""
    signature: Mapped[str] = mapped_column(sa.String(120), default="")
    """The name that everybody reads; empty: anonymous to others."""
    theme_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("idea_box_theme.id"), index=True
    )
    kind: Mapped[OrganisationKind | None] = mapped_column(state_column(OrganisationKind))
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
    lead_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("idea.id"), index=True)
    """The idea under which it is grouped, which has no lead itself."""
    grouped_under_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("idea.id"))
    """The idea under which a moderator put it. Its lead, until that one is grouped itself: this
    is what lets a lead leave with those who came with it."""
    split_from_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("idea.id"), index=True)
    """The composite idea of which it is a part."""
    imported_supporters: Mapped[int] = mapped_column(default=0)
    """Supporters that a file told by their number only."""
    supporters: Mapped[int] = mapped_column(default=0)
    """Its own, those of a file among them."""
    all_supporters: Mapped[int] = mapped_column(default=0)
    """Those of its group, each once: its own where it leads none."""
    unverified_supporters: Mapped[int] = mapped_column(default=0)
    """How many of `all_supporters` are known by their device only."""
    comments: Mapped[int] = mapped_column(default=0)
    """Those that everybody reads."""
    votes: Mapped[int] = mapped_column(default=0)
    """How often it was judged: agreed, disagreed or passed."""
    draw: Mapped[int] = mapped_column(default=drawn)
    """Its place by chance among ideas that were judged as often."""

    contribution: Mapped[Contribution] = relationship()
    participant: Mapped[Participant | None] = relationship()
    theme: Mapped[IdeaBoxTheme | None] = relationship()
