"""Exercising a right without an account, and the desk where stewards answer."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.corpus.receipts.issuing import receipt_with
from app.extensions import current_session
from app.models import PrivacyRequest, PrivacyRequestState, PrivacyRight
from app.models.turns import ChangedMeanwhile
from app.models.types import now, today
from app.notifications.addresses import mail_address
from app.privacy import answering, requesting
from app.privacy.found_by_address import found_by
from app.privacy.notices import tells
from app.privacy.permissions import may_answer_requests, may_exercise_rights
from app.privacy.processings import Processing
from app.privacy.request_forms import AnswerForm, RequestForm
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.language import current_language
from app.web.limits import GUESSING
from app.web.paging import Cursor

blueprint = Blueprint(
    "privacy_requests", __name__, url_prefix="/consultations/<slug>/privacy/requests"
)


@blueprint.route("/new", methods=["GET", "POST"])
@GUESSING
@requires(may_exercise_rights)
@tells(Processing.PRIVACY_REQUESTS)
def new() -> ResponseReturnValue:
    form = RequestForm(email=current_user.email if current_user.is_authenticated else None)
    status = status_of(form)
    if form.validate_on_submit():
        try:
            _ask(form)
            return redirect(_link("asked"))
        except LookupError:
            form.receipt_code.errors = [_("No receipt of this consultation has this code.")]
            status = 422
        except requesting.TooManyRequests:
            form.form_errors.append(_("Too many requests came today: come back tomorrow."))
            status = 429
    may_send = current_settings().mail is not None
    return render_template("privacy_requests/new.html", form=form, may_send=may_send), status


def _ask(form: RequestForm) -> None:
    session, consultation = current_session(), current_consultation()
    receipt_id = None
    if form.receipt_code.data:
        found = receipt_with(session, consultation.id, form.receipt_code.data)
        if found is None:
            raise LookupError
        receipt_id = found.id
    asked = requesting.NewRequest(
        key=form.key.data or "",
        right=PrivacyRight(form.right.data),
        email=mail_address(form.email.data or ""),
        message=form.message.data or "",
        receipt_id=receipt_id,
        language=current_language(),
    )
    requesting.ask(session, consultation, asked, now())


@blueprint.get("/asked")
@requires(may_exercise_rights)
def asked() -> ResponseReturnValue:
    """The same for everybody, whatever is kept about the address."""
    return render_template("privacy_requests/asked.html")


@blueprint.route("/confirm/<uuid:request_id>/<secret>", methods=["GET", "POST"])
@requires(may_exercise_rights)
def confirm(request_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """Opened by programs before people: only its button confirms."""
    found = requesting.request_with(
        current_session(),
        current_consultation().id,
        request_id,
        secret,
        key=current_settings().secret_key,
    )
    if found is None:
        abort(404)
    if request.method == "POST":
        requesting.confirm(current_session(), found, now())
        return redirect(request.path)
    is_waiting = found.state is PrivacyRequestState.UNCONFIRMED
    return render_template("privacy_requests/confirm.html", asked=found, is_waiting=is_waiting)


@blueprint.get("")
@requires(may_answer_requests)
def index() -> ResponseReturnValue:
    is_open = request.args.get("answered") is None
    page = answering.requests_page(
        current_session(),
        current_consultation().id,
        Cursor.from_args(request.args),
        is_open=is_open,
    )
    return render_template("privacy_requests/index.html", page=page, is_open=is_open, today=today())


@blueprint.get("/<uuid:request_id>")
@requires(may_answer_requests)
def show(request_id: uuid.UUID) -> ResponseReturnValue:
    return _page(_request_or_404(request_id), AnswerForm())


@blueprint.post("/<uuid:request_id>/in-hand")
@requires(may_answer_requests)
def take_in_hand(request_id: uuid.UUID) -> ResponseReturnValue:
    found = _request_or_404(request_id)
    answering.take_in_hand(current_session(), found, account_id=current_user.id)
    flash(_("This request is in hand."), "success")
    return redirect(_link("show", request_id=request_id))


@blueprint.post("/<uuid:request_id>/answer")
@requires(may_answer_requests)
def answer(request_id: uuid.UUID) -> ResponseReturnValue:
    found, form = _request_or_404(request_id), AnswerForm()
    if not form.validate_on_submit():
        return _page(found, form)
    try:
        answering.answer(
            current_session(), found, form.decided(), account_id=current_user.id, moment=now()
        )
        flash(_("Your answer is on its way."), "success")
    except ChangedMeanwhile:
        flash(_("Somebody answered this request meanwhile: nothing is changed."), "warning")
    return redirect(_link("show", request_id=request_id))


@blueprint.post("/<uuid:request_id>/erase")
@requires(may_answer_requests)
def erase(request_id: uuid.UUID) -> ResponseReturnValue:
    found = _request_or_404(request_id)
    try:
        erased = answering.erase_what_is_found(
            current_session(), found, account_id=current_user.id, moment=now()
        )
        number = sum(erased.values())
        flash(ngettext("%(num)s thing is erased.", "%(num)s things are erased.", number), "success")
    except ChangedMeanwhile:
        flash(_("Somebody answered this request meanwhile: nothing is changed."), "warning")
    return redirect(_link("show", request_id=request_id))


def _page(found: PrivacyRequest, form: AnswerForm) -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    page = render_template(
        "privacy_requests/show.html",
        asked=found,
        form=form,
        found=found_by(session, consultation.id, found.email),
        receipt=answering.receipt_of(session, found),
        today=today(),
        is_open=found.state in answering.OPEN,
    )
    return page, status_of(form)


def _request_or_404(request_id: uuid.UUID) -> PrivacyRequest:
    found = answering.request_of(current_session(), current_consultation().id, request_id)
    return found or abort(404)


def _link(name: str, **values: Any) -> str:
    return url_for(f".{name}", slug=current_consultation().slug, **values)
