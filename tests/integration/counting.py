from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.extensions import Base


def count_of(session: Session, model: type[Base]) -> int:
    """How many rows there are by now, those that pages and jobs wrote among them."""
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
