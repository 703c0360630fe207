"""Every address is guarded by a permission, or declared public on purpose."""

from __future__ import annotations

import pytest
from flask import Flask

from app.models import Role

THIRD_PARTY = {"static", "bootstrap.static"}
PUBLIC = {
    "api.consultations",
    "api_description.openapi",
    "api_documentation.index",
    "accounts.asked",
    "accounts.choose_password",
    "accounts.confirm_new_address",
    "accounts.confirm_sign_up",
    "accounts.forgotten",
    "accounts.leave_old_address",
    "accounts.send_link",
    "accounts.send_link_again",
    "accounts.sign_in",
    "accounts.sign_in_by_link",
    "accounts.sign_out",
    "accounts.sign_up",
    "consultations.index",
    "health.healthz",
    "health.metrics",
    "health.readyz",
    "legal.accessibility",
    "legal.cookies",
    "legal.notice",
    "legal.privacy",
    "mails.index",
    "offline.sending_token",
    "offline.service_worker",
    "role_invitations.otherwise",
    "role_invitations.show",
    "role_invitations.sign_up",
    "role_invitations.take",
    "openid.callback",
    "openid.signed_out",
    "openid.start",
    "second_factor.ask",
    "security_txt.security_txt",
    "rights.erased",
    "web.switch_language",
}


def _endpoints(app: Flask) -> dict[str, object]:
    return {
        rule.endpoint: app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in THIRD_PARTY
    }


def test_every_route_is_guarded_or_declared_public(app: Flask) -> None:
    unguarded = [name for name, view in _endpoints(app).items() if not hasattr(view, "guard")]
    assert unguarded == []


def test_the_public_routes_are_those_that_we_know(app: Flask) -> None:
    public = {name for name, view in _endpoints(app).items() if view.guard == "public"}  # type: ignore[attr-defined]
    assert public == PUBLIC


def test_addresses_of_a_consultation_are_guarded_by_its_roles(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if "<slug>" in rule.rule:
            guard = app.view_functions[rule.endpoint].guard  # type: ignore[attr-defined]
            assert isinstance(guard(Role.VISITOR), bool), rule.endpoint


def test_a_change_of_state_is_never_a_get(app: Flask) -> None:
    changing = {"sign_out", "cancel", "decide", "open_to_public", "close", "switch_language"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.rsplit(".", 1)[-1] in changing:
            assert "GET" not in (rule.methods or set()), rule.endpoint


@pytest.mark.parametrize("converter", ["string", "path"])
def test_identifiers_in_addresses_are_never_numbers_that_can_be_walked(
    app: Flask, converter: str
) -> None:
    for rule in app.url_map.iter_rules():
        assert "<int:" not in rule.rule, rule.rule
        assert f"<{converter}:" not in rule.rule or rule.endpoint in THIRD_PARTY, rule.rule
