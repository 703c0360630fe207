"""The steward's side: a call for written contributions, made and changed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.codes import code_from, secret_shown
from app.extensions import current_session
from app.models import SubmissionCall
from app.submissions import calls
from app.submissions.call_forms import CallForm
from app.submissions.lookup import call_or_404
from app.submissions.permissions import may_prepare_calls
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("submission_calls", __name__, url_prefix="/consultations/<slug>")


def _to_call(call: SubmissionCall) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for("submissions.call", slug=slug, code=call.activity.code))


@blueprint.route("/submission-calls/new", methods=["GET", "POST"])
@requires(may_prepare_calls)
def new() -> ResponseReturnValue:
    form = CallForm()
    secret = secret_shown(request.form.get("start_key", ""))
    if form.validate_on_submit():
        call = calls.add_call(
            current_session(),
            consultation_id=current_consultation().id,
            code=code_from("call", secret),
            plan=form.plan,
        )
        flash(_("The call is added."), "success")
        return _to_call(call)
    return render_template("submissions/new_call.html", form=form, secret=secret), status_of(form)


@blueprint.route("/submissions/<code>/settings", methods=["GET", "POST"])
@requires(may_prepare_calls)
def edit(code: str) -> ResponseReturnValue:
    call = call_or_404(code)
    form = CallForm.showing(call)
    if form.validate_on_submit():
        calls.change_call(current_session(), call, form.plan)
        flash(_("Saved."), "success")
        return _to_call(call)
    return render_template("submissions/edit_call.html", form=form, call=call), status_of(form)
