"""What somebody sees and changes of their own account."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import address_change, changing
from app.accounts.forms import DetailsForm, NewAddressForm
from app.accounts.links import LinkRefused, link_with
from app.accounts.other_places import other_places
from app.accounts.pages import blueprint, link_refused_page, may_send, no_messages_page
from app.accounts.permissions import has_account
from app.accounts.queries import open_sessions
from app.accounts.services import AddressTaken
from app.accounts.session import close_sessions
from app.extensions import current_session
from app.models import LinkPurpose
from app.notifications.addresses import mail_address
from app.settings import current_settings
from app.web.forms import Form, status_of
from app.web.guard import current_account, public, requires_account
from app.web.language import current_language
from app.web.limits import GUESSED, POSTING
from app.web.signing_in import current_sign_in

__all__ = ["blueprint"]


@blueprint.get("/account")
@requires_account(has_account)
def show() -> ResponseReturnValue:
    return render_template(
        "accounts/show.html",
        account=current_account(),
        sessions=open_sessions(current_session(), current_account(), _this_session()),
        places=other_places(),
        language=current_language(),
    )


@blueprint.route("/account/details", methods=["GET", "POST"])
@requires_account(has_account)
def details() -> ResponseReturnValue:
    account = current_account()
    form = DetailsForm(name=account.name, language=account.language or current_language())
    if form.validate_on_submit():
        name, language = form.name.data or "", form.language.data or ""
        changing.set_details(current_session(), account, name=name, language=language)
        cookie["language"] = language
        flash(_("Your account is changed."), "success")
        return redirect(url_for(".show"))
    return render_template("accounts/details.html", form=form), status_of(form)


@blueprint.route("/account/address", methods=["GET", "POST"])
@POSTING
@requires_account(has_account)
def change_address() -> ResponseReturnValue:
    if not may_send():
        return no_messages_page(_("Change my address"))
    account, form = current_account(), NewAddressForm()
    status = status_of(form)
    if form.validate_on_submit():
        new = mail_address(form.email.data or "")
        if new != account.email:
            address_change.ask_for_address(
                current_session(), account, new, language=current_language()
            )
            return redirect(url_for(".address_asked"))
        form.email.errors = [_("This is your present address.")]
        status = 422
    return render_template("accounts/change_address.html", form=form, account=account), status


@blueprint.get("/account/address/asked")
@requires_account(has_account)
def address_asked() -> ResponseReturnValue:
    return render_template("accounts/address_asked.html", account=current_account())


@blueprint.route("/links/new-address/<uuid:link_id>/<secret>", methods=["GET", "POST"])
@GUESSED
@public
def confirm_new_address(link_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    return _agree(LinkPurpose.NEW_ADDRESS, link_id, secret)


@blueprint.route("/links/old-address/<uuid:link_id>/<secret>", methods=["GET", "POST"])
@GUESSED
@public
def leave_old_address(link_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    return _agree(LinkPurpose.OLD_ADDRESS, link_id, secret)


@blueprint.post("/account/sessions/<uuid:session_id>/close")
@requires_account(has_account)
def close_session(session_id: uuid.UUID) -> ResponseReturnValue:
    changing.close_session(current_session(), current_account(), session_id)
    flash(_("This session is closed."), "success")
    return redirect(url_for(".show", _anchor="sessions"))


@blueprint.post("/account/sessions/close-others")
@requires_account(has_account)
def close_other_sessions() -> ResponseReturnValue:
    close_sessions(current_session(), current_account(), but=_this_session())
    flash(_("Every other session is closed."), "success")
    return redirect(url_for(".show", _anchor="sessions"))


def _agree(purpose: LinkPurpose, link_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """The page of a link that changes an address, and what its button does."""
    session, key = current_session(), current_settings().secret_key
    form = Form()
    try:
        link = link_with(session, purpose, link_id, secret, key=key)
        address_change.account_leaving(session, link)
        if not form.validate_on_submit():
            return render_template("accounts/agree.html", form=form, link=link)
        is_made = address_change.agree(session, link)
    except LinkRefused:
        return link_refused_page(), 404
    except AddressTaken:
        flash(_("The new address has an account by now: nothing was changed."), "warning")
        return redirect(url_for(".sign_in"))
    return render_template("accounts/agreed.html", is_made=is_made)


def _this_session() -> uuid.UUID | None:
    opened = current_sign_in()
    return opened.id if opened is not None else None
