"""Signing out at the provider as well, where somebody came from there."""

from __future__ import annotations

import structlog

from app.accounts.openid.browser import state_of_leaving
from app.accounts.openid.client import client_of
from app.accounts.openid.refusals import ProviderFailed, ProviderUnreachable
from app.models import AccountSession
from environment.services import IdentityProvider

log = structlog.get_logger(__name__)


def address_to_sign_out(
    provider: IdentityProvider | None, sign_in: AccountSession | None, back: str
) -> str | None:
    """The page of the provider that ends the session there; None where there is nothing to end.

    `back`: the whole address to which the provider sends people back. What it publishes is asked
    for: call it while nothing is locked.
    """
    if provider is None or sign_in is None or not sign_in.id_token:
        return None
    try:
        return client_of(provider).address_to_sign_out(sign_in.id_token, back, state_of_leaving())
    except (ProviderUnreachable, ProviderFailed) as error:
        log.warning("identity provider not told of a sign-out", reason=str(error))
        return None
