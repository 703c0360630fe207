"""Hearings: which bodies were consulted, and their minutes."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.codes import code_from, secret_shown
from app.documents.queries import documents_page
from app.extensions import current_session
from app.models import Activity
from app.submissions import hearings
from app.submissions.hearing_forms import HearingForm
from app.submissions.hearing_queries import hearing_of, hearings_page
from app.submissions.permissions import may_prepare_hearings, may_read_hearings
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("hearings", __name__, url_prefix="/consultations/<slug>/hearings")


def _hearing_or_404(code: str) -> Activity:
    return hearing_of(current_session(), current_consultation().id, code) or abort(404)


def _to_hearing(hearing: Activity) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=current_consultation().slug, code=hearing.code))


@blueprint.get("")
@requires(may_read_hearings)
def index() -> ResponseReturnValue:
    cursor = Cursor.from_args(request.args)
    page = hearings_page(current_session(), current_consultation().id, cursor)
    return render_template("hearings/index.html", page=page)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_prepare_hearings)
def new() -> ResponseReturnValue:
    form = HearingForm()
    secret = secret_shown(request.form.get("start_key", ""))
    if form.validate_on_submit():
        # The code follows from what the page holds: sent twice, it is one hearing.
        hearing = hearings.add_hearing(
            current_session(),
            consultation_id=current_consultation().id,
            code=code_from("hearing", secret),
            held=form.held,
        )
        flash(_("The hearing is added: send its minutes."), "success")
        return _to_hearing(hearing)
    return render_template("hearings/new.html", form=form, secret=secret), status_of(form)


@blueprint.get("/<code>")
@requires(may_read_hearings)
def show(code: str) -> ResponseReturnValue:
    hearing = _hearing_or_404(code)
    documents = documents_page(
        current_session(),
        hearing.consultation_id,
        activity_id=hearing.id,
        cursor=Cursor.from_args(request.args),
    )
    return render_template("hearings/show.html", hearing=hearing, page=documents)


@blueprint.route("/<code>/edit", methods=["GET", "POST"])
@requires(may_prepare_hearings)
def edit(code: str) -> ResponseReturnValue:
    hearing = _hearing_or_404(code)
    form = HearingForm(
        title=hearing.title, body=hearing.subject, place=hearing.place, day=hearing.starts_on
    )
    if form.validate_on_submit():
        hearings.change_hearing(hearing, form.held)
        flash(_("Saved."), "success")
        return _to_hearing(hearing)
    return render_template("hearings/edit.html", form=form, hearing=hearing), status_of(form)
