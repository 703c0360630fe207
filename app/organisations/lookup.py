"""The organisation and the mandate that an address names."""

from __future__ import annotations

import uuid

from flask import abort

from app.extensions import current_session
from app.models import Mandate, Organisation
from app.organisations.queries import known_organisation


def organisation_or_404(organisation_id: uuid.UUID) -> Organisation:
    return known_organisation(current_session(), organisation_id) or abort(404)


def mandate_or_404(mandate_id: uuid.UUID, organisation_id: uuid.UUID | None = None) -> Mandate:
    """A mandate; one of another organisation than that of the address does not exist."""
    mandate = current_session().get(Mandate, mandate_id)
    if mandate is None or organisation_id not in (None, mandate.organisation_id):
        abort(404)
    return mandate
