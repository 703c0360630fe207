"""Why an idea box takes nothing now, in a sentence."""

from __future__ import annotations

from flask_babel import gettext as _

from app.models import IdeaBox, Opening
from app.models.types import now
from app.web.filters import moment as as_moment


def why_not_open(box: IdeaBox, opening: Opening) -> str:
    """What to tell somebody who would take part in a box that is not open."""
    if opening is Opening.NOT_YET and box.opens_at is not None:
        return _("This box opens on %(when)s.", when=as_moment(box.opens_at))
    if box.opening(now()) is Opening.ENDED:
        return _(
            "This box closed on %(when)s: it can still be read.", when=as_moment(box.closes_at)
        )
    return _("This box takes no ideas now: it can still be read.")
