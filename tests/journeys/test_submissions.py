"""A written contribution, from a phone to the page that everybody reads."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform

FILE = Path(__file__).resolve().parents[1] / "data" / "synthese.odt"
CODE = re.compile(r"[2-9A-Z]{5}(?:-[2-9A-Z]{5}){3}")


def _healthy(page: Page) -> None:
    assert problems(page, fictional=True) + axe_violations(page) == []


def test_a_visitor_on_a_phone_deposits_an_odt_corrects_what_was_read_and_sends_it(
    platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(platform, viewport=PHONE, javascript=False)
    page.goto(steps.HOME)
    steps.section(page, "Contributions écrites")
    page.get_by_role("link", name="Contributions à essayer").click()
    page.get_by_role("link", name="Déposer", exact=False).first.click()
    page.get_by_label("Titre").fill("Travailler autrement")
    page.get_by_label("Au nom d’une structure").check()
    expect(page.get_by_label("Votre nom, si vous signez")).to_be_hidden()
    page.get_by_label("Nom de la structure").fill("Collectif du Marais")
    page.get_by_label("Type de structure").select_option("Réseau")
    page.get_by_label("Votre territoire").fill("Vendée")
    page.get_by_label(re.compile("^Ou un fichier")).set_input_files(FILE)
    page.get_by_label(re.compile(r"^Oui\s: tout le monde")).check()
    steps.look_at_form(page)
    page.get_by_role("button", name="Passer à la vérification").click()

    excerpts = page.locator(".check__passage")
    expect(excerpts.first).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Est-ce bien ce que vous avez écrit ?"
    )
    code = CODE.search(page.locator(".receipt-code").inner_text())
    assert code
    assert code[0] in page.url
    total = excerpts.count()
    excerpts.nth(2).locator("summary").click()
    excerpts.nth(2).get_by_label("Texte de l’extrait").fill("Les bénévoles sont trop seuls.")
    excerpts.nth(2).get_by_role("button", name="Enregistrer le texte").click()
    expect(excerpts.nth(2)).to_contain_text("Corrigé")
    excerpts.nth(1).get_by_role("button", name=re.compile("^Laisser de côté")).click()
    expect(excerpts.nth(1)).to_contain_text("Laissé de côté")
    left_out = page.locator(".check__words").nth(1).inner_text()
    with_script = open_page(platform, viewport=PHONE)
    with_script.goto(page.url)
    _healthy(with_script)

    page.get_by_role("button", name="Oui, envoyer").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Merci : votre contribution est envoyée"
    )
    expect(page.locator(".receipt-code")).to_have_text(code[0])
    with_script.reload()
    _healthy(with_script)

    reader = open_page(platform)
    reader.goto(f"{steps.HOME}/submissions/APPEL?q=benevoles&kind=network")
    reader.get_by_role("link", name="Travailler autrement").first.click()
    expect(reader.locator("mark.excerpt")).to_have_count(total - 1)
    expect(reader.locator(".contribution-text")).to_contain_text("Les bénévoles sont trop seuls.")
    expect(reader.locator(".contribution-text")).not_to_contain_text(left_out)
    expect(reader.get_by_text("Collectif du Marais").first).to_be_visible()
    expect(reader.get_by_role("link", name="Télécharger le fichier")).to_have_count(0)
    _healthy(reader)
