"""Why something cannot be done with a contribution, and what to do."""

from __future__ import annotations

from flask_babel import format_datetime
from flask_babel import gettext as _

from app.models import Opening, SubmissionCall
from app.submissions.sending import CannotCorrect, TooLate


def opening_sentence(call: SubmissionCall, opening: Opening) -> str:
    """Why the call takes nothing now; "" when it does."""
    if opening is Opening.OPEN:
        return ""
    if opening is Opening.NOT_YET:
        return _(
            "This call opens on %(moment)s: come back then.",
            moment=format_datetime(call.opens_at, "d MMMM y, HH:mm"),
        )
    if opening is Opening.ENDED:
        return _("This call is closed: it takes no contribution any more.")
    return _("This call is not published yet.")


def unsent_sentence(error: TooLate | CannotCorrect) -> str:
    """Why what was checked cannot be sent any more."""
    if isinstance(error, TooLate):
        return _(
            "The call is closed, and the day that was left to send what was deposited before is"
            " over."
        )
    return _("What you sent before was withdrawn or turned down: it cannot be corrected.")
