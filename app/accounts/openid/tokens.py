"""What the provider signs: who signed in (id_token), and what is said of them (userinfo)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.oauth2.claims import JWTClaims
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from app.accounts.openid.client import ALGORITHMS, ProviderClient, json_of
from app.accounts.openid.refusals import ProviderFailed
from app.web.prose import is_one_line

LEEWAY = 60
"""Seconds by which the clocks of two servers may differ."""
LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Identity:
    """Who the provider says that somebody is."""

    issuer: str
    subject: str
    email: str = ""
    is_email_checked: bool = False
    name: str = ""
    siret: str = ""


def identity_from(client: ProviderClient, tokens: Mapping[str, Any], nonce: str) -> Identity:
    """Who signed in, once all that the provider says was checked.

    Raises:
        ProviderFailed: a signature, an issuer, an audience, a date, the nonce or the subject is
            not right.
        ProviderUnreachable: the provider does not answer.
    """
    subject = _subject_of(client, tokens, nonce)
    said = _userinfo(client, tokens)
    if said.get("sub") != subject:
        raise ProviderFailed("userinfo sub")
    email = _text(said, "email", 254)
    return Identity(
        issuer=client.provider.issuer,
        subject=subject,
        email=email,
        is_email_checked=bool(email)
        and (said.get("email_verified") is True or client.provider.is_email_trusted),
        name=_name_of(said),
        siret=_text(said, "siret", 20),
    )


def _subject_of(client: ProviderClient, tokens: Mapping[str, Any], nonce: str) -> str:
    token = _verified(client, tokens["id_token"], "id_token")
    params = {
        "nonce": nonce,
        "client_id": client.client_id,
        "access_token": tokens.get("access_token"),
    }
    options = _expected(client)
    if client.provider.acr_values:
        options["acr"] = {"essential": True, "values": client.provider.acr_values.split()}
    _check(CodeIDToken(token.claims, token.header, options, params), "id_token")
    subject = _text(token.claims, "sub", LONGEST_SUBJECT)
    if not subject or subject != token.claims["sub"]:
        raise ProviderFailed("id_token sub")
    return subject


def _userinfo(client: ProviderClient, tokens: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the provider says of the person, signed unless the settings do without."""
    address = client.load_server_metadata()["userinfo_endpoint"]
    try:
        answer = client.get(address, token=tokens)
    except OAuthError:
        raise ProviderFailed("userinfo") from None
    kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if answer.status_code != 200:
        raise ProviderFailed("userinfo")
    if kind == "application/jwt":
        token = _verified(client, answer.text.strip(), "userinfo")
        _check(JWTClaims(token.claims, token.header, _expected(client)), "userinfo")
        return token.claims
    if client.provider.is_userinfo_signed:
        raise ProviderFailed("userinfo is not signed")
    return json_of(answer)


def _expected(client: ProviderClient) -> dict[str, dict[str, Any]]:
    return {
        "iss": {"essential": True, "value": client.provider.issuer},
        "aud": {"essential": True, "value": client.client_id},
    }


def _check(claims: JWTClaims, what: str) -> None:
    try:
        claims.validate(leeway=LEEWAY)
    except JoseError as error:
        raise ProviderFailed(f"{what} {getattr(error, 'claim', '') or error.error}") from None
    except (TypeError, ValueError):
        raise ProviderFailed(what) from None


def _verified(client: ProviderClient, token: str, what: str) -> jwt.Token:
    """A token whose signature is the provider's; its keys are asked again where it changed them."""
    try:
        try:
            return _decoded(client.keys(), token)
        except InvalidKeyIdError:
            return _decoded(client.keys(anew=True), token)
    except ProviderFailed:
        raise
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise ProviderFailed(f"{what} signature") from None


def _decoded(keys: Any, token: str) -> jwt.Token:
    """A token that one of these keys signed; those of other kinds are none of ours."""
    kept = [key for key in keys["keys"] if key.get("kty") in ("RSA", "EC")]
    return jwt.decode(token, KeySet.import_key_set({"keys": kept}), algorithms=list(ALGORITHMS))


def _text(said: Mapping[str, Any], claim: str, longest: int) -> str:
    """A claim, on one line; empty where it is none that can be kept."""
    value = said.get(claim)
    if not isinstance(value, str) or len(value) > longest or not is_one_line(value):
        return ""
    return value.strip()


def _name_of(said: Mapping[str, Any]) -> str:
    """The name as people write it: that which is used, or that of birth."""
    family = _text(said, "usual_name", 120) or _text(said, "family_name", 120)
    both = f"{_text(said, 'given_name', 120)} {family}".strip()
    return (both or _text(said, "name", 120))[:120]
