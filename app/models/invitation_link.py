from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Identified


class InvitationLink(Identified, Base):
    """The link of one message. Only a digest of its secret is kept: the secret is in the mail."""

    __tablename__ = "invitation_link"

    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("invitation.id"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """What is kept of the secret in a link (`app.questionnaires.codes.secret_digest`)."""
