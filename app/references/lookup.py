"""The reference that an address names."""

from __future__ import annotations

import uuid

from flask import abort

from app.extensions import current_session
from app.models import Reference
from app.references.queries import reference_of
from app.web.guard import current_consultation


def reference_or_404(reference_id: uuid.UUID) -> Reference:
    return reference_of(current_session(), current_consultation().id, reference_id) or abort(404)
