"""Why an act on an idea was refused, as a sentence that people can read."""

from __future__ import annotations

from flask_babel import gettext as _

from app.ideas.supporting import TooManySupports
from app.ideas.taking_part import BoxNotOpen, IdeaNotPublished
from app.models import Opening

REFUSALS = (BoxNotOpen, IdeaNotPublished, TooManySupports)
"""What a sentence is there for. Who needs an account is asked to sign in instead."""


def sentence_of(error: ValueError) -> str:
    """What to tell the person whose act was refused."""
    if isinstance(error, BoxNotOpen):
        return {
            Opening.SHUT: _("This idea box is not public: nothing was recorded."),
            Opening.NOT_YET: _("This idea box is not open yet: nothing was recorded."),
        }.get(error.opening, _("This idea box is closed: nothing was recorded."))
    if isinstance(error, TooManySupports):
        return _("You supported very many ideas today. Come back tomorrow for more.")
    return _("This idea is not public any more: nothing was recorded.")
