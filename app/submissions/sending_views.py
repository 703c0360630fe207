"""Sending what was checked, and what its depositor does with it afterwards.

The code of the receipt, in the address, is the only key.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.documents.act_sentences import act_sentence, act_status
from app.documents.acting import Attempt
from app.documents.correcting import ChangedMeanwhile, NotToCheck
from app.documents.forms import VersionForm
from app.documents.validating import NothingKept
from app.extensions import current_session
from app.models import Submission
from app.models.types import now
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.storage.opening import current_store
from app.submissions import sending, withdrawing
from app.submissions.check_pages import check_address, check_page, storage
from app.submissions.lookup import deposit_or_404
from app.submissions.permissions import may_read_submissions
from app.submissions.sentences import unsent_sentence
from app.web.guard import current_consultation, requires
from app.web.limits import GUESSED, POSTING
from app.web.paging import Cursor

blueprint = Blueprint(
    "submission_sending",
    __name__,
    url_prefix="/consultations/<slug>/submissions/<code>/check/<receipt_code>",
)
GUESSED(blueprint)


def _page(submission: Submission, receipt_code: str, attempt: Attempt) -> str:
    return check_page(submission, receipt_code, Cursor.from_args(request.args), attempt)


@blueprint.post("/send")
@requires(may_read_submissions)
@tells(Processing.SUBMISSIONS)
@POSTING
def send(code: str, receipt_code: str) -> ResponseReturnValue:
    submission = deposit_or_404(code, receipt_code)
    form = VersionForm()
    if not form.validate():
        attempt = Attempt(_("What was sent is not whole: do it again."))
        return _page(submission, receipt_code, attempt), attempt.status
    try:
        sending.send(current_session(), submission, made_from=form.version.data or 0, moment=now())
    except NotToCheck:
        # Sent twice, or from two windows: whoever does is thanked like the first time.
        return redirect(check_address(code, receipt_code))
    except (ChangedMeanwhile, NothingKept) as error:
        attempt = Attempt(act_sentence(error))
        return _page(submission, receipt_code, attempt), act_status(error)
    except (sending.TooLate, sending.CannotCorrect) as error:
        return _page(submission, receipt_code, Attempt(unsent_sentence(error))), 409
    return redirect(check_address(code, receipt_code))


@blueprint.post("/correct")
@requires(may_read_submissions)
@tells(Processing.SUBMISSIONS)
@POSTING
def correct(code: str, receipt_code: str) -> ResponseReturnValue:
    submission = deposit_or_404(code, receipt_code)
    try:
        sending.start_correction(current_session(), submission, storage(), now())
    except sending.CannotCorrect:
        flash(_("It cannot be corrected any more. You may still withdraw it."), "warning")
    return redirect(check_address(code, receipt_code))


@blueprint.post("/leave")
@requires(may_read_submissions)
def leave(code: str, receipt_code: str) -> ResponseReturnValue:
    """Leave what was sent as it is: the correction that was begun is erased."""
    submission = deposit_or_404(code, receipt_code)
    store = current_store()
    sending.give_up_correction(current_session(), submission, store)
    return redirect(check_address(code, receipt_code))


@blueprint.post("/withdraw")
@requires(may_read_submissions)
def withdraw(code: str, receipt_code: str) -> ResponseReturnValue:
    """Withdraw what was sent, or erase what was not."""
    submission = deposit_or_404(code, receipt_code)
    if submission.contribution_id is not None:
        withdrawing.withdraw(current_session(), submission)
        return redirect(check_address(code, receipt_code))
    try:
        withdrawing.erase_draft(current_session(), submission, current_store())
    except NotToCheck:
        flash(_("Wait until the file is read."), "warning")
        return redirect(check_address(code, receipt_code))
    flash(_("Your deposit is erased."), "success")
    return redirect(url_for("submissions.call", slug=current_consultation().slug, code=code))
