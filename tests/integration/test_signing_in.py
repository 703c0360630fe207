from __future__ import annotations

import argon2
import pytest
import sqlalchemy as sa

from app.accounts import passwords
from app.accounts.services import AccountError, authenticate, create_account
from app.accounts.session import close_sessions
from app.models import AccountSession, Role
from app.models.types import now
from tests.factories import PASSWORD, QUICK_HASHER, AccountFactory, ConsultationFactory


def test_a_person_signs_in_and_out(session, client):
    account = AccountFactory()
    session.commit()
    answer = client.post("/sign-in", data={"email": account.email.upper(), "password": PASSWORD})
    assert answer.status_code == 302
    assert account.name in client.get("/").text
    client.post("/sign-out")
    assert account.name not in client.get("/").text


@pytest.mark.parametrize("email", ["person@sillage.example", "nobody@sillage.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_page(session, client, email):
    AccountFactory(email="person@sillage.example")
    session.commit()
    answer = client.post("/sign-in", data={"email": email, "password": "not the password"})
    assert answer.status_code == 422
    assert "Aucun compte n’a cette adresse et ce mot de passe." in answer.text
    assert email in answer.text, "what was typed is kept"
    assert "not the password" not in answer.text


class Hashings:
    """The hasher of the application, which keeps what each check of a password costs."""

    def __init__(self) -> None:
        self.costs: list[argon2.Parameters] = []

    def verify(self, kept: str, password: str) -> bool:
        self.costs.append(argon2.extract_parameters(kept))
        return QUICK_HASHER.verify(kept, password)


@pytest.fixture
def hashings(monkeypatch) -> Hashings:
    hashings = Hashings()
    monkeypatch.setattr(passwords, "_hasher", hashings)
    return hashings


def test_an_unknown_address_costs_what_a_known_one_does(session, client, hashings):
    AccountFactory(email="person@sillage.example")
    AccountFactory(email="linked@sillage.example", password_hash=None)
    session.commit()
    costs: list[list[argon2.Parameters]] = []
    for name in ("person", "linked", "nobody"):
        client.post("/sign-in", data={"email": f"{name}@sillage.example", "password": "wrong"})
        costs.append([*hashings.costs])
        hashings.costs.clear()
    assert len(costs[0]) == 1, "the password of a known account is checked, once"
    assert costs[0] == costs[1] == costs[2]


def test_a_password_of_a_megabyte_is_refused_without_being_hashed(session, client, hashings):
    account = AccountFactory()
    session.commit()
    answer = client.post("/sign-in", data={"email": account.email, "password": "a" * 2**20})
    assert answer.status_code == 422
    assert hashings.costs == []


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/////evil.example",
        "/longer-than-a-cookie" * 100,
    ],
)
def test_signing_in_never_leads_to_another_site(session, client, target):
    account = AccountFactory()
    session.commit()
    answer = client.post(
        "/sign-in", data={"email": account.email, "password": PASSWORD, "next": target}
    )
    assert answer.headers["Location"] == "/"


def test_signing_in_leads_back_to_the_page_that_asked_for_it(session, client):
    consultation = ConsultationFactory()
    session.commit()
    address = f"/consultations/{consultation.slug}/themes"
    asked = client.get(address)
    assert asked.status_code == 302
    page = client.get(asked.headers["Location"])
    assert f'value="{address}"' in page.text


def test_a_session_that_is_taken_away_opens_nothing_in_its_browser(session, sign_in):
    account = AccountFactory()
    client, other = sign_in(account=account), sign_in(account=account)
    assert account.name in client.get("/").text
    session.rollback()
    kept = session.scalars(sa.select(AccountSession).order_by(AccountSession.id)).all()[1]
    assert close_sessions(session, account, but=kept.id) == 1
    session.commit()
    assert account.name not in client.get("/").text
    assert account.name in other.get("/").text


def test_an_altered_cookie_signs_nobody_in(session, sign_in):
    client = sign_in()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "not-an-identifier:key"
    assert "Se connecter" in client.get("/").text


@pytest.mark.parametrize(
    ("email", "password"),
    [("not an address", PASSWORD), ("person@sillage.example", "short"), ("a@b.example", "x" * 300)],
)
def test_an_account_needs_an_address_and_a_password_of_a_good_length(session, email, password):
    with pytest.raises(AccountError):
        create_account(session, email=email, name="Une personne", password=password)


def test_nobody_signs_in_to_an_account_that_was_erased(session):
    account = AccountFactory(erased_at=now())
    account.email = f"erased:{account.id}"
    session.flush()
    assert authenticate(session, email=account.email, password=PASSWORD) is None


def test_two_accounts_never_have_the_same_address(session):
    AccountFactory(email="person@sillage.example")
    with pytest.raises(AccountError):
        create_account(session, email="Person@Sillage.example", name="P", password=PASSWORD)


def test_a_role_in_one_consultation_opens_no_other(session, sign_in):
    mine, other = ConsultationFactory(), ConsultationFactory()
    client = sign_in(mine, Role.WRITER)
    assert client.get(f"/consultations/{mine.slug}/themes").status_code == 200
    assert client.get(f"/consultations/{other.slug}/themes").status_code == 403
