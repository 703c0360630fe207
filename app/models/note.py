from __future__ import annotations

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.excerpt import Nature
from app.models.room_table import RoomTable
from app.models.types import Dated, Identified, UtcDateTime, state_column


class NoteOrigin(enum.StrEnum):
    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    DOCUMENT = "document"


class Note(Identified, Dated, Base):
    """One idea that was said in the room, as it was noted.

    It may be corrected until it enters the corpus, where it is a contribution for good.
    """

    __tablename__ = "note"
    __table_args__ = (
        sa.UniqueConstraint("activity_id", "key"),
        sa.Index("ix_note_activity_id_id", "activity_id", "id"),
        sa.Index("ix_note_table_id_id", "table_id", "id"),
    )

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"))
    table_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("room_table.id"))
    """None where a document does not tell the table."""
    round_number: Mapped[int | None]
    nature: Mapped[Nature] = mapped_column(state_column(Nature), default=Nature.OTHER)
    text: Mapped[str] = mapped_column(sa.Text)
    key: Mapped[str] = mapped_column(sa.String(64))
    """Made where the note was written: sent twice, it is kept once."""
    origin: Mapped[NoteOrigin] = mapped_column(state_column(NoteOrigin))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    author_key: Mapped[str] = mapped_column(sa.String(64), default="")
    """Digest of the code of a participant's receipt, so that they may correct what they wrote."""
    document_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    group_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("note_group.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    """Its place in its group, or among the notes without one."""
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    contribution_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("contribution.id"), index=True
    )
    """Set once it is in the corpus."""

    table: Mapped[RoomTable | None] = relationship()
