"""For whom the person of this request speaks, for the pages that would ask it."""

from __future__ import annotations

from app.extensions import current_session
from app.organisations.speaking import Speaking, speaking_of
from app.web.guard import account_id_of_current_user
from app.web.taking_part import current_participant


def current_speaking() -> Speaking:
    return speaking_of(current_session(), current_participant(), account_id_of_current_user())
