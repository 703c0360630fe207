"""A steward invites two people; one of them answers on a phone, and goes on elsewhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME, STEWARD, sign_in

FORM = """
code: avis
title: Avis
items:
  - group: vous
    label: Vous
    items:
      - text: structure
        label: Votre structure
        required: yes
  - group: avis
    label: Votre avis
    items:
      - text: besoin
        label: Votre principal besoin ?
        appearance: multiline
"""


def _judge(page: Page, title: str) -> None:
    """The page of that title, once it is there, is as pages should be."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state("load")
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _add_questionnaire(page: Page, platform: Platform, title: str, *, is_anonymous: bool) -> str:
    """A questionnaire that is answered by invitation, open; the address of its invitations."""
    page.goto(f"{HOME}/questionnaire-desk/new")
    page.get_by_label("Titre").fill(title)
    page.get_by_label("Mon propre fichier").check()
    form = {"name": "avis.yaml", "mimeType": "text/yaml", "buffer": FORM.encode()}
    page.get_by_label("Fichier", exact=True).set_input_files(form)  # type: ignore[arg-type]
    page.get_by_role("button", name="Ajouter le questionnaire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name="Voir le questionnaire").click()
    code = page.url.rsplit("/", 1)[1]
    platform.query(
        "UPDATE questionnaire SET access = 'invitation', is_anonymous = :it"
        " WHERE activity_id = (SELECT id FROM activity WHERE code = :code)",
        it=is_anonymous,
        code=code,
    )
    page.reload()
    page.get_by_role("button", name="Ouvrir aux réponses").click()
    return f"{HOME}/questionnaire-desk/{code}/invitations"


def _invite(page: Page, invitations: str, people: str) -> None:
    page.goto(invitations)
    _judge(page, "Invitations")
    page.get_by_role("link", name="Ajouter des personnes").click()
    page.get_by_label("Une personne par ligne").fill(people)
    page.get_by_role("button", name="Vérifier la liste").click()
    expect(page.get_by_text("Pas d’adresse dans cette ligne")).to_be_visible()
    _judge(page, "Vérifier la liste")
    page.get_by_role("button", name="Ajouter 2 personnes").click()
    expect(page.get_by_text("Rien n’a encore été envoyé.")).to_be_visible()
    page.get_by_role("link", name="Écrire à 2 personnes").click()
    _judge(page, "Écrire l’invitation")
    page.get_by_role("button", name="Voir un exemple").click()
    expect(page.get_by_text("Bonjour Camille Guérin,")).to_be_visible()
    _judge(page, "Écrire l’invitation")
    page.get_by_role("button", name="Envoyer 2 messages").click()
    page.wait_for_url(re.compile(re.escape(invitations) + "$"), timeout=60_000)
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.get_by_text("Message envoyé").first).to_be_visible()


@pytest.mark.parametrize("is_anonymous", [False, True], ids=["not anonymous", "anonymous"])
def test_an_invited_person_answers_on_a_phone_and_goes_on_elsewhere(
    platform: Platform, open_page: OpenPage, is_anonymous: bool
) -> None:
    steward = open_page(platform)
    sign_in(steward, STEWARD)
    title = "Avis anonyme" if is_anonymous else "Avis"
    invitations = _add_questionnaire(steward, platform, title, is_anonymous=is_anonymous)
    claire = f"claire-{is_anonymous}@region.example".lower()
    _invite(steward, invitations, f"Claire <{claire}>\nTerre-Fil\njean@region.example\n{claire}")

    phone = open_page(platform, viewport=PHONE, javascript=False)
    phone.goto("/mails")
    message = phone.locator("article", has_text=claire).first
    expect(message).to_contain_text("Bonjour Claire,")
    link = message.get_by_role("link").first.get_attribute("href") or ""
    assert link.startswith(platform.url)
    phone.goto(link)
    phone.get_by_role("button", name="Commencer").click()
    phone.get_by_label("Votre structure").fill("Terre-Fil")
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.get_by_label("Votre principal besoin ?")).to_be_visible()

    elsewhere = open_page(platform, viewport=PHONE)
    elsewhere.goto(link)
    _judge(elsewhere, title)
    elsewhere.get_by_role("button", name="Reprendre mes réponses").click()
    elsewhere.get_by_label("Votre principal besoin ?").fill("Des locaux partagés.")
    elsewhere.get_by_role("button", name="Continuer").click()
    expect(elsewhere.get_by_text("Terre-Fil")).to_be_visible()
    elsewhere.get_by_role("button", name="Envoyer mes réponses").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text(
        "Merci, vos réponses sont reçues"
    )
    elsewhere.goto(link)
    expect(elsewhere.get_by_role("button", name="Voir ma réponse")).to_be_visible()

    steward.goto(invitations)
    row = steward.locator("tbody tr", has_text=claire)
    if is_anonymous:
        expect(row).not_to_contain_text("commencé")
        expect(steward.get_by_text("à partir de cinq personnes")).to_be_visible()
    else:
        expect(row).to_contain_text("A répondu")
    _judge(steward, "Invitations")


def test_an_invited_person_stops_the_messages_without_a_script(
    platform: Platform, open_page: OpenPage
) -> None:
    steward = open_page(platform)
    sign_in(steward, STEWARD)
    invitations = _add_questionnaire(steward, platform, "Avis court", is_anonymous=True)
    _invite(steward, invitations, "stop@region.example\nTerre-Fil\nautre@region.example")
    phone = open_page(platform, viewport=PHONE, javascript=False)
    phone.goto("/mails")
    message = phone.locator("article", has_text="stop@region.example").first
    phone.goto(message.get_by_role("link").last.get_attribute("href") or "")
    phone.get_by_role("button", name="Ne plus m’écrire").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Vous ne recevez plus de messages")
    steward.goto(f"{invitations}?state=declined")
    expect(steward.locator("tbody tr")).to_have_count(1)
