from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts import second_step, services
from app.accounts.forms import SignInForm
from app.extensions import current_session
from app.models import SignInWay
from app.web.forms import status_of
from app.web.guard import public
from app.web.redirects import local_path
from app.web.signing_in import enter, leave

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
def sign_out() -> ResponseReturnValue:
    leave()
    flash(_("You are signed out."), "info")
    return redirect(url_for("consultations.index"))
