"""The identity provider as this server speaks with it: what it published of itself, kept for an
hour, and requests that end in time and go nowhere else."""

from __future__ import annotations

import functools
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError

from app.accounts.openid.refusals import ProviderFailed, ProviderUnreachable
from environment import is_loopback
from environment.services import IdentityProvider

ALGORITHMS = ("RS256", "ES256")
"""Of signatures; never "none", nor one whose key is our own secret."""
TIMEOUT = (3.05, 5.0)
"""Seconds to be connected, and to wait for the next bytes."""
LARGEST_ANSWER = 2**18
"""Bytes."""
FRESH = 3600
"""Seconds for which what the provider published is believed."""
PAUSE = 10
"""Seconds in which nobody is sent after a provider that did not answer."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class BoundedSession(OAuth2Session):
    """Requests that end in time, follow no redirection, and never leave in the clear."""

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        if not is_safe(url):
            raise ProviderFailed("address")
        kwargs.update(timeout=TIMEOUT, allow_redirects=False)
        try:
            answer: requests.Response = super().request(method, url, **kwargs)
        except requests.RequestException:
            raise ProviderUnreachable(urlsplit(url).path) from None
        if answer.status_code >= 500 or answer.is_redirect:
            raise ProviderUnreachable(urlsplit(url).path)
        if len(answer.content) > LARGEST_ANSWER:
            raise ProviderFailed("size")
        return answer


class ProviderClient(FlaskOAuth2App):
    """Authlib's client, for one provider, strict about what that one publishes."""

    client_cls = BoundedSession
    server_metadata: dict[str, Any]

    def __init__(self, provider: IdentityProvider) -> None:
        super().__init__(
            FlaskIntegration("openid"),
            name="openid",
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            # Tokens of ProConnect last a minute: they are used at once, none is ever renewed.
            client_kwargs={"scope": provider.scopes, "leeway": 0},
        )
        self.provider = provider
        self._failed_at = float("-inf")

    def load_server_metadata(self) -> dict[str, Any]:
        """What the provider publishes of itself (OpenID Connect Discovery 1.0).

        Raises:
            ProviderUnreachable: it does not answer, or did not a moment ago.
            ProviderFailed: what it publishes cannot be believed.
        """
        if time.monotonic() - self.server_metadata.get("_loaded_at", float("-inf")) < FRESH:
            return dict(self.server_metadata)
        if time.monotonic() - self._failed_at < PAUSE:
            raise ProviderUnreachable("discovery")
        try:
            metadata = self._published()
        except (ProviderUnreachable, ProviderFailed):
            self._failed_at = time.monotonic()
            raise
        self.server_metadata = {**metadata, "_loaded_at": time.monotonic()}
        return dict(self.server_metadata)

    def _published(self) -> dict[str, Any]:
        with self._get_session() as session:
            answer = session.request(
                "GET",
                f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration",
                withhold_token=True,
            )
        found = json_of(answer)
        if found.get("issuer") != self.provider.issuer:
            raise ProviderFailed("issuer")
        if not all(is_safe(str(found.get(name, ""))) for name in ENDPOINTS):
            raise ProviderFailed("endpoints")
        found.pop("jwks", None)
        found["id_token_signing_alg_values_supported"] = list(ALGORITHMS)
        return found

    def _get_oauth_client(self, **metadata: Any) -> BoundedSession:
        """With what this provider takes: PKCE and ways to authenticate, as it says itself."""
        extra: dict[str, Any] = {}
        if "S256" in (metadata.get("code_challenge_methods_supported") or ()):
            extra["code_challenge_method"] = "S256"
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        extra["token_endpoint_auth_method"] = (
            "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        )
        wanted = {"authorization_endpoint", "token_endpoint"}
        kept = {name: value for name, value in metadata.items() if name in wanted}
        return super()._get_oauth_client(**kept, **extra)

    def keys(self, *, anew: bool = False) -> Any:
        """The public keys of the provider, as a JWK set."""
        try:
            return self.fetch_jwk_set(force=anew)
        except (requests.RequestException, ValueError):
            raise ProviderFailed("keys") from None

    def tokens_for(self, code: str, redirect_uri: str, verifier: str) -> Mapping[str, Any]:
        """What the provider gives for a code.

        Raises:
            ProviderFailed: it refuses the code.
        """
        extra = {"code_verifier": verifier} if self._uses_pkce() else {}
        try:
            tokens = self.fetch_access_token(redirect_uri, code=code, **extra)
        except (OAuthError, ValueError, JoseError):
            raise ProviderFailed("code") from None
        if not isinstance(tokens, dict) or not isinstance(tokens.get("id_token"), str):
            raise ProviderFailed("tokens")
        return tokens

    def address_to_leave_for(self, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """The page of the provider on which somebody signs in; nothing in it that was not asked
        for, since ProConnect refuses a parameter too many."""
        wanted = {
            "acr_values": self.provider.acr_values,
            "prompt": self.provider.prompt,
            "code_verifier": verifier if self._uses_pkce() else "",
        }
        made = self.create_authorization_url(
            redirect_uri,
            state=state,
            nonce=nonce,
            **{name: value for name, value in wanted.items() if value},
        )
        return str(made["url"])

    def address_to_sign_out(self, id_token: str, back: str, state: str) -> str | None:
        """The page of the provider that ends the session there; None where it has none."""
        if not is_safe(str(self.load_server_metadata().get("end_session_endpoint", ""))):
            return None
        made = self.create_logout_url(back, id_token_hint=id_token, state=state)
        return str(made["url"])

    def _uses_pkce(self) -> bool:
        methods = self.load_server_metadata().get("code_challenge_methods_supported")
        return "S256" in (methods or ())


def is_safe(address: str) -> bool:
    """Whether an address may be asked: https, or http on this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


def json_of(answer: requests.Response) -> dict[str, Any]:
    """An object in JSON.

    Raises:
        ProviderFailed: the answer is none.
    """
    try:
        found = answer.json()
    except ValueError:
        raise ProviderFailed("json") from None
    if answer.status_code != 200 or not isinstance(found, dict):
        raise ProviderFailed("json")
    return found


@functools.cache
def client_of(provider: IdentityProvider) -> ProviderClient:
    """One client a provider; what it published is kept from one request to the next."""
    return ProviderClient(provider)
