"""Documents of word processors, from the upload to excerpts in the corpus."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.browser import PHONE, Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform

FILES = Path(__file__).resolve().parents[1] / "data"
PROPOSED = 21
"""Excerpts of the same text, whichever word processor wrote the file."""
A_DOCUMENT = re.compile(r"/documents/[-0-9a-f]{36}")
WORKSHOP = "Atelier à essayer"
UNVALIDATED = "Atelier Châteaubriant"
"""Another one that has no validated synthesis yet."""


@pytest.fixture(scope="module")
def own_platform(new_platform: Callable[[], Platform]) -> Platform:
    return new_platform()


def _send(page: Page, file: Path, holds: str, workshop: str = WORKSHOP) -> str:
    """Send a file by the menu, up to its excerpts; the address of its page."""
    page.goto(steps.HOME)
    steps.section(page, "Documents")
    page.get_by_role("link", name="Envoyer un document").click()
    page.get_by_role("link", name=re.compile(workshop)).first.click()
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_label(re.compile(holds)).check()
    page.get_by_role("button", name="Envoyer et lire").click()
    page.wait_for_url(A_DOCUMENT)
    expect(_excerpts(page).first).to_be_visible(timeout=60_000)
    return page.url


def _excerpts(page: Page) -> Locator:
    return page.locator(".check__passage")


def _words(page: Page) -> list[str]:
    return page.locator(".check__words").all_inner_texts()


def _open_acts(passage: Locator) -> None:
    passage.locator("summary").click()


def _validate(page: Page) -> None:
    page.get_by_role("link", name="Voir ce qu’il en sortira, et valider").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce qu’il sortira de ce document")
    page.get_by_role("button", name="Valider le document").click()
    expect(page.get_by_text("Le document est validé. Merci.")).to_be_visible()
    expect(page.locator(".check__passage form")).to_have_count(0)


def _healthy(page: Page) -> None:
    assert problems(page, fictional=True) + axe_violations(page) == []


def test_a_synthesis_in_docx_is_corrected_cut_and_joined_then_enters_the_corpus(
    own_platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(own_platform)
    steps.sign_in(page, steps.FACILITATOR)
    _send(page, FILES / "synthese.docx", "Une synthèse")
    assert _excerpts(page).count() == PROPOSED
    _healthy(page)

    _open_acts(_excerpts(page).nth(2))
    words = _excerpts(page).nth(2).get_by_label("Texte de l’extrait")
    words.fill("Les bénévoles sont peu formés. Ils sont aussi trop seuls.")
    _healthy(page)
    words.evaluate("area => area.setSelectionRange(31, 31)")
    _excerpts(page).nth(2).get_by_role("button", name="Couper au curseur").click()
    expect(_excerpts(page)).to_have_count(PROPOSED + 1)
    assert _words(page)[2:4] == ["Les bénévoles sont peu formés.", "Ils sont aussi trop seuls."]

    _excerpts(page).nth(3).get_by_role("button", name=re.compile("^Réunir avec")).click()
    expect(_excerpts(page)).to_have_count(PROPOSED)
    assert _words(page)[3] == "Ils sont aussi trop seuls.\nSurtout dans les communes rurales."

    for number in (0, 1):
        _excerpts(page).nth(number).get_by_role("checkbox").check()
    page.get_by_label("Extraits cochés :").select_option("Besoin")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.get_by_text("2 extraits modifiés.")).to_be_visible()
    _excerpts(page).nth(20).get_by_role("button", name=re.compile("^Laisser de côté")).click()
    expect(_excerpts(page).nth(20)).to_contain_text("Laissé de côté")

    _validate(page)
    page.get_by_role("link", name="La contribution qu’il est devenu").click()
    expect(page.locator("mark.excerpt")).to_have_count(PROPOSED - 1)
    expect(page.locator(".contribution-text")).to_contain_text("Ils sont aussi trop seuls.")
    _healthy(page)


def test_notes_in_odt_are_checked_on_a_phone_without_javascript(
    own_platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(own_platform, viewport=PHONE, javascript=False)
    steps.sign_in(page, steps.FACILITATOR)
    _send(page, FILES / "synthese.odt", "Des notes")
    notes = own_platform.count("note")
    first = _excerpts(page).first
    opening = _words(page)[0]
    _open_acts(first)
    first.get_by_role("radio").first.check()
    first.get_by_role("button", name="Couper ici").click()
    expect(_excerpts(page)).to_have_count(PROPOSED + 1)
    parts = _words(page)[:2]
    assert " ".join(parts) == opening
    _excerpts(page).nth(1).get_by_role("button", name="Constat").click()
    pressed = _excerpts(page).nth(1).get_by_role("button", name="Constat")
    expect(pressed).to_have_attribute("aria-pressed", "true")

    number = page.locator(".contribution-text mark.excerpt").nth(4)
    number.get_by_role("link").click()
    assert "#passage-" in page.url
    _validate(page)
    expect(page.get_by_text(f"Il a donné {PROPOSED + 1} notes.")).to_be_visible()
    assert own_platform.count("note") == notes + PROPOSED + 1


def test_minutes_in_pdf_belong_to_a_hearing(
    own_platform: Platform, open_page: OpenPage, complaints: Complaints
) -> None:
    complaints.expect(409)
    steward = open_page(own_platform)
    steps.sign_in(steward, steps.STEWARD)
    steward.goto(steps.HOME)
    steps.section(steward, "Auditions")
    steward.get_by_role("link", name="Ajouter une audition").click()
    steward.get_by_label("Titre").fill("Avis du comité")
    steward.get_by_label("Instance consultée").fill("Comité des financeurs")
    steward.get_by_role("button", name="Ajouter l’audition").click()
    expect(steward.get_by_text("Le compte rendu est attendu")).to_be_visible()

    page = open_page(own_platform, viewport=PHONE)
    steps.sign_in(page, steps.FACILITATOR)
    address = _send(page, FILES / "synthese.pdf", "Un compte rendu", "Avis du comité")
    assert _excerpts(page).count() == PROPOSED
    _healthy(page)
    # Two facilitators at once: the second is told, and keeps what was typed.
    other = open_page(own_platform)
    steps.sign_in(other, steps.FACILITATOR)
    other.goto(address)
    _excerpts(page).first.get_by_role("button", name="Besoin").click()
    expect(_excerpts(page).first.get_by_role("button", name="Besoin")).to_have_attribute(
        "aria-pressed", "true"
    )
    _open_acts(_excerpts(other).nth(1))
    _excerpts(other).nth(1).get_by_label("Texte de l’extrait").fill("Ce que j’ai entendu.")
    _excerpts(other).nth(1).get_by_role("button", name="Enregistrer le texte").click()
    expect(other.get_by_role("alert")).to_contain_text("Rien n’a été modifié")
    kept = _excerpts(other).nth(1).get_by_label("Texte de l’extrait")
    expect(kept).to_have_value("Ce que j’ai entendu.")
    _excerpts(other).nth(1).get_by_role("button", name="Enregistrer le texte").click()
    expect(_excerpts(other).nth(1)).to_contain_text("Corrigé")

    page.reload()
    _validate(page)
    with page.expect_download() as kept_file:
        page.get_by_role("link", name="Télécharger l’original").click()
    assert kept_file.value.path().read_bytes() == (FILES / "synthese.pdf").read_bytes()


def test_a_real_synthesis_becomes_excerpts(
    corpora: Path, own_platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(own_platform)
    page.set_default_timeout(60_000)
    steps.sign_in(page, steps.FACILITATOR)
    _send(page, corpora / "raw" / "synthese-recovery.docx", "Une synthèse", UNVALIDATED)
    _healthy(page)
    _validate(page)
    kept = steps.number(page.locator("dt:has-text('Extraits gardés') + dd").inner_text())
    assert kept >= 20
    page.get_by_role("link", name="La contribution qu’il est devenu").click()
    expect(page.locator("mark.excerpt")).to_have_count(kept)
