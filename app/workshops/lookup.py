"""The workshop or the series that an address names."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, url_for

from app.extensions import current_session
from app.models import Workshop, WorkshopSeries
from app.web.guard import current_consultation
from app.workshops.queries import series_of, workshop_of


def workshop_or_404(code: str) -> Workshop:
    """The workshop with this code in the consultation that is open."""
    return workshop_of(current_session(), current_consultation().id, code) or abort(404)


def series_or_404(series_id: uuid.UUID) -> WorkshopSeries:
    """A series of the consultation that is open."""
    return series_of(current_session(), current_consultation().id, series_id) or abort(404)


def link_to(endpoint: str, **values: Any) -> str:
    """A page in the consultation that is open."""
    return url_for(endpoint, slug=current_consultation().slug, **values)
