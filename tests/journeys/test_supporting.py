"""Supporting ideas on a phone without leaving the list; judging them by keyboard only."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME

BOX = f"{HOME}/ideas/ESSAI"
TITLE = "Prêter nos vélos cargos le dimanche"


def _pressed(page: Page, is_supported: str) -> None:
    button = page.locator(".idea").filter(has_text=TITLE).locator(".support__button")
    expect(button).to_have_attribute("aria-pressed", is_supported)


def test_ideas_are_supported_on_a_phone_and_judged_by_keyboard(
    platform: Platform, open_page: OpenPage
) -> None:
    phone = open_page(platform, viewport=PHONE)
    phone.goto(BOX)
    address = phone.url
    idea = phone.locator(".idea").filter(has_text=TITLE)
    for is_supported, said in (("true", "est compté"), ("false", "est retiré")):
        idea.locator(".support__button").click()
        _pressed(phone, is_supported)
        expect(idea.get_by_role("status")).to_contain_text(said)
    assert phone.url == address

    desk = open_page(platform)
    desk.goto(f"{BOX}/votes#judging")
    for key, said in (("a", "D’accord"), ("d", "Pas d’accord"), ("p", "Je passe")):
        seen = desk.locator(".judging__title").inner_text()
        expect(desk.locator(".judging")).to_be_focused()
        desk.keyboard.press(key)
        expect(desk.locator(".judging__last strong")).to_have_text(said)
        expect(desk.locator(".judging__last")).to_contain_text(seen)
        expect(desk.locator(".judging__title")).not_to_have_text(seen)
    desk.get_by_role("link", name="La changer").click()
    expect(desk.locator(".judging__title")).to_have_text(seen)
    desk.get_by_role("button", name="Pas d’accord").press("Enter")
    expect(desk.locator(".judging__last strong")).to_have_text("Pas d’accord")
