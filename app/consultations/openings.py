"""Whether what belongs to a consultation takes contributions now."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from app.models import Consultation, ConsultationState, Opening
from app.models.opening import Opened


def opening_in(
    session: Session, consultation_id: uuid.UUID, opened: Opened, moment: dt.datetime
) -> Opening:
    """Whether it takes anything at this moment: never once the consultation is closed."""
    consultation = session.get_one(Consultation, consultation_id)
    opening = opened.opening(moment)
    if consultation.state is not ConsultationState.OPEN and opening is Opening.OPEN:
        return Opening.ENDED
    return opening
