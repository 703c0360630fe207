"""Signing in, by a link or by a password; and out."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import asking
from app.accounts.forms import AddressForm, SignInForm
from app.accounts.guessing import TooManyAttempts, account_with
from app.accounts.links import LinkRefused, link_with, unused_link, use_link
from app.accounts.openid.leaving import address_to_sign_out
from app.accounts.pages import asker, blueprint, link_refused_page, may_send, too_many_today
from app.accounts.queries import account_of_link
from app.accounts.second_step import admit
from app.extensions import current_session
from app.models import LinkPurpose, OneTimeLink, SignInWay
from app.settings import current_settings
from app.web.device import device_digest, marked_device
from app.web.forms import status_of
from app.web.guard import public
from app.web.limits import GUESSED, POSTING, SIGNING_IN
from app.web.redirects import local_path
from app.web.signing_in import current_sign_in, leave
from app.web.transaction import begin_writing, reads_first

__all__ = ["blueprint"]
LINK = "/links/sign-in/<uuid:link_id>/<secret>"


@blueprint.route("/sign-in", methods=["GET", "POST"])
@SIGNING_IN
@public
@reads_first
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(local_path(form.next.data) or url_for("consultations.index"))
    if form.is_submitted() and form.wants_link:
        return _send_link()
    if not form.validate_on_submit():
        return _sign_in_page(form), status_of(form)
    return _by_password(form)


def _by_password(form: SignInForm) -> ResponseReturnValue:
    try:
        account = account_with(form.email.data or "", form.password.data or "")
    except TooManyAttempts:
        form.form_errors.append(
            _(
                "Too many wrong passwords lately: none is looked at for an hour."
                " A link received by e-mail signs you in now."
            )
        )
        return _sign_in_page(form), 429
    if account is None:
        form.form_errors.append(
            _(
                "No account has this address and this password."
                " A link received by e-mail signs you in without a password."
            )
        )
        return _sign_in_page(form), 422
    return admit(account, SignInWay.PASSWORD, form.next.data or "")


@blueprint.post("/sign-in/link")
@SIGNING_IN
@public
@reads_first
def send_link() -> ResponseReturnValue:
    return _send_link()


def _send_link() -> ResponseReturnValue:
    form = AddressForm()
    if not form.validate_on_submit() or not may_send():
        return _sign_in_page(form), 422
    who = asker(form.email.data or "", form.next.data)
    begin_writing()
    try:
        asking.ask_to_sign_in(
            current_session(), who, daily_limit=current_settings().mail_daily_limit
        )
    except asking.TooManyToday:
        form.form_errors.append(too_many_today())
        return _sign_in_page(form), 429
    return redirect(url_for(".asked", what="sign-in"))


@blueprint.get('/links/asked/<any("sign-up", "sign-in", "password"):what>')
@public
def asked(what: str) -> ResponseReturnValue:
    """The same for everybody: whether an address is known is told to that address only."""
    return render_template("accounts/asked.html", what=what)


@blueprint.route(LINK, methods=["GET", "POST"])
@GUESSED
@public
def sign_in_by_link(link_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    try:
        link = _link(link_id, secret)
        account = account_of_link(current_session(), link)
        if request.method == "GET":
            return render_template("accounts/sign_in_by_link.html", account=account)
        use_link(current_session(), link)
    except LinkRefused:
        return _elsewhere_or_refused(link_id, secret)
    return admit(account, SignInWay.LINK, link.details.get("next", ""))


@blueprint.post(f"{LINK}/again")
@POSTING
@public
def send_link_again(link_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """Another link for this browser, from one that was opened too late or in the wrong one."""
    session, key = current_session(), current_settings().secret_key
    try:
        link = unused_link(session, LinkPurpose.SIGN_IN, link_id, secret, key=key)
        asking.ask_from_here(session, link, browser=marked_device())
    except LinkRefused:
        return link_refused_page(), 404
    return redirect(url_for(".asked", what="sign-in"))


@blueprint.post("/sign-out")
@public
@reads_first
def sign_out() -> ResponseReturnValue:
    settings = current_settings()
    back = settings.public_url + url_for("openid.signed_out")
    farther = address_to_sign_out(settings.identity_provider, current_sign_in(), back)
    begin_writing()
    leave()
    if farther is not None:
        return render_template("openid/leaving.html", address=farther)
    flash(_("You are signed out."), "info")
    return redirect(url_for("consultations.index"))


def _link(link_id: uuid.UUID, secret: str) -> OneTimeLink:
    return link_with(
        current_session(),
        LinkPurpose.SIGN_IN,
        link_id,
        secret,
        key=current_settings().secret_key,
        browser_digest=device_digest(),
    )


def _elsewhere_or_refused(link_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """A link that was not used says what to do: it is too late, or this is another browser."""
    key = current_settings().secret_key
    try:
        link = unused_link(current_session(), LinkPurpose.SIGN_IN, link_id, secret, key=key)
        account_of_link(current_session(), link)
    except LinkRefused:
        return link_refused_page(), 404
    again = url_for(".send_link_again", link_id=link_id, secret=secret)
    return render_template("accounts/elsewhere.html", again=again), 403


def _sign_in_page(form: SignInForm | AddressForm) -> str:
    """The page, with what was typed and what is wrong with it, whichever button was pressed."""
    shown = form
    if not isinstance(shown, SignInForm):
        shown = SignInForm()
        shown.email.errors, shown.form_errors = form.email.errors, form.form_errors
    return render_template("accounts/sign_in.html", form=shown, may_send=may_send())
