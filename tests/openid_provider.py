"""A real identity provider (idpyoidc) on this machine, which can be told to lie.

It signs in whoever comes, as the person of `claims`. Each lie changes one answer on its way out.
"""

from __future__ import annotations

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptojwt.key_jar import build_keyjar
from flask import Flask, Response, redirect, request
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "sillage", "a secret that only the two of us know"
SIRET = "21440109300015"
PERSON = "someone"
CLAIMS = {
    "email": "camille.martin@ville.example",
    "email_verified": True,
    "given_name": "Camille",
    "usual_name": "Martin",
    "siret": SIRET,
}
KEYS = [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]
OIDC = "idpyoidc.server.oidc"
HANDLER = "idpyoidc.server.token.jwt_token.JWTToken"
Change = Callable[[dict[str, Any]], dict[str, Any] | None]


class Provider:
    """The provider, its address, and what it lies about."""

    def __init__(self, callback: str, signed_out: str) -> None:
        app = Flask("provider")
        self._http = make_server("127.0.0.1", 0, app, threaded=True)
        self.issuer = f"http://127.0.0.1:{self._http.port}"
        self._op = _server(self.issuer)
        self._op.context.cdb[CLIENT_ID] = {
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "redirect_uris": [(callback, {})],
            "post_logout_redirect_uris": [(signed_out, {})],
            "response_types_supported": ["code"],
            "allowed_scopes": ["openid", "email", "given_name", "usual_name", "siret"],
            "token_endpoint_auth_method": "client_secret_post",
            "id_token_signed_response_alg": "RS256",
            "userinfo_signed_response_alg": "ES256",
        }
        self._op.keyjar.add_symmetric(CLIENT_ID, CLIENT_SECRET)
        _add_routes(app, self)
        self.tell_the_truth()
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def tell_the_truth(self) -> None:
        self.claims: dict[str, Any] = dict(CLAIMS)
        self.discovery: Change | None = None
        self.id_token: Change | None = None
        self.userinfo: Change | None = None
        self.id_token_algorithm = "RS256"
        self.plain_userinfo = False
        self.broken: set[str] = set()
        self.asked: list[str] = []

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, name: str) -> Response:
        """What the endpoint answers, truly."""
        self.asked.append(name)
        if name in self.broken:
            return Response("broken", 500)
        self._op.context.userinfo.db[PERSON] = self.claims
        endpoint = self._op.get_endpoint(name)
        sent = request.args.to_dict() if request.method == "GET" else request.form.to_dict()
        http_info = {"headers": {k.lower(): v for k, v in request.headers.items()}}
        read = endpoint.parse_request(sent, http_info=http_info)
        done = read if "error" in read else endpoint.process_request(read, http_info=http_info)
        if "error" in done:
            return Response(json.dumps(done.to_dict()), 400, content_type="application/json")
        if "redirect_location" in done:
            return redirect(done["redirect_location"])
        made = endpoint.do_response(request=read, **done)
        if name == "authorization":
            return redirect(made["response"])
        return Response(made["response"], headers=made["http_headers"])

    def changed(self, token: str, change: Change | None, algorithm: str) -> str:
        """A token of ours: as it is or, where there is something to lie about, signed again."""
        if change is None and algorithm == "RS256":
            return token
        claims = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
        claims = (change and change(claims)) or claims
        if algorithm == "none":
            parts = [json.dumps(part).encode() for part in ({"alg": "none"}, claims)]
            return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + "."
        key = self._op.keyjar.get_signing_key("RSA", "")[0]
        if algorithm == "HS256":
            return jwt.encode({"alg": algorithm}, claims, OctKey.import_key(CLIENT_SECRET))
        if algorithm == "foreign":
            return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, RSAKey.generate_key(2048))
        made = key.serialize(private=True)
        private = RSAKey.import_key({k: v for k, v in made.items() if k not in ("p", "q")})
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, private)


def _add_routes(app: Flask, provider: Provider) -> None:
    @app.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        answer = provider.answer("provider_config")
        if answer.status_code != 200:
            return answer
        found = json.loads(answer.get_data())
        found["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
        found["jwks_uri"] = f"{provider.issuer}/jwks"
        return app.json.response((provider.discovery and provider.discovery(found)) or found)

    @app.get("/jwks")
    def jwks() -> Response:
        return app.json.response({"keys": provider._op.keyjar.export_jwks()["keys"]})

    @app.get("/authorization")
    def authorization() -> Response:
        return provider.answer("authorization")

    @app.post("/token")
    def token() -> Response:
        answer = provider.answer("token")
        if answer.status_code != 200:
            return answer
        found = json.loads(answer.get_data())
        found["id_token"] = provider.changed(
            found["id_token"], provider.id_token, provider.id_token_algorithm
        )
        return app.json.response(found)

    @app.get("/userinfo")
    def userinfo() -> Response:
        answer = provider.answer("userinfo")
        if provider.plain_userinfo:
            body = answer.get_data(as_text=True).split(".")[1] + "=="
            return app.json.response(json.loads(urlsafe_b64decode(body)))
        if provider.userinfo is not None:
            body = provider.changed(answer.get_data(as_text=True), provider.userinfo, "RS256")
            return Response(body, content_type="application/jwt")
        return answer

    @app.get("/session")
    def session() -> Response:
        provider.asked.append("session")
        wanted = parse_qs(urlsplit(request.url).query)
        return redirect(f"{wanted['post_logout_redirect_uri'][0]}?state={wanted['state'][0]}")


def _server(issuer: str) -> Server:
    scopes = {name: [name] for name in ("given_name", "usual_name", "siret")}
    conf = {
        "issuer": issuer,
        "preference": {"subject_types_supported": ["public"]},
        "endpoint": {
            "provider_config": _endpoint("provider_config.ProviderConfiguration", None)
            | {"path": ".well-known/openid-configuration"},
            "authorization": _endpoint(
                "authorization.Authorization", None, response_types_supported=["code"]
            ),
            "token": _endpoint("token.Token", ["client_secret_post"]),
            "userinfo": _endpoint("userinfo.UserInfo", ["bearer_header"]),
            "session": _endpoint("session.Session", None),
        },
        "authentication": {
            "anonymous": {
                "acr": "eidas1",
                "class": "idpyoidc.server.user_authn.user.NoAuthn",
                "kwargs": {"user": PERSON},
            }
        },
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": {}}},
        "scopes_to_claims": {"openid": ["sub"], "email": ["email", "email_verified"], **scopes},
        "add_on": {
            "pkce": {
                "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True, "code_challenge_method": "S256"},
            }
        },
        "token_handler_args": {
            "key_conf": {"key_defs": [{"type": "OCT", "use": ["enc"], "kid": "code"}]},
            "code": {"lifetime": 600, "kwargs": {"crypt_conf": {"kwargs": {}}}},
            "token": {"class": HANDLER, "kwargs": {"lifetime": 60}},
            "id_token": {"class": "idpyoidc.server.token.id_token.IDToken", "kwargs": {}},
        },
    }
    keys = build_keyjar(KEYS)
    keys.import_jwks(keys.export_jwks(private=True), issuer)
    return Server(OPConfiguration(conf=conf), keyjar=keys, cwd="/tmp")


def _endpoint(name: str, authentication: list[str] | None, **more: Any) -> dict[str, Any]:
    return {
        "path": name.split(".")[0],
        "class": f"{OIDC}.{name}",
        "kwargs": {"client_authn_method": authentication, **more},
    }
