"""From the notes of a workshop to its synthesis, and from the corpus back to the notes."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.jobs.runner import writing
from app.models import Account, Consultation
from tests import factories
from tests.journeys import steps
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import SLUG, Platform
from tests.journeys.steps import FACILITATOR, HOME, WRITER
from tests.journeys.test_keyboard import Keyboard
from tests.workshop_rows import NOTES, workshop_with_notes


@pytest.fixture
def add_workshop(platform: Platform):
    """Put a workshop of the facilitator into the demonstration; the address of its synthesis."""

    def add(code: str) -> str:
        with writing(), Session(platform.engine) as session, session.begin():
            factories.SESSION.set(session)
            consultation = session.scalars(
                sa.select(Consultation).where(Consultation.slug == SLUG)
            ).one()
            lead = session.scalars(sa.select(Account).where(Account.email == FACILITATOR)).one()
            workshop_with_notes(
                consultation, facilitator_id=lead.id, code=code, title=f"Atelier {code}"
            )
        return f"{HOME}/workshops/{code}/synthesis"

    return add


def _write_a_line(page: Page, keyboard: Keyboard, notes: tuple[int, ...], text: str) -> None:
    """Pick notes, make a line of them, and put it into words, without a mouse."""
    for number in notes:
        keyboard.reach(re.escape(NOTES[number][3][:20]), "input")
        page.keyboard.press("Space")
    keyboard.press("Enter")
    field = page.get_by_label("Texte de la ligne")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(re.escape(NOTES[notes[0]][3])))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_a_facilitator_writes_and_validates_a_synthesis_with_the_keyboard_alone(
    platform: Platform, open_page: OpenPage, add_workshop
) -> None:
    home = add_workshop("CLAVIER")
    page = open_page(platform)
    steps.sign_in(page, FACILITATOR)
    keyboard = Keyboard(page)
    keyboard.come(home)
    written = (
        ((0, 1), "Une avance de trésorerie dès la notification", "Trésorerie"),
        ((2,), "Un fonds de roulement régional", "Trésorerie"),
        ((3, 4), "Un seul dossier pour tous les financeurs", "Simplifier"),
    )
    for notes, text, heading in written:
        _write_a_line(page, keyboard, notes, text)
        keyboard.reach("Sous l’intitulé", "input")
        page.keyboard.press("Control+A")
        page.keyboard.type(heading)
        keyboard.press("Enter")
        expect(page.locator(".line__text", has_text=text)).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="Enregistré")).to_be_visible()
    expect(page.get_by_role("heading", name="Simplifier")).to_be_visible()
    expect(page.get_by_text("reprise 1 fois")).to_have_count(5)
    assert problems(page) == []
    assert axe_violations(page) == []

    keyboard.come(home)
    keyboard.skip_to_content()
    keyboard.reach("Vérifier et valider", "a")
    keyboard.press("Enter")
    expect(page.get_by_text("1 note n’est reprise dans aucune ligne")).to_be_visible()
    keyboard.skip_to_content()
    keyboard.reach("Valider la synthèse", "button")
    keyboard.press("Enter")
    expect(page.get_by_text("La synthèse est validée")).to_be_visible()
    expect(page.get_by_role("button", name="Ajouter la ligne")).to_have_count(0)

    reader = open_page(platform)
    steps.sign_in(reader, WRITER, home)
    reader.get_by_role("link", name="La voir dans le corpus").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Synthèse de l’atelier")
    way = reader.locator(".excerpt-way", has_text="Une avance de trésorerie dès")
    way.get_by_role("link", name=re.compile(re.escape(NOTES[0][3]))).click()
    expect(reader.get_by_text("Repris dans la synthèse de l’atelier")).to_be_visible()
    expect(reader.locator(".contribution-text")).to_contain_text(NOTES[0][3])
    assert problems(reader) == []


def test_notes_are_dragged_onto_lines_and_lines_among_lines(
    platform: Platform, open_page: OpenPage, add_workshop
) -> None:
    home = add_workshop("GLISSER")
    page = open_page(platform)
    steps.sign_in(page, FACILITATOR)
    page.goto(home)

    def drag(what, onto, near: str = "middle") -> None:
        # Loaded, it has scrolled where it was before: nothing moves any more once it is measured.
        page.wait_for_load_state("load")
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        grip = what.locator(".grip").bounding_box()
        place = onto.bounding_box()
        page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
        page.mouse.down()
        expect(what).to_have_class(re.compile(r"\bdragged\b"))
        part = {"top": 0.1, "middle": 0.5}[near]
        page.mouse.move(place["x"] + 40, place["y"] + place["height"] * part, steps=5)
        with page.expect_navigation():
            page.mouse.up()

    note = page.locator("[data-note]")
    drag(note.nth(0), page.locator("[data-new-line]"))
    expect(page.get_by_label("Texte de la ligne")).to_have_value(NOTES[0][3])
    page.get_by_role("button", name="Ajouter la ligne").click()
    line = page.locator("[data-line]")
    expect(line).to_have_count(1)
    page.get_by_label("Texte de la ligne").fill("Une seconde ligne")
    page.get_by_role("button", name="Ajouter la ligne").click()
    expect(line).to_have_count(2)
    drag(note.nth(1), line.nth(0))
    expect(line.nth(0)).to_contain_text("D’après 2 notes")
    drag(line.nth(1), line.nth(0), "top")
    expect(line.nth(0)).to_contain_text("Une seconde ligne")
    line.nth(0).get_by_role("button", name="Retirer").click()
    expect(line).to_have_count(1)
    page.get_by_role("button", name="La remettre").click()
    expect(line.nth(0)).to_contain_text("Une seconde ligne")


def test_a_line_is_corrected_on_a_phone_without_javascript(
    platform: Platform, open_page: OpenPage, add_workshop
) -> None:
    home = add_workshop("PHONE")
    page = open_page(platform, viewport=PHONE, javascript=False)
    steps.sign_in(page, FACILITATOR)
    page.goto(home)
    page.get_by_label("Texte de la ligne").fill("Une ligne a corriger")
    page.get_by_role("button", name="Ajouter la ligne").click()
    page.get_by_role("link", name="Modifier la ligne").click()
    edited = page.locator("[data-line]").get_by_label("Texte de la ligne")
    edited.fill("Une ligne à corriger")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".line__text")).to_contain_text("Une ligne à corriger")
    page.get_by_role("link", name="Historique").click()
    expect(page.locator("ins")).to_contain_text("à")
