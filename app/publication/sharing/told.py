"""What the badge and the card of a consultation tell: figures that everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.consultations.queries import figures_of
from app.models import Consultation, Role
from app.publication.became.counts import counts_of
from app.publication.became.shown import fates_are_shown
from app.publication.typesetting import picture_of
from app.web.filters import number

_CARD = (Path(__file__).parent / "card.typ").read_bytes()
PIXELS_PER_INCH = 72.0
"""The page of the card is 1200 × 630 points: one pixel each."""


@dataclass(frozen=True)
class Told:
    """`said`: how many contributions; `became`: what became of them."""

    title: str
    said: str
    became: str


def told_of(session: Session, consultation: Consultation) -> Told:
    """In the language of the moment."""
    contributions = figures_of(session, consultation.id).contributions
    said = ngettext(
        "%(number)s contribution",
        "%(number)s contributions",
        contributions,
        number=number(contributions),
    )
    return Told(consultation.title, said, _became(session, consultation))


def _became(session: Session, consultation: Consultation) -> str:
    if not fates_are_shown(session, consultation.id, Role.VISITOR):
        return str(_("See what they said"))
    excerpts = counts_of(session, consultation.id).excerpts
    if not excerpts.decided:
        return str(_("Being read"))
    return str(
        _(
            "Excerpts in the strategy: %(kept)s; not kept: %(aside)s",
            kept=number(excerpts.accepted),
            aside=number(excerpts.set_aside),
        )
    )


def card_of(told: Told, territory: str, fictional: str) -> bytes:
    """The picture that stands beside a link to the consultation (PNG, 1200 × 630)."""
    return picture_of(
        _CARD,
        {
            "title": told.title,
            "territory": territory,
            "said": told.said,
            "became": told.became,
            "fictional": fictional,
        },
        ppi=PIXELS_PER_INCH,
    )
