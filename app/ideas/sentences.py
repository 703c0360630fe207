"""Why an idea cannot be posted or corrected now, in a sentence."""

from __future__ import annotations

from flask_babel import gettext as _

from app.ideas.correcting import ChangedMeanwhile, NotToBeChanged
from app.ideas.posting import TooManyIdeas
from app.ideas.taking_part import AccountWanted, BoxNotOpen
from app.models import IdeaBox, Opening
from app.models.types import now
from app.web.filters import moment as as_moment

REFUSALS = (BoxNotOpen, AccountWanted, TooManyIdeas, NotToBeChanged, ChangedMeanwhile)


def why_not(box: IdeaBox, refusal: ValueError) -> str:
    """What to tell somebody whose idea was refused; what they typed stays."""
    if isinstance(refusal, BoxNotOpen):
        return why_not_open(box, refusal.opening)
    return {
        AccountWanted: _("You are signed out. Sign in in another tab, then send this page again."),
        TooManyIdeas: _("You posted many ideas today: keep this one for tomorrow."),
        NotToBeChanged: _("This idea was withdrawn or refused: it stays as it is."),
        ChangedMeanwhile: _(
            "It was corrected meanwhile, in another tab or with its receipt: read it again."
        ),
    }[type(refusal)]


def why_not_open(box: IdeaBox, opening: Opening) -> str:
    """What to tell somebody who would take part in a box that is not open."""
    if opening is Opening.NOT_YET and box.opens_at is not None:
        return _("This box opens on %(when)s.", when=as_moment(box.opens_at))
    if box.opening(now()) is Opening.ENDED:
        when = as_moment(box.closes_at)
        return _("This box closed on %(when)s: it can still be read.", when=when)
    return _("This box takes no ideas now: it can still be read.")
