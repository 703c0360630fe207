"""With a keyboard and nothing else."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.conftest import OpenPage
from tests.journeys.processes import PASSWORD, Platform
from tests.journeys.steps import HOME

MOST_STOPS = 80
STOP = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const ring = (pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outline || style.boxShadow !== "none";
  };
  const box = element.getBoundingClientRect();
  const order = [...document.querySelectorAll("*")].indexOf(element);
  return {
    tag: element.tagName.toLowerCase(), order, skips: element.matches(".skip-link"),
    menu: element.closest(".section-nav") !== null,
    name: (element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent
           ?? element.textContent).replace(/\\s+/g, " ").trim(),
    ring: ring(null) || ring("::after"),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left,
    right: box.right,
  };
}
"""


class Keyboard:
    """Tabs through pages, and holds every stop to be seen and in order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._last: dict[str, Any] | None = None

    def come(self, address: str) -> None:
        self.page.goto(address)
        self._last = None

    def press(self, key: str) -> None:
        """Do what the focused thing does, then wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self._last = None

    def next(self) -> dict[str, Any]:
        self.page.keyboard.press("Tab")
        stop: dict[str, Any] | None = self.page.evaluate(STOP)
        assert stop is not None, f"the focus is lost after {self._last}"
        assert stop["ring"], f"nothing shows the focus on {stop}"
        assert stop["inside"], f"the focus is out of sight on {stop}"
        if self._last is not None and not self._last["skips"]:
            last = self._last
            assert stop["order"] > last["order"], f"from {last} back to {stop}"
            # Up is only towards the top of a column on the right; and from the sections of a group,
            # which stand in a row below all groups, to the next group.
            may_go_up = stop["left"] > last["right"] or (stop["menu"] and last["menu"])
            assert stop["bottom"] > last["top"] or may_go_up, f"from {last} up to {stop}"
            same_line = stop["top"] < last["bottom"] - 2 and last["top"] < stop["bottom"] - 2
            assert not same_line or stop["left"] >= last["left"], f"from {last} left to {stop}"
        self._last = stop
        return stop

    def skip_to_content(self) -> None:
        """The first stop skips the header; it goes to the content."""
        stop = self.next()
        assert stop["name"] == "Aller au contenu", f"the first stop is {stop['name']!r}"
        self.page.keyboard.press("Enter")
        expect(self.page.locator("main")).to_be_focused()
        self._last = None

    def reach(self, name: str, tag: str | None = None) -> None:
        """Tab until the thing of this name, which must not be far."""
        passed = []
        for _ in range(MOST_STOPS):
            stop = self.next()
            passed.append(stop["name"])
            if re.match(name, stop["name"]) and tag in (None, stop["tag"]):
                return
        raise AssertionError(f"{name!r} is not among {passed}")


def test_a_writer_accepts_a_link_with_the_keyboard_alone(
    platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(platform)
    keyboard = Keyboard(page)
    keyboard.come("/")
    assert keyboard.next()["name"] == "Aller au contenu"
    keyboard.reach("Se connecter", "a")
    keyboard.press("Enter")

    keyboard.reach("Adresse électronique", "input")
    page.keyboard.type(steps.WRITER)
    keyboard.reach("Mot de passe", "input")
    page.keyboard.type(PASSWORD)
    keyboard.press("Enter")

    keyboard.skip_to_content()
    keyboard.reach("Construire ensemble", "a")
    keyboard.press("Enter")
    keyboard.skip_to_content()
    keyboard.reach("Ouvrir le bureau", "a")
    keyboard.press("Enter")
    keyboard.skip_to_content()
    keyboard.reach("Prendre le suivant", "a")
    keyboard.press("Enter")

    for key in ("Enter", "Space"):
        before = platform.count("evidence_link")
        keyboard.skip_to_content()
        keyboard.reach("Accepter", "button")
        keyboard.press(key)
        expect(page.get_by_text("Lien accepté.")).to_be_visible()
        assert platform.count("evidence_link") == before + 1

    keyboard.skip_to_content()
    keyboard.reach("Changer", "summary")
    page.keyboard.press("Space")
    keyboard.reach("Motif", "input")
    page.keyboard.type("Mieux ici")
    keyboard.reach("Un autre objectif", "select")
    page.keyboard.press("ArrowDown")
    keyboard.reach("Relier à cet objectif", "button")
    keyboard.press("Enter")
    expect(page.get_by_text("Extrait relié à un autre objectif.")).to_be_visible()


def test_every_stop_of_the_main_pages_is_seen_and_in_order(
    platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(platform)
    steps.sign_in(page, steps.WRITER)
    keyboard = Keyboard(page)
    for address in ("", "/desk", "/themes", "/imports/new", "/analyses/new", "/coverage"):
        keyboard.come(f"{HOME}{address}")
        expected = page.evaluate(
            """() => [...document.querySelectorAll(
                 "a[href], button, input:not([type=hidden]), select, textarea, summary")]
                 .filter((e) => e.checkVisibility({ visibilityProperty: true })).length"""
        )
        for _ in range(expected):
            keyboard.next()
