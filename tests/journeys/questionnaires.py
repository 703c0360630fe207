"""Questionnaires in a journey: one is added by a steward, and answered by anybody."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.steps import HOME, STEWARD, sign_in

EVERY_WIDGET = Path(__file__).with_name("every_widget.yaml")


def add_questionnaire(page: Page, title: str, file: Path) -> str:
    """Add a questionnaire from a file and open it; its address."""
    sign_in(page, STEWARD)
    page.goto(f"{HOME}/questionnaire-desk/new")
    page.get_by_label("Titre").fill(title)
    page.get_by_label("Mon propre fichier").check()
    page.get_by_label("Fichier", exact=True).set_input_files(file)
    page.get_by_role("button", name="Ajouter le questionnaire").click()
    page.get_by_role("link", name="Voir le questionnaire").click()
    page.wait_for_url(re.compile(r"/questionnaires/[^/]+$"))
    address = page.url
    page.get_by_role("button", name=re.compile("^Ouvrir")).click()
    page.get_by_text("Le questionnaire reçoit des réponses.").wait_for()
    return address


def begin(page: Page, address: str) -> str:
    """Begin a response; the address of its pages, without the name of the page."""
    page.goto(address)
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url(re.compile(r"/answers/"))
    return page.url.rsplit("/", 1)[0]


def go_on(page: Page, button: str = "Continuer") -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
