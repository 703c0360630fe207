from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import second_step, services
from app.accounts.forms import SignInForm
from app.accounts.openid.leaving import address_to_sign_out
from app.extensions import current_session
from app.models import SignInWay
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import public
from app.web.redirects import local_path
from app.web.signing_in import current_sign_in, enter, leave
from app.web.transaction import begin_writing, reads_first

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next"))
    target = local_path(form.next.data) or url_for("consultations.index")
    if current_user.is_authenticated:
        return redirect(target)
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), status_of(form)
    account = services.authenticate(
        current_session(), email=form.email.data or "", password=form.password.data or ""
    )
    if account is None:
        form.form_errors.append(_("No account has this address and this password."))
        return render_template("accounts/sign_in.html", form=form), 422
    if account.has_second_factor:
        second_step.begin(account, SignInWay.PASSWORD, target)
        return redirect(url_for("second_factor.ask"))
    enter(account, SignInWay.PASSWORD)
    return redirect(target)


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
