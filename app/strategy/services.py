"""Writing strategies."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.models import Strategy
from app.strategy.reference_files import read_reference
from app.strategy.writing.loading import load_strategy


def add_reference_strategy(
    session: Session, *, consultation_id: uuid.UUID, code: str, title: str
) -> Strategy:
    """Give a consultation one of the shipped strategies.

    Raises:
        app.strategy.writing.refusals.StrategyExists: it has one.
        app.strategy.reference_files.UnknownReference: there is none with this code.
    """
    return load_strategy(
        session, read_reference(code), consultation_id=consultation_id, title=title
    )
