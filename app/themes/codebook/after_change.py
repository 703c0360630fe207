"""What follows from a change of the codebook, whatever it is."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session


def after_change(session: Session, consultation_id: uuid.UUID) -> None:
    """The themes of a consultation are not what they were."""
