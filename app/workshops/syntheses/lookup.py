"""The addresses of the synthesis of a workshop, and whether who asks may validate it."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.extensions import current_session
from app.models import Workshop
from app.web.guard import account_id_of_current_user, current_consultation, current_role
from app.workshops.syntheses.permissions import may_validate
from app.workshops.syntheses.queries import was_in_the_room


def link_to(endpoint: str, workshop: Workshop, **values: Any) -> str:
    """A page about the synthesis of this workshop, in the consultation that is open."""
    slug = current_consultation().slug
    return url_for(endpoint, slug=slug, code=workshop.activity.code, **values)


def may_validate_here(workshop: Workshop) -> bool:
    """Whether who asks may stand behind the synthesis of this workshop."""
    was_there = was_in_the_room(current_session(), workshop, account_id_of_current_user())
    return may_validate(current_role(), was_in_the_room=was_there)
