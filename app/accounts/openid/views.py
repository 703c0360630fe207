"""Signing in through an identity provider (OpenID Connect), and linking it to one's account."""

from __future__ import annotations

import structlog
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.accounts.openid import browser, linking
from app.accounts.openid.client import client_of
from app.accounts.openid.refusals import (
    AddressNotChecked,
    ComingBackRefused,
    GivenUp,
    LinkedElsewhere,
    ProviderFailed,
    ProviderUnreachable,
    SignInFirst,
)
from app.accounts.openid.tokens import Identity, identity_from
from app.accounts.permissions import has_account
from app.accounts.proof_of_owner import OwnerForm, is_sent_by_owner, is_surely_there
from app.accounts.second_step import admit
from app.extensions import current_session
from app.models import SignInWay
from app.settings import current_settings
from app.web.guard import current_account, public, requires_account
from app.web.redirects import local_path
from app.web.transaction import begin_writing, reads_first
from environment.services import IdentityProvider

log = structlog.get_logger(__name__)
blueprint = Blueprint("openid", __name__)


@blueprint.app_context_processor
def _provider_for_templates() -> dict[str, object]:
    return {"identity_provider": current_settings().identity_provider}


@blueprint.get("/sign-in/openid")
@public
def start() -> ResponseReturnValue:
    """Leave for the provider. A GET, for a form may send nobody to another site (CSP)."""
    client = client_of(_provider())
    departure = browser.leave_for_provider(local_path(request.args.get("next")))
    try:
        address = client.address_to_leave_for(
            _own("openid.callback"), departure.state, departure.nonce, departure.verifier
        )
    except (ProviderUnreachable, ProviderFailed) as error:
        return _refused(error)
    return redirect(address)


@blueprint.get("/sign-in/openid/callback")
@public
def callback() -> ResponseReturnValue:
    """Come back from the provider. It writes, though it is a GET: the state stands for the token
    of a form, and nothing is locked while the provider is asked."""
    provider = _provider()
    try:
        departure = browser.come_back(request.args.get("state", ""))
        identity, id_token = _identity_of_who_comes_back(provider, departure)
    except (ComingBackRefused, GivenUp, ProviderFailed, ProviderUnreachable) as error:
        return _refused(error)
    begin_writing()
    if current_user.is_authenticated and not linking.account_known_by(current_session(), identity):
        browser.keep_identity(identity)
        return redirect(url_for(".account"))
    try:
        account = linking.account_for(current_session(), identity)
    except (AddressNotChecked, SignInFirst, ComingBackRefused) as error:
        return _refused(error)
    return admit(account, SignInWay.OPENID, departure.next or "", id_token=id_token)


@blueprint.get("/sign-in/openid/signed-out")
@public
def signed_out() -> ResponseReturnValue:
    """Come back from the provider, signed out there too."""
    provider = _provider()
    if browser.has_left(request.args.get("state", "")):
        flash(_("You are signed out of %(name)s too.", name=provider.name), "info")
    return redirect(url_for("consultations.index"))


@blueprint.get("/account/openid")
@requires_account(has_account)
def account() -> ResponseReturnValue:
    """The identity of the provider that opens one's account."""
    _provider()
    return _account_page(OwnerForm(current_account()))


@blueprint.post("/account/openid")
@requires_account(has_account)
@reads_first
def link() -> ResponseReturnValue:
    """Another way in: who found a session open does not make one for themselves."""
    provider, identity, form = _provider(), browser.kept_identity(), OwnerForm(current_account())
    if identity is None:
        flash(_("More than ten minutes went by. Start again."), "warning")
        return redirect(url_for(".account"))
    if not form.validate_on_submit() or not is_sent_by_owner(form):
        return _account_page(form), 422
    browser.forget_identity()
    try:
        linking.link(current_session(), current_account(), identity)
    except (LinkedElsewhere, ComingBackRefused) as error:
        return _refused(error)
    flash(_("You can sign in with %(name)s from now on.", name=provider.name), "success")
    return redirect(url_for(".account"))


@blueprint.post("/account/openid/unlink")
@requires_account(has_account)
def unlink() -> ResponseReturnValue:
    provider = _provider()
    linking.unlink(current_session(), current_account())
    flash(_("%(name)s no longer opens your account.", name=provider.name), "success")
    return redirect(url_for(".account"))


def _account_page(form: OwnerForm) -> str:
    return render_template(
        "openid/account.html",
        form=form,
        linked=linking.identities_of(current_session(), form.account.id),
        to_link=browser.kept_identity(),
        is_there=is_surely_there(form.account),
    )


def _identity_of_who_comes_back(
    provider: IdentityProvider, departure: browser.Departure
) -> tuple[Identity, str]:
    """Who comes back, checked, and the id_token that the provider wants at sign-out."""
    if request.args.get("iss", provider.issuer) != provider.issuer:
        raise ProviderFailed("answer iss")
    code = request.args.get("code")
    if not code or "error" in request.args:
        raise GivenUp
    client = client_of(provider)
    tokens = client.tokens_for(code, _own("openid.callback"), departure.verifier)
    return identity_from(client, tokens, departure.nonce), tokens["id_token"]


def _refused(error: Exception) -> ResponseReturnValue:
    """A page that says what happened and what to do; nobody is signed in."""
    reason = str(error) if isinstance(error, ProviderFailed | ProviderUnreachable) else ""
    log.warning("sign-in by identity provider refused", kind=type(error).__name__, reason=reason)
    status = 503 if isinstance(error, ProviderUnreachable) else 400
    kind = type(error).__name__
    return render_template("openid/refused.html", kind=kind), status


def _provider() -> IdentityProvider:
    """The provider of the settings; without one these pages do not exist."""
    provider = current_settings().identity_provider
    if provider is None:
        abort(404)
    return provider


def _own(endpoint: str) -> str:
    """The whole address of a page of ours, which the provider was told of: never from the Host of
    a request."""
    return current_settings().public_url + url_for(endpoint)
