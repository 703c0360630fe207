from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.types import Dated, Identified, UtcDateTime


class ExternalIdentity(Identified, Dated, Base):
    """Who an identity provider (OpenID Connect) says that the owner of an account is."""

    __tablename__ = "external_identity"
    __table_args__ = (sa.UniqueConstraint("issuer", "subject"),)

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    issuer: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str] = mapped_column(sa.String(255))
    siret: Mapped[str] = mapped_column(sa.String(14), default="")
    """Of the organisation for which they last signed in."""
    used_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
