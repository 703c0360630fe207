"""The consultation for which somebody describes an organisation, and whose lists count then.

An organisation belongs to no consultation. Whoever comes to their organisations from one keeps its
slug in the address (`?consultation=…`) from page to page, and through the forms.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import request

from app.models import Consultation
from app.web.guard import visible_consultation

ARGUMENT = "consultation"
_PAGES = "organisations"
"""The blueprint whose pages keep it."""


def consultation_of_address() -> Consultation | None:
    """The one that the address names. One that this person may not see does not exist."""
    slug = request.args.get(ARGUMENT)
    return visible_consultation(slug) if slug else None


def id_of_consultation() -> uuid.UUID | None:
    """Its identifier."""
    found = consultation_of_address()
    return found.id if found is not None else None


def kept_slug(_endpoint: str, values: dict[str, Any]) -> None:
    """Keep it in the addresses of the pages of organisations that one of them leads to."""
    if request and request.blueprint == _PAGES and request.args.get(ARGUMENT):
        values.setdefault(ARGUMENT, request.args[ARGUMENT])
