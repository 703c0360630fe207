"""Choosing what one receives: signed in, by an address that is confirmed, or by the link that
stands in each message. Programs follow such links before people do: opening one changes nothing.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.corpus.receipts.issuing import receipt_with
from app.extensions import csrf, current_session
from app.models import Subscription
from app.models.types import now
from app.notifications import subscribing
from app.notifications.addresses import mail_address
from app.notifications.permissions import may_subscribe
from app.notifications.subscription_forms import AddressForm, OwnForm, ReceiptForm
from app.notifications.subscription_links import is_theirs
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import current_account, current_consultation, requires
from app.web.language import current_language
from app.web.limits import GUESSING, POSTING

blueprint = Blueprint("subscriptions", __name__, url_prefix="/consultations/<slug>/subscriptions")
OWN = "/<uuid:subscription_id>/<secret>"


@blueprint.route("", methods=["GET", "POST"])
@POSTING
@requires(may_subscribe)
@tells(Processing.SUBSCRIPTIONS)
def index() -> ResponseReturnValue:
    return _of_account() if current_user.is_authenticated else _by_address()


def _of_account() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    account = current_account()
    known = subscribing.subscription_of_account(session, consultation.id, account)
    form = OwnForm.of(known)
    if form.validate_on_submit():
        subscribing.choose_for_account(
            session,
            consultation,
            account,
            form.choices(),
            language=current_language(),
            moment=now(),
        )
        flash(_("What you receive is changed."), "success")
        return redirect(_link("index"))
    return _choices_page(form, account.email), status_of(form)


def _by_address() -> ResponseReturnValue:
    form = AddressForm()
    status = status_of(form)
    if form.validate_on_submit():
        try:
            _subscribe(form)
            return redirect(_link("asked"))
        except subscribing.TooManyToday:
            form.form_errors.append(_("Too many people subscribe today: come back tomorrow."))
            status = 429
    return render_template("subscriptions/index.html", form=form, may_send=_may_send()), status


def _subscribe(form: AddressForm) -> None:
    subscribing.subscribe(
        current_session(),
        current_consultation(),
        mail_address(form.email.data or ""),
        form.choices(),
        language=current_language(),
        moment=now(),
        daily_limit=current_settings().mail_daily_limit,
    )


@blueprint.route("/receipt", methods=["GET", "POST"])
@GUESSING
@requires(may_subscribe)
@tells(Processing.SUBSCRIPTIONS)
def receipt() -> ResponseReturnValue:
    """Following what one gave without an account; the code is never in an address."""
    form = ReceiptForm()
    status = status_of(form)
    if form.validate_on_submit():
        try:
            _follow(form)
            return redirect(_link("asked"))
        except LookupError:
            form.code.errors = [_("No receipt of this consultation has this code.")]
            status = 422
        except subscribing.TooManyToday:
            form.form_errors.append(_("Too many people subscribe today: come back tomorrow."))
            status = 429
    return render_template("subscriptions/receipt.html", form=form, may_send=_may_send()), status


def _follow(form: ReceiptForm) -> None:
    session = current_session()
    found = receipt_with(session, current_consultation().id, form.code.data or "")
    if found is None:
        raise LookupError
    subscribing.follow(
        session,
        found,
        mail_address(form.email.data or ""),
        language=current_language(),
        moment=now(),
        daily_limit=current_settings().mail_daily_limit,
    )


@blueprint.get("/asked")
@requires(may_subscribe)
def asked() -> ResponseReturnValue:
    """The same for everybody: whether an address was known is told to that address only."""
    return render_template("subscriptions/asked.html", may_send=_may_send())


@blueprint.route(OWN, methods=["GET", "POST"])
@requires(may_subscribe)
@tells(Processing.SUBSCRIPTIONS)
def manage(subscription_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    found = _theirs_or_404(subscription_id, secret)
    if found is None:
        return render_template("subscriptions/stopped.html", only_newsletter=False)
    if found.confirmed_at is None:
        return render_template("subscriptions/confirm.html", subscription=found, secret=secret)
    form = OwnForm.of(found, has_own=subscribing.has_own(current_session(), found))
    if form.validate_on_submit():
        consultation = current_consultation()
        subscribing.choose(current_session(), consultation, found, form.choices(), now())
        flash(_("What you receive is changed."), "success")
        return redirect(request.path)
    stop_url = _link("stop", subscription_id=subscription_id, secret=secret)
    return _choices_page(form, found.email, stop_url), status_of(form)


@blueprint.post(f"{OWN}/confirm")
@requires(may_subscribe)
def confirm(subscription_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    found = _theirs_or_404(subscription_id, secret)
    if found is not None:
        subscribing.confirm(current_session(), current_consultation(), found, now())
        flash(_("Your address is confirmed. Here is what you receive."), "success")
    return redirect(_link("manage", subscription_id=subscription_id, secret=secret))


@blueprint.route(f"{OWN}/stop", methods=["GET", "POST"])
@csrf.exempt
@requires(may_subscribe)
def stop(subscription_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """Mail programs post here by themselves (RFC 8058), and follow no redirection."""
    found = _theirs_or_404(subscription_id, secret)
    only_newsletter = request.args.get("only") == "newsletter"
    if found is not None and request.method == "GET":
        return render_template(
            "subscriptions/stop.html",
            subscription=found,
            secret=secret,
            only_newsletter=only_newsletter,
        )
    if found is not None and only_newsletter:
        subscribing.stop_newsletter(current_session(), found)
    elif found is not None:
        subscribing.stop(current_session(), found)
    return render_template("subscriptions/stopped.html", only_newsletter=only_newsletter)


def _theirs_or_404(subscription_id: uuid.UUID, secret: str) -> Subscription | None:
    """The subscription of this link; None where it was erased, which its link outlives."""
    if not is_theirs(current_settings().secret_key, subscription_id, secret):
        abort(404)
    found = current_session().get(Subscription, subscription_id)
    if found is not None and found.consultation_id != current_consultation().id:
        abort(404)
    return found


def _choices_page(form: OwnForm, email: str, stop_url: str | None = None) -> str:
    return render_template(
        "subscriptions/choices.html",
        form=form,
        email=email,
        stop_url=stop_url,
        may_send=_may_send(),
    )


def _may_send() -> bool:
    return current_settings().mail is not None


def _link(endpoint: str, **values: Any) -> str:
    return url_for(f".{endpoint}", slug=current_consultation().slug, **values)
