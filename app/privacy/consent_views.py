"""What somebody agreed to in a consultation, and taking it back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.notifications import subscribing
from app.privacy import consents
from app.privacy.consent_forms import RecontactForm, TakeBackForm
from app.privacy.consents import Extra, Who
from app.privacy.notices import tells
from app.privacy.permissions import may_see_own_consents
from app.privacy.processings import Processing
from app.web.forms import status_of
from app.web.guard import current_account, current_consultation, requires
from app.web.language import current_language

blueprint = Blueprint("consents", __name__, url_prefix="/consultations/<slug>/privacy/consents")


@blueprint.route("", methods=["GET", "POST"])
@requires(may_see_own_consents)
@tells(Processing.SUBSCRIPTIONS)
def index() -> ResponseReturnValue:
    """The agreements of an account; a visitor is told where to sign in."""
    form = RecontactForm()
    if current_user.is_authenticated and form.validate_on_submit():
        _agree_to_recontact()
        flash(
            _("Your agreement is written down. You may take it back here at any time."), "success"
        )
        return _back()
    return render_template("privacy/consents.html", form=form, agreed=_agreed()), status_of(form)


@blueprint.post("/take-back")
@requires(may_see_own_consents)
def take_back() -> ResponseReturnValue:
    form = TakeBackForm()
    if current_user.is_authenticated and form.validate_on_submit():
        _take_back(Extra(form.extra.data))
        flash(_("It is taken back."), "success")
    return _back()


def _agree_to_recontact() -> None:
    session, words = current_session(), str(consents.WORDS[Extra.RECONTACT])
    digest = consents.keep_words(session, Extra.RECONTACT, words, current_language())
    who = Who(account_id=current_user.id)
    consents.agree(session, current_consultation().id, Extra.RECONTACT, who, digest)


def _take_back(extra: Extra) -> None:
    session, consultation = current_session(), current_consultation()
    if extra is Extra.NEWSLETTER:
        found = subscribing.subscription_of_account(session, consultation.id, current_account())
        if found is not None:
            subscribing.stop_newsletter(session, found)
    consents.take_back(session, consultation.id, extra, Who(account_id=current_user.id))


def _agreed() -> dict[Extra, Any]:
    if not current_user.is_authenticated:
        return {}
    return consents.consents_of(current_session(), current_consultation().id, current_user.id)


def _back() -> ResponseReturnValue:
    return redirect(url_for(".index", slug=current_consultation().slug))
