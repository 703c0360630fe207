from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base
from app.models.activity import Activity
from app.models.types import Dated, Identified, Json


class CardForm(Identified, Dated, Base):
    """A contribution card, as a steward made it: one side of paper."""

    __tablename__ = "card_form"

    activity_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("activity.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    introduction: Mapped[str] = mapped_column(sa.Text, default="")
    prompts: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)
    """What people are asked to write: `code`, `text`, and the `nature` of what they answer."""
    directions: Mapped[list[str]] = mapped_column(Json, default=list)
    """Identifiers of the nodes of the strategy that people react to."""
    asks_session: Mapped[bool] = mapped_column(default=True)
    asks_kind: Mapped[bool] = mapped_column(default=True)
    asks_territory: Mapped[bool] = mapped_column(default=True)
    is_open: Mapped[bool] = mapped_column(default=False)
    """Cards are taken from phones. Those on paper are typed in at any time."""
    turn: Mapped[int] = mapped_column(default=0)
    """Counts the codes that were given out: the code of another turn opens nothing."""

    activity: Mapped[Activity] = relationship()
