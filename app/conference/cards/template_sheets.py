"""The workbook in which cards are typed by those who prefer a spreadsheet."""

from __future__ import annotations

from itertools import zip_longest

from flask_babel import gettext as _

from app.conference.cards.card_columns import card_columns
from app.conference.cards.card_content import Face
from app.models import OrganisationKind, Stance
from app.publication.sheets import Sheet
from app.web.labels import label


def template_sheets(face: Face) -> list[Sheet]:
    """An empty table with a column for all that the card asks, and what may stand in some."""
    headings = tuple(column.name for column in card_columns(face))
    choices = list(
        zip_longest(
            [session.title for session in face.sessions],
            [label(kind) for kind in OrganisationKind],
            [label(stance) for stance in Stance],
            fillvalue="",
        )
    )
    return [
        Sheet("cards", _("Cards"), headings, lambda _session, _id: iter(())),
        Sheet(
            "choices",
            _("What may be written"),
            (_("Session"), _("Kind of body"), _("Reaction")),
            lambda _session, _id: iter(choices),
        ),
    ]
