"""The whole life of an account: invited, confirmed, guarded by a second factor, used, erased."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.questionnaires import add_questionnaire, begin, go_on
from tests.journeys.steps import HOME, STEWARD, sign_in

ADDRESS = "mahaut@structure.example"
SECRET_WORDS = "le foin de la grange commune"
ANSWER = "Un hangar partagé pour sécher les graines"
FORM = """
code: vie
title: Une question
items:
  - text: besoin
    label: Votre principal besoin ?
"""


def _judge(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state("load")
    found = problems(page, "fr") + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _link_sent_to(page: Page, platform: Platform, address: str) -> str:
    """The link of the latest message to an address, as it stands in its file."""
    platform.wait_for_jobs()
    page.goto("/mails")
    message = page.locator("article", has_text=address).first
    expect(message).to_be_visible()
    return message.get_by_role("link").first.get_attribute("href") or ""


def _give_code(page: Page, code: str) -> None:
    _judge(page, "Tapez votre code")
    page.get_by_role("textbox", name=re.compile("^Code")).fill(code)
    page.get_by_role("button", name="Continuer").click()


def _fresh_code(page: Page, secret: str) -> str:
    """A code that was not given yet: that of the next half minute, which is taken as well."""
    return pyotp.TOTP(secret).at(int(page.evaluate("Date.now()") / 1000) + 30)


@pytest.fixture
def questionnaire(platform: Platform, open_page: OpenPage, tmp_path: Path) -> str:
    file = tmp_path / "vie.yaml"
    file.write_text(FORM, encoding="utf-8")
    page = open_page(platform)
    address = add_questionnaire(page, "Le besoin d’une vie", file)
    code = address.rpartition("/")[2]
    page.goto(f"{HOME}/questionnaire-desk/{code}/settings")
    page.get_by_label("Les personnes qui ont un compte").check()
    page.get_by_role("button", name="Enregistrer les réglages").click()
    expect(page.locator(".flashes")).to_contain_text("Les réglages sont enregistrés")
    return address


def test_an_account_is_invited_guarded_answers_takes_its_data_away_and_is_erased(
    platform: Platform, open_page: OpenPage, questionnaire: str
) -> None:
    steward = open_page(platform)
    sign_in(steward, STEWARD, then=f"{HOME}/people/invitations/new")
    steward.get_by_label("Adresses, une par ligne").fill(ADDRESS)
    steward.get_by_label(re.compile("^Rédacteur")).check()
    steward.get_by_role("button", name="Envoyer les invitations").click()

    phone = open_page(platform, viewport=PHONE)
    phone.goto(_link_sent_to(steward, platform, ADDRESS))
    phone.get_by_label("Votre nom").fill("Mahaut Grandvoile")
    phone.get_by_label("Mot de passe", exact=True).fill(SECRET_WORDS)
    phone.get_by_role("button", name="Créer mon compte et accepter").click()
    expect(phone.get_by_role("button", name="Se déconnecter")).to_be_visible()

    phone.goto("/account/second-factor")
    phone.get_by_role("button", name="Activer la double authentification").click()
    _judge(phone, "Activer la double authentification")
    secret = re.sub(r"\s", "", phone.locator(".second-factor__key").inner_text())
    phone.get_by_label("Votre mot de passe").fill(SECRET_WORDS)
    phone.get_by_label("Code à six chiffres").fill(pyotp.TOTP(secret).now())
    phone.get_by_role("button", name="Activer", exact=True).click()
    _judge(phone, "Vos codes de secours")
    expect(phone.locator(".second-factor__codes li")).to_have_count(10)
    phone.get_by_role("link", name="Je les ai gardés").click()
    phone.get_by_role("button", name="Se déconnecter").click()

    phone.goto(f"/sign-in?next={HOME}/desk")
    phone.get_by_label("Adresse électronique").fill(ADDRESS)
    phone.get_by_label("Mot de passe").fill(SECRET_WORDS)
    phone.get_by_role("main").get_by_role("button", name="Se connecter").click()
    _give_code(phone, _fresh_code(phone, secret))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bureau")

    begin(phone, questionnaire)
    phone.get_by_label("Votre principal besoin ?").fill(ANSWER)
    go_on(phone)
    go_on(phone, "Envoyer mes réponses")

    phone.goto("/account/data")
    phone.get_by_role("button", name="Préparer mon fichier").click()
    platform.wait_for_jobs()
    phone.goto("/account/data")
    _judge(phone, "Mes données")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Télécharger mes données").click()
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    texts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    assert any(ANSWER in text for text in texts)
    assert any(ADDRESS in text for text in texts)

    phone.get_by_role("link", name="Voir ce qui se passerait").click()
    _judge(phone, "Supprimer mon compte")
    phone.get_by_label("Votre mot de passe").fill(SECRET_WORDS)
    phone.get_by_role("button", name="Supprimer mon compte").click()
    _judge(phone, "Votre compte est supprimé")
    for table, column in (
        ("account", "email"),
        ("account", "name"),
        ("outgoing_mail", "recipient"),
    ):
        values = [row[0] for row in platform.query(f"SELECT {column} FROM {table}")]
        assert not [value for value in values if "ahaut" in str(value)], table
    phone.goto("/account")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Se connecter")
