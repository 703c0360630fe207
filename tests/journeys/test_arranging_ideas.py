"""A steward groups two ideas, sees each supporter counted once, ungroups them, and answers one."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME, STEWARD

BOX = f"{HOME}/ideas/ESSAI"
LEAD = "Prêter nos vélos cargos le dimanche"
IDEA = "Caler les navettes sur les horaires des ateliers d’insertion"
REASON = "Les vélos de la Région seront prêtés **le dimanche** dès le printemps."


def test_ideas_are_grouped_counted_once_ungrouped_and_answered(
    platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(platform)
    steps.sign_in(page, STEWARD)
    before = {title: _supported(page, title) for title in (LEAD, IDEA)}

    page.get_by_role("link", name="Grouper sous une autre idée").click()
    page.get_by_label("Chercher des idées par mots").fill("vélo cargo")
    page.get_by_role("button", name="Chercher des idées").click()
    page.get_by_label(re.compile(LEAD)).check()
    assert not problems(page)
    assert not axe_violations(page)
    page.get_by_role("button", name="Grouper sous cette idée").click()
    expect(page.get_by_role("region", name="Idées groupées")).to_contain_text(
        f"Cette idée est groupée sous : {LEAD}"
    )
    together = _number(page, ".grouped__total")
    assert max(before.values()) <= together < sum(before.values())

    page.get_by_role("button", name="Sortir du groupe").click()
    expect(page.get_by_text("Cette idée n’est dans aucun groupe.")).to_be_visible()
    assert _number(page, ".support__figures") == before[IDEA]
    _open(page, LEAD)
    assert _number(page, ".support__figures") == before[LEAD]

    page.get_by_role("link", name="Répondre officiellement").click()
    page.get_by_label("Retenue").first.check()
    page.get_by_label(re.compile("^Motif")).fill(REASON)
    assert not problems(page)
    page.get_by_role("button", name="Publier la réponse").click()
    expect(page.locator(".official strong")).to_have_text("le dimanche")

    visitor = open_page(platform, viewport=PHONE, javascript=False)
    _open(visitor, LEAD)
    expect(visitor.locator(".official")).to_contain_text("Les vélos de la Région")
    expect(visitor.get_by_role("link", name="Répondre")).to_have_count(0)
    assert not problems(visitor)


def _open(page: Page, title: str) -> None:
    page.goto(f"{BOX}?grouped=1")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def _supported(page: Page, title: str) -> int:
    """The supporters of an idea, once this person is one of them."""
    _open(page, title)
    button = page.locator(".support__button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    return _number(page, ".support__figures")


def _number(page: Page, selector: str) -> int:
    found = re.search(r"\d+", page.locator(selector).inner_text())
    assert found
    return int(found[0])
