"""A writer keeps the bibliography, and a visitor reads it on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME, WRITER

PASTED = r"""
@book{panorama, title={Panorama de l’ESS en France}, editor={Roberge, Nadia},
  publisher={CNCRES}, year=2015}
@article{essai1, title={Un essai fictif sur les monnaies locales},
  author={Exemple, Zo{\'e} and {Atelier fictif}}, journal={Revue fictive}, year=2016, pages={3--9}}
@book{essai2, title={Un livre fictif sur les tiers-lieux}, author={Modèle, Yann}, year=2014}
"""
TITLE = "Un essai fictif sur les monnaies locales"
RECORD = re.compile(f"^Voir la notice.*{TITLE}")
WORDS = "Une monnaie locale ne circule que si deux commerces la rendent à un troisième."


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_references_are_pasted_quoted_and_read_on_a_phone(
    javascript: bool, new_platform, open_page: OpenPage
) -> None:
    platform: Platform = new_platform()
    page = open_page(platform, javascript=javascript)
    steps.sign_in(page, WRITER)
    page.goto(HOME)
    steps.section(page, "Bibliographie")
    page.get_by_role("link", name="Importer des références").click()
    page.get_by_label("Ou collez les références ici").fill(PASTED)
    page.get_by_role("button", name="Lire les références").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choisir ce qui est importé")
    expect(page.get_by_role("checkbox")).to_have_count(2)
    expect(page.get_by_text("Panorama de l’ESS en France Ouvrir celle-là")).to_be_visible()
    page.get_by_role("button", name="Importer ce qui est coché").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 références ont été ajoutées")

    page.get_by_role("link", name="Voir la bibliographie").click()
    page.get_by_role("link", name=RECORD).click()
    page.get_by_role("link", name="Le citer").click()
    page.get_by_label("Mots cités").fill(WORDS)
    page.get_by_label("Page de la citation").fill("7")
    page.get_by_label("Constat").check()
    page.get_by_role("button", name="Verser la citation au corpus").click()
    expect(page.locator(".verbatim")).to_contain_text(WORDS)
    page.get_by_role("link", name=re.compile("^Où cela est allé")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exemple et Atelier fictif, 2016")

    phone = open_page(platform, viewport=PHONE, javascript=javascript)
    phone.goto(HOME)
    steps.section(phone, "Bibliographie")
    cited = phone.get_by_text(f"Exemple, Z., et Atelier fictif. (2016). {TITLE}.")
    expect(cited).to_be_visible()
    assert not problems(phone)
    assert not javascript or not axe_violations(phone)
    phone.get_by_role("link", name=RECORD).click()
    expect(phone.locator(".verbatim")).to_contain_text("p. 7")
    expect(phone.get_by_role("link", name="Le citer")).to_have_count(0)
    assert not problems(phone)
