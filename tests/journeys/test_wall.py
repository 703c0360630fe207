"""The wall of a table: grouped by the keyboard alone, by hand, and by two people at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import STEWARD, sign_in
from tests.journeys.tables import add_table, open_table, write


@pytest.fixture
def table(platform: Platform, open_page: OpenPage) -> str:
    """A table with three notes."""
    address = add_table(platform)
    page = open_page(platform)
    open_table(page, address)
    write(page, "Lieu", "Argent", "Réseau")
    expect(page.locator("[data-kept-notes] .note")).to_have_count(3)
    return address


def _wall(open_page: OpenPage, platform: Platform, table: str, **options: object) -> Page:
    page = open_page(platform, **options)
    sign_in(page, STEWARD, then=f"{table}/wall")
    return page


def _shows(page: Page, column: str, *texts: str) -> None:
    notes = page.get_by_role("region", name=column).locator(".wall-note__text")
    expect(notes).to_have_text(list(texts))


def _says(page: Page, text: str) -> None:
    expect(page.locator("[data-live]")).to_contain_text(text)


def _tab_to(page: Page, focus: str) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement?.dataset?.focus ?? ''").startswith(focus):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {focus}")


def test_a_wall_is_grouped_with_the_keyboard_alone(
    platform: Platform, open_page: OpenPage, table: str
) -> None:
    page = _wall(open_page, platform, table)
    page.get_by_label("Nouveau groupe").focus()
    page.keyboard.type("Moyens")
    page.keyboard.press("Enter")
    _says(page, "Nouveau groupe : Moyens.")

    _tab_to(page, "menu-")  # that of "Réseau", on top
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Moy")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _says(page, "La note est maintenant dans : Moyens.")
    _shows(page, "Moyens", "Réseau")

    page.locator("[data-handle]").first.focus()  # "Argent"
    page.keyboard.press("ArrowRight")
    _says(page, "Moyens")
    _shows(page, "Moyens", "Argent", "Réseau")
    page.keyboard.press("ArrowDown")
    _says(page, "La note est descendue.")
    _shows(page, "Moyens", "Réseau", "Argent")
    page.keyboard.press("ArrowLeft")
    _shows(page, "Sans groupe", "Argent", "Lieu")

    page.get_by_role("region", name="Moyens").locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Ensemble")
    page.keyboard.press("Enter")
    _says(page, "Le groupe s’appelle maintenant : Ensemble.")
    _shows(page, "Ensemble", "Réseau")
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, "\n".join(found)
    _tab_to(page, "dissolve-")
    page.keyboard.press("Enter")
    _says(page, "Le groupe est dissous")
    _shows(page, "Sans groupe", "Réseau", "Argent", "Lieu")


def test_a_wall_is_grouped_without_a_script(
    platform: Platform, open_page: OpenPage, table: str
) -> None:
    page = _wall(open_page, platform, table, javascript=False)
    page.get_by_label("Nouveau groupe").fill("Moyens")
    page.get_by_role("button", name="Ajouter le groupe").click()
    menu = page.locator(".wall-note", has_text="Argent").locator("details")
    menu.locator("summary").click()
    menu.get_by_label("Colonne").select_option("Moyens")
    menu.get_by_role("button", name="Déplacer").click()
    _shows(page, "Moyens", "Argent")


def test_two_people_move_notes_by_hand_and_each_sees_what_the_other_did(
    platform: Platform, open_page: OpenPage, table: str
) -> None:
    one, other = (_wall(open_page, platform, table) for _ in range(2))
    one.get_by_label("Nouveau groupe").fill("Moyens")
    one.get_by_role("button", name="Ajouter le groupe").click()
    # A wall does not change under a hand: the group is there before the note is taken.
    expect(one.get_by_role("region", name="Moyens")).to_be_visible()
    one.locator(".wall-note", has_text="Argent").locator(".wall-note__text").drag_to(
        one.get_by_role("region", name="Moyens")
    )
    _shows(one, "Moyens", "Argent")
    _shows(other, "Moyens", "Argent")
    other.locator(".wall-note", has_text="Lieu").locator(".wall-note__text").drag_to(
        other.get_by_role("region", name="Moyens")
    )
    expect(one.get_by_role("region", name="Moyens").locator("li")).to_have_count(2)
    assert not axe_violations(one)


def test_new_notes_appear_on_the_wall_by_themselves(
    platform: Platform, open_page: OpenPage, table: str
) -> None:
    wall = _wall(open_page, platform, table, viewport=PHONE)
    writer = open_page(platform)
    open_table(writer, table)
    write(writer, "Encore une")
    _says(wall, "De nouvelles notes sont au mur.")
    _shows(wall, "Sans groupe", "Encore une", "Réseau", "Argent", "Lieu")
