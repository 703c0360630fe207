"""The card form that an address names, and the addresses of its pages."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from flask import abort, url_for

from app.conference.cards import queries
from app.conference.cards.codes import form_code
from app.extensions import current_session
from app.models import CardForm
from app.models.types import today
from app.settings import current_settings
from app.web.addresses import whole_address
from app.web.guard import current_consultation


def form_or_404(form_id: uuid.UUID) -> CardForm:
    """A card form of this consultation."""
    return queries.form_of(current_session(), current_consultation().id, form_id) or abort(404)


def link_to(endpoint: str, form: CardForm, **values: Any) -> str:
    """A page about this card form."""
    return url_for(endpoint, slug=current_consultation().slug, form_id=form.id, **values)


def day_of(form: CardForm) -> dt.date:
    """The day on which what comes on paper was said: that of the conference, once it has come."""
    held_on = form.activity.ends_on
    return min(held_on, today()) if held_on else today()


def phone_link(form: CardForm) -> str:
    """The whole address that the QR code holds."""
    code = form_code(current_settings().secret_key, form)
    return whole_address(link_to("cards.fill", form, secret=code))
