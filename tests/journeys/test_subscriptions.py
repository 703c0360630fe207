"""A visitor follows the consultation by e-mail, confirms it, is told what is new, and stops."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME, STEWARD, sign_in

ADDRESS = "voisine@region.example"
FORM = """
code: nouveau
title: Tout nouveau
items:
  - text: besoin
    label: Votre principal besoin ?
"""


def _judge(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state("load")
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _link(page: Page, platform: Platform, said: str) -> str:
    """The link by which the message to the visitor that says this leads to their page."""
    platform.command("notifications", "send-digests")
    platform.wait_for_jobs()
    page.goto("/mails")
    message = page.locator("article", has_text=ADDRESS).filter(has_text=said).first
    expect(message).to_be_visible()
    # The last one stops the messages.
    return message.get_by_role("link").all()[-2].get_attribute("href") or ""


def test_a_visitor_is_told_what_is_new_until_they_stop(
    platform: Platform, open_page: OpenPage
) -> None:
    phone = open_page(platform, viewport=PHONE)
    phone.goto(HOME)
    phone.get_by_role("link", name="Recevoir les nouvelles").click()
    phone.get_by_label("Adresse électronique").fill(ADDRESS)
    phone.get_by_label("À chaque fois").check()
    phone.get_by_role("button", name="S’abonner").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Consultez votre messagerie")
    phone.goto(_link(phone, platform, "Confirmez votre adresse"))
    phone.get_by_role("button", name="Confirmer mon adresse").click()
    expect(phone.get_by_label("À chaque fois")).to_be_checked()

    steward = open_page(platform)
    sign_in(steward, STEWARD)
    steward.goto(f"{HOME}/questionnaire-desk/new")
    steward.get_by_label("Titre").fill("Tout nouveau questionnaire")
    steward.get_by_label("Mon propre fichier").check()
    form = {"name": "f.yaml", "mimeType": "text/yaml", "buffer": FORM.encode()}
    steward.get_by_label("Fichier", exact=True).set_input_files(form)  # type: ignore[arg-type]
    steward.get_by_role("button", name="Ajouter le questionnaire").click()
    steward.get_by_role("link", name="Voir le questionnaire").click()
    steward.get_by_role("button", name="Ouvrir aux réponses").click()
    expect(steward.get_by_role("button", name="Ouvrir aux réponses")).to_have_count(0)

    manage = _link(phone, platform, "Tout nouveau questionnaire")
    # Axe may wait for ever in a page without JavaScript.
    later = open_page(platform, viewport=PHONE)
    later.goto(manage)
    _judge(later, "Ce que vous recevez")
    later.get_by_role("link", name="Ne plus rien recevoir").click()
    _judge(later, "Ne plus recevoir de messages ?")
    later.get_by_role("button", name="Ne plus m’écrire").click()
    expect(later.get_by_role("heading", level=1)).to_have_text("Vous ne recevez plus de messages")
    assert platform.query("SELECT 1 FROM subscription WHERE email = :it", it=ADDRESS) == []
