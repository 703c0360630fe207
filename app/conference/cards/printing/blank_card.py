"""What is printed of a blank card, as plain values: a template lays them out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from app.conference.cards.card_content import Face
from app.models import OrganisationKind, Stance
from app.publication.typesetting import pdf_of, picture_of
from app.web.labels import label
from app.web.qr_code import printed_qr

_TEMPLATE = Path(__file__).with_name("card.typ").read_bytes()
PIXELS_PER_INCH = 130
"""Of the picture of a card: readable, and small enough for a phone."""


def blank_card(face: Face, language: str, *, conference: str, address: str) -> dict[str, Any]:
    """Everything that is printed. `address` is where the card is filled in by phone."""
    form = face.form
    return {
        "language": language,
        "title": form.title,
        "conference": conference,
        "introduction": [text for text in form.introduction.split("\n\n") if text.strip()],
        "qr": printed_qr(address, level="m"),
        "qr_help": _("Or by phone"),
        "sheet": _("Sheet"),
        "session": _("Session"),
        "sessions": [session.title for session in face.sessions],
        "kind": _("Kind of body"),
        "kinds": [label(kind) for kind in OrganisationKind] if form.asks_kind else [],
        "territory": _("Department or territory") if form.asks_territory else "",
        "prompts": [prompt.text for prompt in face.prompts],
        "directions_label": _("What do you think of these directions?"),
        "directions_help": _("Tick one box a line; say why above or on the back."),
        "stances": [label(stance) for stance in Stance],
        "directions": [direction.name for direction in face.directions],
    }


def cards_to_cut(content: dict[str, Any]) -> bytes:
    """A PDF of A4 with two cards side by side."""
    return pdf_of(_TEMPLATE, {**content, "copies": 2})


def picture_of_card(content: dict[str, Any]) -> bytes:
    """One card as a PNG, to look at."""
    return picture_of(_TEMPLATE, {**content, "copies": 1}, ppi=PIXELS_PER_INCH)
