"""The platform in English."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.browser import WIDE
from tests.journeys.conftest import OpenPage
from tests.journeys.inspection import Inspection
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME

ENGLISH_SECTIONS = [
    "Overview",
    "Desk",
    "Exchanges",
    "Collect",
    "Questionnaires",
    "Ideas",
    "Workshops",
    "Conference",
    "Written contributions",
    "Hearings",
    "Documents",
    "Imports",
    "Bibliography",
    "Analyse",
    "Contributions",
    "Themes",
    "Codebook of themes",
    "Coding",
    "Excerpts",
    "Opinions",
    "Decide",
    "Links",
    "Findings and needs",
    "Coverage",
    "Orphans",
    "Priorities",
    "Strategy",
    "Strategy",
    "Writing the strategy",
    "Versions",
    "Action plan",
    "Governance",
    "Publish",
    "What became of your words",
    "Consultation review",
    "Documents to take",
    "Open data",
    "Exports",
    "Steer",
    "Organisations",
    "Representativeness",
]


def test_english_is_english_everywhere_in_the_frame(
    platform: Platform, open_page: OpenPage, inspect: list[Inspection]
) -> None:
    page = open_page(platform)
    steps.sign_in(page, steps.WRITER, then=f"{HOME}/desk")
    french = _frame(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith(f"{HOME}/desk"), "the switch leads away from the page"
    sections = page.get_by_role("navigation", name="Consultation").locator("a")
    assert [one.split(" (")[0] for one in sections.all_text_contents()] == ENGLISH_SECTIONS
    same_in_both = {
        "Contributions",
        "Documents",
        "Opinions",
        "Questionnaires",
        "Imports",
        "Exports",
        "Versions",
        "Menu",
        "Sillage",
    }
    # The title of the consultation is its own, in the language of those who wrote it.
    same_in_both.add("Nadia Le Floch")
    same_in_both.add(page.locator(".section-bar__title").inner_text())
    left = (_frame(page) & french) - same_in_both
    assert not left, f"French is left in the frame: {left}"

    inspection = Inspection(page)
    inspect.append(inspection)
    for place in ("desk", "themes", "links", "coverage", "exports", "imports/new"):
        page.goto(f"{HOME}/{place}")
        inspection.look(f"{place} in English", language="en", fictional=True, sizes=(WIDE,))

    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def _frame(page: Page) -> set[str]:
    """The texts around the content: header, menu, footer, names of the regions."""
    texts = page.evaluate(
        """() => [...document.querySelectorAll(
             ".skip-link, .ribbon p, .site-header :is(a, button, summary, .account__name, p),"
             + " .site-footer p")]
             .map((element) => element.textContent.replace(/\\s+/g, " ").trim())
           .concat([...document.querySelectorAll(
             ":is(header, footer) [aria-label], aside[aria-label]")]
             .map((element) => element.getAttribute("aria-label")))"""
    )
    return {text for text in texts if text}
