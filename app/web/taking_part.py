"""Who takes part in the consultation of this request, signed in or by their device."""

from __future__ import annotations

from app.accounts.participants import add_participant, participant_of
from app.extensions import current_session
from app.models import Participant
from app.web.device import device_digest, marked_device
from app.web.guard import account_id_of_current_user, current_consultation


def current_participant() -> Participant | None:
    """Who asks, where they took part before: what they may correct, what they support."""
    return participant_of(
        current_session(),
        current_consultation().id,
        account_id=account_id_of_current_user(),
        device=device_digest(),
    )


def acting_participant() -> Participant:
    """Who does something now, added when it is the first time; their device is marked then."""
    account_id = account_id_of_current_user()
    return add_participant(
        current_session(),
        current_consultation().id,
        account_id=account_id,
        device=None if account_id is not None else marked_device(),
    )
