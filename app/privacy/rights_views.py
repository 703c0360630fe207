"""Everything that is kept about somebody with an account: seeing, taking and erasing it."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable

from flask import (
    Blueprint,
    abort,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.permissions import has_account
from app.accounts.proof_of_owner import is_sent_by_owner, is_surely_there
from app.extensions import current_session
from app.jobs.sentences import job_told
from app.models import Account, PersonalExport
from app.models.types import now
from app.privacy import erasing
from app.privacy.exports import asking
from app.privacy.exports.files import key_of
from app.privacy.holdings.holding import Choice, Words, numbers_of
from app.privacy.holdings.registry import HOLDINGS
from app.privacy.rights_forms import ErasureForm
from app.settings import current_settings
from app.storage.opening import current_store
from app.storage.store import FileLost
from app.web.forms import status_of
from app.web.guard import current_account, public, requires_account
from app.web.limits import GUESSING
from app.web.signing_in import leave
from app.web.transaction import reads_first

blueprint = Blueprint("rights", __name__, url_prefix="/account/data")


@blueprint.get("")
@requires_account(has_account)
def show() -> ResponseReturnValue:
    session, account = current_session(), current_account()
    export = asking.latest_of(session, account.id)
    return render_template(
        "rights/show.html",
        account=account,
        kept=list(zip(HOLDINGS, numbers_of(session, account, HOLDINGS), strict=True)),
        export=export,
        job=asking.job_of(session, export) if export else None,
        is_ready=export is not None and asking.is_ready(export, now(), current_store()),
    )


@blueprint.post("")
@requires_account(has_account)
def ask() -> ResponseReturnValue:
    asking.ask(current_session(), current_account(), now(), current_store())
    return redirect(url_for(".show", _anchor="file"))


@blueprint.get("/status.json")
@requires_account(has_account)
def status() -> ResponseReturnValue:
    session = current_session()
    export = asking.latest_of(session, current_user.id) or abort(404)
    job = asking.job_of(session, export) or abort(404)
    return jsonify(job_told(job, url_for(".show", _anchor="file")))


@blueprint.get("/<uuid:export_id>.zip")
@requires_account(has_account)
def download(export_id: uuid.UUID) -> ResponseReturnValue:
    """Its owner alone, for seven days; for everybody else it does not exist."""
    export = current_session().get(PersonalExport, export_id)
    if export is None or export.account_id != current_user.id:
        abort(404)
    if not asking.is_ready(export, now(), current_store()):
        abort(404)
    try:
        file = current_store().open(key_of(export.id))
    except FileLost:
        abort(404)
    name = _("my-data.zip")
    return send_file(file, "application/zip", as_attachment=True, download_name=name)


def _thanks_again(view: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Thank the browser that sends the form again which erased its account: it is signed out, and
    the guard would ask it to sign in."""

    @functools.wraps(view)
    def thanked() -> ResponseReturnValue:
        proof, key = request.form.get("proof", ""), current_settings().secret_key
        is_out = not current_user.is_authenticated
        if is_out and erasing.was_erased(current_session(), proof, key=key):
            return redirect(url_for(".erased"))
        return view()

    return thanked


@blueprint.route("/erase", methods=["GET", "POST"])
@GUESSING
@_thanks_again
@requires_account(has_account)
@reads_first
def erase() -> ResponseReturnValue:
    account = current_account()
    form = ErasureForm(account, proof=erasing.proof_of(current_settings().secret_key, account.id))
    if not form.validate_on_submit() or not is_sent_by_owner(form):
        return _erasure_page(account, form), status_of(form)
    choice = Choice(Words(form.words.data), current_store(), now())
    try:
        erasing.erase_account(current_session(), account, choice)
    except erasing.OnlySteward:
        return _erasure_page(account, form), 409
    leave()
    return redirect(url_for(".erased"))


@blueprint.get("/erased")
@public
def erased() -> ResponseReturnValue:
    return render_template("rights/erased.html")


def _erasure_page(account: Account, form: ErasureForm) -> str:
    session = current_session()
    return render_template(
        "rights/erase.html",
        form=form,
        titles=erasing.titles_without_another_steward(session, account),
        is_there=is_surely_there(account),
        fates=[
            (one.title, one.fate(Words.ANONYMOUS), one.fate(Words.WITHDRAWN))
            for one, number in zip(HOLDINGS, numbers_of(session, account, HOLDINGS), strict=True)
            if number
        ],
    )
