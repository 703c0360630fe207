"""Cards that waited in a phone for the network, and come together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.conference.cards.card_content import Face, Sending
from app.conference.cards.codes import key_of
from app.conference.cards.entry_form import entry_form
from app.conference.cards.sending import BlankCard, NotOpen, send_card
from app.corpus.codes import SECRET
from app.models import CardOrigin
from app.web.batches import NotABatch, batch_items, outcome

MOST = 50


def read_batch(sent: Any) -> list[dict[str, str]]:
    """The cards of a batch, each as the fields of a form.

    Raises:
        NotABatch: it is something else, or has too many cards.
    """
    items = batch_items(sent, MOST)
    for item in items:
        if not all(isinstance(one, str) for one in item.values()):
            raise NotABatch
        if not SECRET.fullmatch(item["key"]):
            raise NotABatch
    return items


def keep_batch(
    session: Session, face: Face, items: Sequence[Mapping[str, str]], day: dt.date
) -> list[dict[str, object]]:
    """Keep the cards that can be kept; for each its key and what became of it.

    Raises:
        app.conference.cards.sending.TooManyCards: not now; nothing of the batch is kept.
    """
    return [outcome(item["key"], _refusal(session, face, item, day)) for item in items]


def _refusal(session: Session, face: Face, item: Mapping[str, str], day: dt.date) -> str:
    """Why a card is not kept; nothing when it is."""
    # The token came with the batch.
    form = entry_form(face, formdata=MultiDict(item), meta={"csrf": False})
    if not form.validate():
        return _("Some answers need your attention")
    try:
        send_card(session, face, form.written, Sending(key_of(form.secret), CardOrigin.PHONE, day))
    except NotOpen:
        return _("This card is closed")
    except BlankCard:
        return _("The card is blank: answer a question or react.")
    return ""
