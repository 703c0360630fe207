"""The conference that an address names, for who asks."""

from __future__ import annotations

import uuid

from flask import abort

from app.conference import queries
from app.conference.permissions import may_welcome
from app.extensions import current_session
from app.models import Conference, ConferenceSession, Registration
from app.web.guard import current_consultation, current_role


def conference_or_404(code: str) -> Conference:
    """The conference of this consultation, published or not: for those who prepare or welcome."""
    found = queries.conference_of(current_session(), current_consultation().id, code)
    return found or abort(404)


def shown_conference_or_404(code: str) -> Conference:
    """The same, for everybody: one that is not published is there for its organisers only."""
    found = conference_or_404(code)
    return found if found.is_published or may_welcome(current_role()) else abort(404)


def session_or_404(conference: Conference, session_id: uuid.UUID) -> ConferenceSession:
    return queries.session_of(current_session(), conference, session_id) or abort(404)


def registration_or_404(conference: Conference, registration_id: uuid.UUID) -> Registration:
    return queries.registration_of(current_session(), conference, registration_id) or abort(404)
