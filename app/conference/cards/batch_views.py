"""Cards that come from a phone once its network is back."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, jsonify
from flask.typing import ResponseReturnValue

from app.conference.cards import queries
from app.conference.cards.batches import keep_batch, read_batch
from app.conference.cards.codes import opens
from app.conference.cards.lookup import form_or_404
from app.conference.cards.permissions import may_fill_in_a_card
from app.conference.cards.sending import TooManyCards
from app.extensions import current_session
from app.models.types import today
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.settings import current_settings
from app.web.batches import NotABatch
from app.web.guard import requires
from app.web.json_body import sent_json

blueprint = Blueprint("card_batches", __name__, url_prefix="/consultations/<slug>/cards")


@blueprint.post("/<uuid:form_id>/fill/<secret>/waiting")
@requires(may_fill_in_a_card)
@tells(Processing.CARDS)
def take(form_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    card_form = form_or_404(form_id)
    if not opens(current_settings().secret_key, card_form, secret):
        abort(404)
    face = queries.face_of(current_session(), card_form, suggests=False)
    try:
        items = read_batch(sent_json())
        results = keep_batch(current_session(), face, items, today())
    except NotABatch:
        abort(400)
    except TooManyCards:
        abort(429)
    return jsonify(results=results)
