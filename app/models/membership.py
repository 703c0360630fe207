from __future__ import annotations

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.account import Account
from app.models.types import Dated, Identified, state_column


class Role(enum.StrEnum):
    """What a person may do in one consultation. A visitor is anybody: no row says so."""

    VISITOR = "visitor"
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    WRITER = "writer"
    STEWARD = "steward"


class Membership(Identified, Dated, Base):
    """The role of an account in a consultation: one at most."""

    __tablename__ = "membership"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "account_id"),)

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(state_column(Role))

    account: Mapped[Account] = relationship()
