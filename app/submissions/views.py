"""Written contributions as everybody meets them: calls, contributions, depositing one."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus import originals
from app.corpus.moderation.decisions import decision_of
from app.corpus.permissions import may_read_corpus
from app.corpus.receipts.issuing import receipt_code
from app.documents.correcting import NoWords
from app.extensions import current_session
from app.models import OrganisationKind, SubmissionCall
from app.models.types import now
from app.organisations.lists.reading import departements_of
from app.organisations.speaking_shown import current_speaking
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.publication.became.links import told_of_all
from app.settings import current_settings
from app.storage.opening import current_store
from app.submissions import calls, depositing, lists
from app.submissions.check_pages import check_address, storage
from app.submissions.contribution_page import contribution_page, file_of
from app.submissions.deposit_forms import DepositForm
from app.submissions.depositing import AccountWanted, CallNotOpen
from app.submissions.deposits import opening_of
from app.submissions.lists import Wanted
from app.submissions.lookup import call_or_404, reading_or_404
from app.submissions.permissions import may_prepare_calls, may_read_submissions
from app.submissions.sentences import opening_sentence
from app.web.arguments import value_argument
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    current_role,
    requires,
)
from app.web.limits import POSTING
from app.web.paging import Cursor
from app.web.taking_part import acting_participant

blueprint = Blueprint("submissions", __name__, url_prefix="/consultations/<slug>/submissions")

LONGEST_SEARCH = 200


@blueprint.get("")
@requires(may_read_submissions)
def index() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    found = calls.calls_in(
        session, consultation.id, also_unpublished=may_prepare_calls(current_role())
    )
    moment = now()
    return render_template(
        "submissions/index.html",
        lines=found,
        openings={line.call.id: opening_of(session, line.call, moment) for line in found},
    )


@blueprint.get("/<code>")
@requires(may_read_submissions)
def call(code: str) -> ResponseReturnValue:
    session, found = current_session(), call_or_404(code)
    wanted = Wanted(
        words=request.args.get("q", "")[:LONGEST_SEARCH].strip(),
        kind=value_argument("kind", OrganisationKind),
        territory=request.args.get("territory", "")[:LONGEST_SEARCH],
    )
    return render_template(
        "submissions/call.html",
        call=found,
        opening=opening_of(session, found, now()),
        wanted=wanted,
        page=lists.submissions_page(
            session,
            found,
            wanted,
            Cursor.from_args(request.args),
            of_the_team=may_read_corpus(current_role()),
        ),
        kinds=list(OrganisationKind),
        territories=lists.territories_of(session, found),
    )


@blueprint.route("/<code>/new", methods=["GET", "POST"])
@requires(may_read_submissions)
@tells(Processing.SUBMISSIONS)
@POSTING
def new(code: str) -> ResponseReturnValue:
    found = call_or_404(code)
    speaking = current_speaking()
    form = DepositForm.opened(speaking.organisation)
    if form.validate_on_submit():
        try:
            return redirect(check_address(code, _deposited(found, form)))
        except (AccountWanted, CallNotOpen) as error:
            form.form_errors.append(_why_not(found, error))
        except originals.OriginalTooLarge:
            form.file.errors = [_("The file is too large. Send it in several parts.")]
        except NoWords:
            form.text.errors = [_("Type your text, or choose a file below.")]
    elif request.method == "GET":
        try:
            _refuse_unless_open(found)
        except (AccountWanted, CallNotOpen) as error:
            return render_template(
                "submissions/cannot.html",
                call=found,
                sentence=_why_not(found, error),
                wants_account=isinstance(error, AccountWanted),
            )
    page = render_template(
        "submissions/new.html",
        call=found,
        form=form,
        limit=current_settings().upload_limit,
        speaking=speaking,
        departements=departements_of(current_session(), current_consultation().id),
    )
    return page, status_of(form)


def _deposited(found: SubmissionCall, form: DepositForm) -> str:
    """Take the deposit; the code of its receipt."""
    secret_key = current_settings().secret_key
    submission = depositing.deposit(
        current_session(),
        found,
        acting_participant(),
        form.told,
        form.words,
        key=form.key.data or "",
        secret_key=secret_key,
        storage=storage(),
        moment=now(),
    )
    return receipt_code(secret_key, submission.receipt_id)


def _refuse_unless_open(found: SubmissionCall) -> None:
    is_signed_in = account_id_of_current_user() is not None
    depositing.refuse_unless_open(current_session(), found, now(), is_signed_in=is_signed_in)


def _why_not(found: SubmissionCall, error: AccountWanted | CallNotOpen) -> str:
    if isinstance(error, AccountWanted):
        return _("This call is for people who have an account: sign in, then send this again.")
    return opening_sentence(found, error.opening)


@blueprint.get("/<code>/<uuid:submission_id>")
@requires(may_read_submissions)
def show(code: str, submission_id: uuid.UUID) -> ResponseReturnValue:
    reading = reading_or_404(code, submission_id)
    contribution = reading.contribution
    shown = contribution_page(current_session(), contribution, reading.reader)
    return render_template(
        "submissions/show.html",
        reading=reading,
        decision=decision_of(current_session(), contribution.id) if reading.by_author else None,
        shown=shown,
        became=None if shown.fates is None else told_of_all(shown.fates),
    )


@blueprint.get("/<code>/<uuid:submission_id>/file")
@requires(may_read_submissions)
def file(code: str, submission_id: uuid.UUID) -> ResponseReturnValue:
    """The file as it was sent: offered to keep, whatever it is, never opened in the page."""
    reading = reading_or_404(code, submission_id)
    document = file_of(current_session(), reading.contribution, reading.reader)
    if document is None:
        abort(404)
    try:
        file = originals.opened(current_store(), document.sha256)
    except originals.OriginalLost:
        abort(404)
    return download(file, document.filename, "application/octet-stream")
