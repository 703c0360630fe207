from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.excerpt import Nature
from app.models.types import Dated, Identified, state_column


class CodingStance(enum.StrEnum):
    """Where an excerpt stands towards what its theme is about."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"


class CodingAct(enum.StrEnum):
    CODED = "coded"
    SKIPPED = "skipped"
    """Not decided: others may."""
    TAKEN_BACK = "taken_back"
    """What this person decided counts no more."""


class CodingVia(enum.StrEnum):
    """Where a decision was made."""

    QUEUE = "queue"
    SAMPLE = "sample"
    """To check a list of sure ones before all of it is accepted."""
    LIST = "list"
    """With all the sure ones of a list."""
    PAGE = "page"
    """On the page of a theme, a search or a contribution."""
    SPLIT = "split"
    SETTLED = "settled"
    """After two people had coded it differently."""
    IMPORTED = "imported"


class ShownBecause(enum.StrEnum):
    """Why the queue showed an excerpt."""

    DRAWN = "drawn"
    """By chance: such decisions tell how good the machine is."""
    TEACHES = "teaches"
    """The machine learns from it."""
    SECOND = "second"
    """Somebody else coded it, unseen."""
    GIVEN = "given"
    """It was entrusted to this person."""


class Coding(Identified, Dated, Base):
    """What one person decided of an excerpt: its themes, its nature, its stance. Append-only.

    The newest row of a person on an excerpt is that person's; `ExcerptCoding` says which counts.
    """

    __tablename__ = "coding"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "key"),
        sa.Index("ix_coding_excerpt_id_account_id_id", "excerpt_id", "account_id", "id"),
        sa.Index("ix_coding_consultation_id_id", "consultation_id", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    excerpt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("excerpt.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made with the page: sent twice, it is kept once."""
    act: Mapped[CodingAct] = mapped_column(state_column(CodingAct))
    via: Mapped[CodingVia] = mapped_column(state_column(CodingVia))
    because: Mapped[ShownBecause | None] = mapped_column(state_column(ShownBecause))
    nature: Mapped[Nature | None] = mapped_column(state_column(Nature))
    """None: what the corpus says of it."""
    stance: Mapped[CodingStance | None] = mapped_column(state_column(CodingStance))
    is_flagged: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    """To oneself and the team: why it is flagged, what made one hesitate."""
    proposed_theme_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("theme.id"))
    """What the machine had proposed at that moment, to know how often it is right."""
    proposed_score: Mapped[float | None]
    event_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("codebook_event.id"), index=True
    )
    """The act on the codebook of which it is a part, such as a split."""
    sure_list_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("sure_list.id"), index=True
    )


only_added_to(Coding, "the history of the coding")
