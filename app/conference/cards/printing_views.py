"""The blank card: to print, and to look at."""

from __future__ import annotations

import io
import uuid
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.conference.cards import queries
from app.conference.cards.lookup import form_or_404, phone_link
from app.conference.cards.printing.blank_card import blank_card, cards_to_cut, picture_of_card
from app.conference.permissions import may_read_cards
from app.extensions import current_session
from app.models import CardForm
from app.publication.typesetting import PDF
from app.web.downloads import download
from app.web.guard import requires
from app.web.language import current_language

blueprint = Blueprint("card_printing", __name__, url_prefix="/consultations/<slug>/cards")


@blueprint.get("/<uuid:form_id>/blank.pdf")
@requires(may_read_cards)
def printable(form_id: uuid.UUID) -> ResponseReturnValue:
    """Two cards on a sheet of A4, to cut."""
    card_form = form_or_404(form_id)
    file = io.BytesIO(cards_to_cut(_content(card_form)))
    return download(file, f"{card_form.activity.code}-cards.pdf", PDF)


@blueprint.get("/<uuid:form_id>/blank.png")
@requires(may_read_cards)
def picture(form_id: uuid.UUID) -> ResponseReturnValue:
    """The card as it is printed."""
    return Response(picture_of_card(_content(form_or_404(form_id))), mimetype="image/png")


def _content(card_form: CardForm) -> dict[str, Any]:
    return blank_card(
        queries.face_of(current_session(), card_form, suggests=False),
        current_language(),
        conference=card_form.activity.title,
        address=phone_link(card_form),
    )
