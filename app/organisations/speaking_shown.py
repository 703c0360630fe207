"""For whom the person of this request speaks, for the pages that would ask it."""

from __future__ import annotations

from app.extensions import current_session
from app.models import Participant
from app.organisations.speaking import Speaking, speaking_of
from app.web.guard import account_id_of_current_user
from app.web.taking_part import current_participant


def current_speaking() -> Speaking:
    return speaking_as(current_participant())


def speaking_as(participant: Participant | None) -> Speaking:
    """For whom they speak, where the page knows already as whom they take part."""
    return speaking_of(current_session(), participant, account_id_of_current_user())
