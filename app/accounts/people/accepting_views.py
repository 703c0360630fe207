"""Coming by the link of an invitation to a role.

Programs follow the links in messages before people do: opening one changes nothing.
"""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.forms import NewAccountForm
from app.accounts.people.accepting import (
    Offer,
    accept,
    accept_with_new_account,
    offer_of,
)
from app.accounts.people.invitations import InvitationRefused, can_be_accepted, invitation_with
from app.accounts.queries import account_by_email
from app.accounts.services import AddressTaken
from app.extensions import current_session
from app.models import SignInWay
from app.models.types import now
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, current_account, public
from app.web.labels import label
from app.web.language import select_language
from app.web.limits import GUESSED
from app.web.signing_in import enter, leave

blueprint = Blueprint(
    "role_invitations", __name__, url_prefix="/roles/<uuid:invitation_id>/<secret>"
)
GUESSED(blueprint)


@blueprint.errorhandler(InvitationRefused)
def refused(_error: InvitationRefused) -> ResponseReturnValue:
    return render_template("roles/refused.html"), 404


@blueprint.get("")
@public
@tells(Processing.ACCOUNTS)
def show(invitation_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    offer = _offer(invitation_id, secret)
    if _is_accepted_by_them(offer):
        return _to_consultation(offer)
    return _page(offer, secret, _new_account(offer))


@blueprint.post("")
@public
def take(invitation_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """Accept with the account that is signed in here."""
    offer = _offer(invitation_id, secret)
    if not current_user.is_authenticated:
        return redirect(request.path)
    role = accept(current_session(), offer.invitation, current_account(), now())
    flash(_("You are now: %(role)s.", role=label(role).lower()), "success")
    return _to_consultation(offer)


@blueprint.post("/new-account")
@public
@tells(Processing.ACCOUNTS)
def sign_up(invitation_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """Make an account for the invited address, accept with it, and be signed in."""
    offer = _offer(invitation_id, secret)
    form = _new_account(offer)
    if current_user.is_authenticated:
        return redirect(url_for(".show", invitation_id=invitation_id, secret=secret))
    if not form.validate_on_submit():
        return _page(offer, secret, form)
    try:
        account = accept_with_new_account(
            current_session(),
            offer.invitation,
            now(),
            name=form.name.data or "",
            password=form.password.data or "",
            language=select_language(),
        )
    except AddressTaken:
        return redirect(url_for(".show", invitation_id=invitation_id, secret=secret))
    enter(account, SignInWay.SIGN_UP)
    flash(_("Your account is made, and you are signed in."), "success")
    return _to_consultation(offer)


@blueprint.post("/otherwise")
@public
def otherwise(invitation_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    """Leave the account that is signed in here, to accept with another one."""
    _offer(invitation_id, secret)
    leave()
    return redirect(url_for(".show", invitation_id=invitation_id, secret=secret))


def _offer(invitation_id: uuid.UUID, secret: str) -> Offer:
    """What the link offers, to whoever may still accept it or did.

    Raises:
        InvitationRefused: nothing.
    """
    session = current_session()
    key = current_settings().secret_key
    offer = offer_of(session, invitation_with(session, invitation_id, secret, key=key))
    if not _is_accepted_by_them(offer) and not can_be_accepted(offer.invitation, now()):
        raise InvitationRefused(invitation_id)
    return offer


def _new_account(offer: Offer) -> NewAccountForm:
    return NewAccountForm(email=offer.invitation.email)


def _is_accepted_by_them(offer: Offer) -> bool:
    """Whether who asks accepted it before: a second click is answered like the first."""
    accepted_by = offer.invitation.accepted_by
    return accepted_by is not None and accepted_by == account_id_of_current_user()


def _page(offer: Offer, secret: str, form: NewAccountForm) -> ResponseReturnValue:
    has_account = account_by_email(current_session(), offer.invitation.email) is not None
    return (
        render_template(
            "roles/show.html", offer=offer, secret=secret, form=form, has_account=has_account
        ),
        status_of(form),
    )


def _to_consultation(offer: Offer) -> ResponseReturnValue:
    return redirect(url_for("consultations.show", slug=offer.consultation.slug))
