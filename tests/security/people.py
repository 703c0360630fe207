"""Those who ask, each with the cookie of a browser in which they are signed in."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.session import open_session
from app.models import Account, Consultation, Role, SignInWay
from tests.factories import AccountFactory, MembershipFactory
from tests.security.markers import STEWARD, Markers

ROLES = {
    "participant": Role.PARTICIPANT,
    "facilitator": Role.FACILITATOR,
    "writer": Role.WRITER,
    "steward": Role.STEWARD,
}
"""Who has which role in the consultation that is attacked."""
MORE_STEWARDS = ("changing", "victim")
TEAM_NAMES = (*ROLES, *MORE_STEWARDS)


def add_people(
    session: Session, mark: Markers, here: Consultation, there: Consultation
) -> dict[str, Account]:
    """The accounts by what the tests call them."""
    names = [*TEAM_NAMES, "author", "stranger", "foreign", "erased"]
    people: dict[str, Account] = {
        name: AccountFactory(
            # The team is named to its steward, and each to themself.
            email=mark.mail("account.email", {name, *(STEWARD if name in TEAM_NAMES else ())}),
            name=mark("account.name", _readers_of_name(name)),
        )
        for name in names
    }
    for name, role in ROLES.items():
        MembershipFactory(account_id=people[name].id, consultation_id=here.id, role=role)
    for name in MORE_STEWARDS:
        MembershipFactory(account_id=people[name].id, consultation_id=here.id, role=Role.STEWARD)
    MembershipFactory(account_id=people["foreign"].id, consultation_id=there.id, role=Role.STEWARD)
    return people


def _readers_of_name(name: str) -> set[str]:
    """Colleagues of a desk see who did what; who is invited sees by whom."""
    colleagues = {"facilitator", "writer", "steward"} if name in TEAM_NAMES else set()
    return {name, *colleagues, *({"holder"} if name == "steward" else ())}


def cookie_of(app: Flask, session: Session, mark: Markers, owner: str, account: Account) -> str:
    """The session cookie of a browser in which somebody has signed in."""
    opened = open_session(session, account, SignInWay.PASSWORD, lifetime=dt.timedelta(hours=1))
    opened.id_token = mark("account_session.id_token")
    opened.device = mark("account_session.device", {owner})
    kept = {"_user_id": account.cookie, "_fresh": True, "_permanent": True}
    return signed_cookie(app, kept)


def signed_cookie(app: Flask, kept: dict[str, object]) -> str:
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    assert serializer is not None
    return str(serializer.dumps(kept))
