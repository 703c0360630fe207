"""Making an account: asked for here, made by the link that is sent to its address."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import asking, signing_up
from app.accounts.forms import NameForm, SignUpForm
from app.accounts.links import LinkRefused, link_with
from app.accounts.pages import (
    asker,
    blueprint,
    link_refused_page,
    may_send,
    no_messages_page,
    too_many_today,
)
from app.accounts.passwords import hash_password
from app.accounts.second_step import admit
from app.accounts.services import AddressTaken
from app.extensions import current_session
from app.models import LinkPurpose, OneTimeLink, SignInWay
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.settings import current_settings
from app.web.device import device_digest
from app.web.forms import status_of
from app.web.guard import public
from app.web.limits import GUESSED, SIGNING_IN
from app.web.transaction import begin_writing, reads_first

__all__ = ["blueprint"]


@blueprint.route("/sign-up", methods=["GET", "POST"])
@SIGNING_IN
@public
@reads_first
@tells(Processing.ACCOUNTS)
def sign_up() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for(".show"))
    if not may_send():
        return no_messages_page(_("Make an account"))
    form = SignUpForm(next=request.args.get("next"))
    status = status_of(form)
    if form.validate_on_submit() and not _looks_like_a_robot(form):
        try:
            _ask(form)
            return redirect(url_for(".asked", what="sign-up"))
        except asking.TooManyToday:
            form.form_errors.append(too_many_today())
            status = 429
    return render_template("accounts/sign_up.html", form=form), status


def _looks_like_a_robot(form: SignUpForm) -> bool:
    """Whoever falls into a trap is asked to send the form again, which people do."""
    if not form.alerts:
        return False
    form.website.data = ""
    form.form_errors.append(
        _("This was sent as fast as robots do. Read it once more, and send it again.")
    )
    return True


def _ask(form: SignUpForm) -> None:
    password = form.password.data
    # Before the address is looked up: it takes as long for one that is known.
    password_hash = hash_password(password) if password else None
    who = asker(form.email.data or "", form.next.data)
    begin_writing()
    asking.ask_to_sign_up(
        current_session(),
        who,
        name=form.name.data or "",
        password_hash=password_hash,
        daily_limit=current_settings().mail_daily_limit,
    )


@blueprint.route("/links/sign-up/<uuid:link_id>/<secret>", methods=["GET", "POST"])
@GUESSED
@public
@tells(Processing.ACCOUNTS)
def confirm_sign_up(link_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    session, key = current_session(), current_settings().secret_key
    try:
        link = link_with(session, LinkPurpose.SIGN_UP, link_id, secret, key=key)
        is_here = signing_up.was_asked_in(link, device_digest())
        form = NameForm()
        if request.method == "GET" or not (is_here or form.validate_on_submit()):
            page = render_template(
                "accounts/confirm_sign_up.html", form=form, link=link, is_here=is_here
            )
            return page, status_of(form)
        return _confirm(link, is_here, form)
    except LinkRefused:
        return link_refused_page(), 404


def _confirm(link: OneTimeLink, is_here: bool, form: NameForm) -> ResponseReturnValue:
    name = link.details["name"] if is_here else form.name.data or ""
    target = link.details.get("next", "")
    try:
        account = signing_up.confirm(current_session(), link, name=name, keeps_password=is_here)
    except AddressTaken:
        flash(_("This address has an account already: sign in."), "info")
        return redirect(url_for(".sign_in"))
    answer = admit(account, SignInWay.SIGN_UP, target)
    flash(_("Your account is made: welcome."), "success")
    return answer
