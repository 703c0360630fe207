from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.membership import Role
from app.models.types import Dated, Identified, UtcDateTime, state_column


class RoleInvitation(Identified, Dated, Base):
    """An offer of a role in a consultation, sent to an address.

    The secret of its link follows from the key of the application and this identifier; it is not
    kept.
    """

    __tablename__ = "role_invitation"
    __table_args__ = (sa.Index("ix_role_invitation_consultation_id_id", "consultation_id", "id"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    email: Mapped[str] = mapped_column(sa.String(254))
    """In lower case; empty once it was answered, withdrawn or forgotten."""
    role: Mapped[Role] = mapped_column(state_column(Role))
    invited_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    written_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    """When a message was last sent: once an hour at most."""
    accepted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    accepted_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
