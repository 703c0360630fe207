"""Why an act on an idea was refused, as a sentence that people can read."""

from __future__ import annotations

from flask_babel import gettext as _

from app.ideas.sentences import why_not_open
from app.ideas.supporting import TooManySupports
from app.ideas.taking_part import BoxNotOpen, IdeaNotPublished
from app.models import IdeaBox

REFUSALS = (BoxNotOpen, IdeaNotPublished, TooManySupports)
"""What a sentence is there for. Who needs an account is asked to sign in instead."""


def sentence_of(box: IdeaBox, error: ValueError) -> str:
    """What to tell the person whose act was refused."""
    if isinstance(error, BoxNotOpen):
        return why_not_open(box, error.opening)
    if isinstance(error, TooManySupports):
        return _("You supported very many ideas today. Come back tomorrow for more.")
    return _("This idea is not public any more: nothing was recorded.")
