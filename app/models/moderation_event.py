from __future__ import annotations

import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.append_only import only_added_to
from app.models.types import Dated, Identified, Json, state_column


class ModerationAct(enum.StrEnum):
    """What was decided about a contribution, and by whom where it was a machine's rule."""

    HELD = "held"
    PUBLISHED = "published"
    LOOKED_AT = "looked_at"
    """Nothing to say: it stays as it is."""
    REJECTED = "rejected"
    RESTORED = "restored"
    """A refusal was taken back by a moderator."""
    REDACTED = "redacted"
    UNMASKED = "unmasked"
    """A redaction was taken back."""
    APPEALED = "appealed"
    APPEAL_UPHELD = "appeal_upheld"
    """The refusal stands."""
    APPEAL_GRANTED = "appeal_granted"
    ERASED = "erased"
    """What was kept of it for stewards went with the retention date."""
    JOINED_AGAIN = "joined_again"
    """The parts of a split were withdrawn."""
    GROUPED = "grouped"
    UNGROUPED = "ungrouped"
    SPLIT = "split"
    SUPPORTS_SET_ASIDE = "supports_set_aside"
    """Those of a burst, which count no more."""
    SUPPORTS_COUNTED = "supports_counted"
    """Those of a burst that was set aside, which count again."""


class ModerationEvent(Identified, Dated, Base):
    """One line of the log of moderation. Append-only."""

    __tablename__ = "moderation_event"
    __table_args__ = (
        sa.Index("ix_moderation_event_consultation_id_id", "consultation_id", "id"),
        sa.Index("ix_moderation_event_contribution_id_id", "contribution_id", "id"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    """Who decided; None: a rule of the platform, or the author."""
    act: Mapped[ModerationAct] = mapped_column(state_column(ModerationAct))
    reason_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("charter_reason.id"))
    message: Mapped[str] = mapped_column(sa.Text, default="")
    """What the author is told besides the reason."""
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What the act needs to be understood: the alerts, the lead idea, the parts."""


only_added_to(ModerationEvent, "the log of moderation")
