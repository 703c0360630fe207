"""The second factor: setting it up, giving a code of it, and turning it off."""

from __future__ import annotations

import io

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import second_step
from app.accounts.pages import may_send
from app.accounts.permissions import has_account
from app.accounts.proof_of_owner import is_sent_by_owner, is_surely_there
from app.accounts.second_factor import services
from app.accounts.second_factor.checking import (
    CodeRefused,
    PasswordRefused,
    Request,
    TooManyCodes,
    check_code,
)
from app.accounts.second_factor.forms import CodeForm, ConfirmForm, FirstCodeForm
from app.accounts.second_factor.recovery import are_codes_of, number_left
from app.accounts.second_factor.secret import provisioning_address
from app.accounts.second_step import FirstStep
from app.extensions import current_session
from app.models import Account
from app.settings import current_settings
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import current_account, public, requires_account
from app.web.origin import current_origin
from app.web.qr_code import qr_source
from app.web.redirects import local_path
from app.web.signing_in import current_sign_in, enter
from app.web.transaction import end_writing, reads_first

blueprint = Blueprint("second_factor", __name__)


@blueprint.get("/account/second-factor")
@requires_account(has_account)
def show() -> ResponseReturnValue:
    left = number_left(current_session(), current_account())
    return render_template("second_factor/show.html", codes_left=left, next=_asked_next())


@blueprint.post("/account/second-factor")
@requires_account(has_account)
def begin() -> ResponseReturnValue:
    try:
        services.secret_to_set_up(current_session(), current_account(), _key())
    except services.AlreadyOn:
        return redirect(url_for(".show"))
    return redirect(url_for(".set_up", next=local_path(request.form.get("next"))))


@blueprint.route("/account/second-factor/set-up", methods=["GET", "POST"])
@requires_account(has_account)
@reads_first
def set_up() -> ResponseReturnValue:
    form = FirstCodeForm(current_account(), next=_asked_next())
    secret = services.shown_secret(form.account, _key())
    if secret is None:
        return redirect(url_for(".show", next=local_path(form.next.data)))
    if not form.validate_on_submit() or not is_sent_by_owner(form):
        return _set_up_page(form, secret)
    try:
        codes = services.turn_on(
            current_session(), form.account, form.code.data or "", _key(), tells=may_send()
        )
    except services.AlreadyOn:
        return redirect(url_for(".show"))
    except services.WrongFirstCode:
        form.code.errors = [_wrong_first_code()]
        return _set_up_page(form, secret)
    _mark_session()
    return _show_codes(codes, form.next.data)


def _set_up_page(form: FirstCodeForm, secret: str) -> ResponseReturnValue:
    page = render_template(
        "second_factor/set_up.html",
        form=form,
        secret=secret,
        picture=qr_source(provisioning_address(secret, form.account.email)),
        is_there=is_surely_there(form.account),
    )
    return page, status_of(form)


@blueprint.route("/account/second-factor/codes", methods=["GET", "POST"])
@requires_account(has_account)
def renew_codes() -> ResponseReturnValue:
    account, form = current_account(), _form_to_confirm()
    if not account.has_second_factor:
        return redirect(url_for(".show"))
    if not form.validate_on_submit() or not _is_confirmed(account, form):
        return render_template("second_factor/renew_codes.html", form=form), status_of(form)
    return _show_codes(services.renew_codes(current_session(), account, _key()), None)


@blueprint.post("/account/second-factor/codes/file")
@requires_account(has_account)
def codes_file() -> ResponseReturnValue:
    """The codes of the page that was just shown, which nothing here remembers."""
    codes = request.form.getlist("code")
    if not are_codes_of(current_session(), current_account(), codes, _key()):
        abort(400)
    lines = [_("Recovery codes for Sillage. Each opens once."), "", *codes, ""]
    return download(io.BytesIO("\r\n".join(lines).encode()), _("recovery-codes.txt"), "text/plain")


@blueprint.route("/account/second-factor/off", methods=["GET", "POST"])
@requires_account(has_account)
def turn_off() -> ResponseReturnValue:
    account, form = current_account(), _form_to_confirm()
    if not account.has_second_factor:
        return redirect(url_for(".show"))
    if not form.validate_on_submit() or not _is_confirmed(account, form):
        return render_template("second_factor/turn_off.html", form=form), status_of(form)
    services.turn_off(current_session(), account, tells=may_send())
    flash(_("The second factor is off."), "success")
    return redirect(url_for(".show"))


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@public
def ask() -> ResponseReturnValue:
    """The second step of signing in; or a code of somebody who is signed in already."""
    first_step, form = second_step.pending(), CodeForm(next=_asked_next())
    if first_step is not None:
        return _finish_signing_in(first_step, form)
    if current_user.is_authenticated:
        return _give_code(form)
    flash(_("Sign in first: more than ten minutes went by, or this is another browser."), "info")
    return redirect(url_for("accounts.sign_in", next=local_path(form.next.data)))


def _finish_signing_in(first_step: FirstStep, form: CodeForm) -> ResponseReturnValue:
    if not form.validate_on_submit() or not _is_confirmed(first_step.account, form):
        return render_template("second_factor/ask.html", form=form), status_of(form)
    id_token = first_step.id_token
    enter(first_step.account, first_step.way, has_second_factor=True, id_token=id_token)
    return redirect(local_path(first_step.next) or url_for("consultations.index"))


def _give_code(form: CodeForm) -> ResponseReturnValue:
    """A code in a session that has none yet."""
    account, target = current_account(), local_path(form.next.data)
    if not account.has_second_factor:
        return redirect(url_for(".show", next=target))
    if not form.validate_on_submit() or not _is_confirmed(account, form):
        return render_template("second_factor/ask.html", form=form), status_of(form)
    _mark_session()
    return redirect(target or url_for("consultations.index"))


def _is_confirmed(account: Account, form: CodeForm) -> bool:
    """Whether the code that was typed is right, and the password where it is asked; errors go to
    the form, and what was counted is kept."""
    typed = form.password.data or "" if isinstance(form, ConfirmForm) else None
    request_ = Request(_key(), current_origin())
    try:
        check_code(current_session(), account, form.code.data or "", request_, password=typed)
    except TooManyCodes:
        form.code.errors = [
            _("Too many wrong codes were given. Wait a quarter of an hour, then try again.")
        ]
    except PasswordRefused:
        form.form_errors.append(_("This is not the password of your account."))
    except CodeRefused:
        form.code.errors = [_wrong_code()]
    else:
        return True
    end_writing()
    return False


def _wrong_code() -> str:
    return _(
        "This code is wrong or was used already. Wait for the next one, and see that your phone"
        " sets its clock by itself; or type a recovery code."
    )


def _wrong_first_code() -> str:
    return _(
        "This code is not right. Wait for the next one, and see that your phone sets its clock by"
        " itself."
    )


def _show_codes(codes: list[str], target: str | None) -> ResponseReturnValue:
    return render_template(
        "second_factor/codes.html", codes=codes, target=local_path(target) or url_for(".show")
    )


def _form_to_confirm() -> CodeForm:
    """Whoever has a password types it too."""
    if current_account().password_hash is None:
        return CodeForm()
    return ConfirmForm()


def _mark_session() -> None:
    """Whoever gave a code here is known by two factors until they sign out."""
    sign_in = current_sign_in()
    if sign_in is not None:
        sign_in.has_second_factor = True


def _asked_next() -> str | None:
    return local_path(request.args.get("next"))


def _key() -> str:
    return current_settings().secret_key
