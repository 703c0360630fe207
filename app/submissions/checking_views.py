"""Checking what was deposited: the code of the receipt, in the address, is the only key."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus import originals
from app.corpus.codes import as_shown
from app.documents import typing_in
from app.documents.act_sentences import act_sentence
from app.documents.acting import Attempt, act_on
from app.documents.correcting import ChangedMeanwhile, NoSuchPassage, NotToCheck, NoWords
from app.documents.forms import LONGEST_TEXT, ActForm
from app.documents.queries import text_between
from app.extensions import current_session
from app.jobs.sentences import job_told
from app.models import Job, Submission
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.settings import current_settings
from app.submissions import depositing
from app.submissions.check_pages import check_address, check_page, storage
from app.submissions.deposit_forms import FileForm, WholeTextForm
from app.submissions.deposits import is_to_check
from app.submissions.lookup import deposit_or_404
from app.submissions.permissions import may_read_submissions
from app.web.forms import status_of
from app.web.guard import requires
from app.web.limits import GUESSED, POSTING
from app.web.paging import Cursor

blueprint = Blueprint(
    "submission_checking",
    __name__,
    url_prefix="/consultations/<slug>/submissions/<code>/check/<receipt_code>",
)
GUESSED(blueprint)


def _page(submission: Submission, receipt_code: str, attempt: Attempt | None = None) -> str:
    return check_page(submission, receipt_code, Cursor.from_args(request.args), attempt)


@blueprint.get("")
@requires(may_read_submissions)
def show(code: str, receipt_code: str) -> ResponseReturnValue:
    submission = deposit_or_404(code, receipt_code)
    return _page(submission, receipt_code)


@blueprint.get("/progress.json")
@requires(may_read_submissions)
def progress(code: str, receipt_code: str) -> ResponseReturnValue:
    """How far the reading of the file is."""
    document = deposit_or_404(code, receipt_code).document
    if document is None or document.job_id is None:
        abort(404)
    job = current_session().get_one(Job, document.job_id)
    return jsonify(job_told(job, check_address(code, receipt_code)))


@blueprint.post("/passages/<uuid:passage_id>")
@requires(may_read_submissions)
@tells(Processing.SUBMISSIONS)
def change(code: str, receipt_code: str, passage_id: uuid.UUID) -> ResponseReturnValue:
    """One act on one passage; refused, the page says why and keeps what was typed."""
    submission = deposit_or_404(code, receipt_code)
    document = submission.document
    if document is None:
        abort(404)
    try:
        attempt = act_on(current_session(), ActForm(), document.id, passage_id)
    except NoSuchPassage:
        abort(404)
    if attempt is not None and is_to_check(submission):
        return _page(submission, receipt_code, attempt), attempt.status
    after = request.args.get("after")
    return redirect(check_address(code, receipt_code, after, f"passage-{passage_id}"))


@blueprint.route("/text", methods=["GET", "POST"])
@requires(may_read_submissions)
@tells(Processing.SUBMISSIONS)
@POSTING
def text(code: str, receipt_code: str) -> ResponseReturnValue:
    """The whole text, typed instead of what was read."""
    submission = deposit_or_404(code, receipt_code)
    document, form = submission.document, WholeTextForm()
    if document is None or not is_to_check(submission):
        return redirect(check_address(code, receipt_code))
    if request.method == "GET":
        form.text.data = text_between(current_session(), document.id, 0, LONGEST_TEXT)
    elif form.validate():
        try:
            typing_in.retype(
                current_session(),
                document.id,
                form.text.data or "",
                made_from=form.version.data or 0,
            )
            return redirect(check_address(code, receipt_code))
        except ChangedMeanwhile as error:
            form.form_errors.append(act_sentence(error))
        except NoWords:
            form.text.errors = [_("Type or paste the text.")]
        except NotToCheck:
            return redirect(check_address(code, receipt_code))
    page = render_template(
        "submissions/text.html",
        form=form,
        submission=submission,
        document=document,
        receipt=as_shown(receipt_code),
    )
    return page, status_of(form)


@blueprint.route("/file", methods=["GET", "POST"])
@requires(may_read_submissions)
@tells(Processing.SUBMISSIONS)
@POSTING
def file(code: str, receipt_code: str) -> ResponseReturnValue:
    """Another file, instead of what was deposited."""
    submission = deposit_or_404(code, receipt_code)
    form = FileForm()
    if not is_to_check(submission):
        return redirect(check_address(code, receipt_code))
    if form.validate_on_submit():
        try:
            depositing.send_other_words(current_session(), submission, form.sent, storage())
            return redirect(check_address(code, receipt_code))
        except originals.OriginalTooLarge:
            form.file.errors = [_("The file is too large. Send it in several parts.")]
        except NotToCheck:
            flash(_("Wait until the file is read."), "warning")
            return redirect(check_address(code, receipt_code))
    page = render_template(
        "submissions/file.html",
        form=form,
        submission=submission,
        receipt=as_shown(receipt_code),
        limit=current_settings().upload_limit,
    )
    return page, status_of(form)
