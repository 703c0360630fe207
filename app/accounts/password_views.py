"""Choosing another password: by a link where it was forgotten, or knowing the present one."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import asking
from app.accounts.changing import set_password
from app.accounts.forms import AddressForm, ChangePasswordForm, NewPasswordForm
from app.accounts.guessing import TooManyAttempts, account_with
from app.accounts.links import LinkRefused, link_with, use_link
from app.accounts.pages import (
    asker,
    blueprint,
    link_refused_page,
    may_send,
    no_messages_page,
    too_many_today,
)
from app.accounts.passwords import hash_password
from app.accounts.permissions import has_account
from app.accounts.queries import account_of_link
from app.accounts.second_step import admit
from app.extensions import current_session
from app.models import Account, LinkPurpose, OneTimeLink, SignInWay
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import current_account, public, requires_account
from app.web.limits import GUESSED, SIGNING_IN
from app.web.signing_in import current_sign_in
from app.web.transaction import begin_writing, reads_first

__all__ = ["blueprint"]


@blueprint.route("/password/forgotten", methods=["GET", "POST"])
@SIGNING_IN
@public
@reads_first
def forgotten() -> ResponseReturnValue:
    """Also for who has no password yet, and is signed in."""
    if not may_send():
        return no_messages_page(_("Choose a password"))
    known = current_user.email if current_user.is_authenticated else None
    form = AddressForm(email=known)
    status = status_of(form)
    if form.validate_on_submit():
        who = asker(form.email.data or "")
        begin_writing()
        try:
            asking.ask_for_password(
                current_session(), who, daily_limit=current_settings().mail_daily_limit
            )
            return redirect(url_for(".asked", what="password"))
        except asking.TooManyToday:
            form.form_errors.append(too_many_today())
            status = 429
    return render_template("accounts/forgotten.html", form=form), status


@blueprint.route("/links/password/<uuid:link_id>/<secret>", methods=["GET", "POST"])
@GUESSED
@public
@reads_first
def choose_password(link_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    session, key = current_session(), current_settings().secret_key
    try:
        link = link_with(session, LinkPurpose.RESET, link_id, secret, key=key)
        account = account_of_link(session, link)
        form = NewPasswordForm(email=account.email, account_name=account.name)
        if form.validate_on_submit():
            return _choose(link, account, form.password.data or "")
    except LinkRefused:
        return link_refused_page(), 404
    return render_template("accounts/choose_password.html", form=form, account=account), status_of(
        form
    )


def _choose(link: OneTimeLink, account: Account, password: str) -> ResponseReturnValue:
    password_hash = hash_password(password)
    begin_writing()
    use_link(current_session(), link)
    set_password(current_session(), account, password_hash, but=None, tells=may_send())
    answer = admit(account, SignInWay.LINK)
    flash(_("Your password is changed. Every other session was closed."), "success")
    return answer


@blueprint.route("/account/password", methods=["GET", "POST"])
@SIGNING_IN
@requires_account(has_account)
@reads_first
def change_password() -> ResponseReturnValue:
    account = current_account()
    form = ChangePasswordForm(email=account.email, account_name=account.name)
    status = status_of(form)
    if account.password_hash is not None and form.validate_on_submit():
        # Before anything is written: no lock is held while it is made.
        password_hash = hash_password(form.password.data or "")
        try:
            if account_with(account.email, form.present.data or "") is not None:
                return _change(account, password_hash)
            form.present.errors = [_("This is not your present password.")]
            status = 422
        except TooManyAttempts:
            form.form_errors.append(
                _("Too many wrong passwords lately: none is looked at for an hour.")
            )
            status = 429
    page = render_template(
        "accounts/change_password.html", form=form, account=account, may_send=may_send()
    )
    return page, status


def _change(account: Account, password_hash: str) -> ResponseReturnValue:
    sign_in = current_sign_in()
    set_password(
        current_session(),
        account,
        password_hash,
        but=sign_in.id if sign_in else None,
        tells=may_send(),
    )
    flash(_("Your password is changed. Every other session was closed."), "success")
    return redirect(url_for(".show"))
