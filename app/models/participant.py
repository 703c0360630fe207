from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.models.organisation import OrganisationKind
from app.models.types import Dated, Identified, state_column


class Participant(Identified, Dated, Base):
    """Somebody who takes part in a consultation: an account, or a device that carries our mark.

    Exactly one of the two is set. What they said of themselves is asked once and kept here; what
    they post keeps it as it was that day.
    """

    __tablename__ = "participant"
    __table_args__ = (
        sa.UniqueConstraint("consultation_id", "account_id"),
        sa.UniqueConstraint("consultation_id", "device_digest"),
        sa.CheckConstraint("(account_id IS NULL) <> (device_digest IS NULL)", name="one_of_two"),
    )

    consultation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("consultation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    device_digest: Mapped[str | None] = mapped_column(sa.String(64))
    """What is kept of the mark of the device (SHA-256)."""
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    """How they sign, when they do."""
    kind: Mapped[OrganisationKind | None] = mapped_column(state_column(OrganisationKind))
    territory: Mapped[str] = mapped_column(sa.String(120), default="")
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    """For which they speak, where they hold a mandate; None where they speak for themselves."""
    had_account: Mapped[bool] = mapped_column(default=False)
    """It is nobody any more, and was an account: what they supported stays counted so."""
    has_told: Mapped[bool] = mapped_column(default=False)
    """They were asked their kind of body and territory, and answered or passed."""

    @hybrid_property
    def is_device(self) -> bool:
        """Whether nothing but a device ever told who it is."""
        return self.account_id is None and not self.had_account

    @is_device.inplace.expression
    @classmethod
    def _is_device(cls) -> sa.ColumnElement[bool]:
        return sa.and_(cls.account_id.is_(None), cls.had_account.is_(False))

    @property
    def is_verified(self) -> bool:
        """Whether it is an account; a device is nobody's proof of being somebody."""
        return self.account_id is not None
