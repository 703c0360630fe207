"""Somebody answers the shipped questionnaire on a phone, leaves, comes back, and sends it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME

MOST_PAGES = 20


def _judge(page: Page) -> None:
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _fill(page: Page) -> None:
    """Answer what is on the page, as a willing person would; what is filled is left."""
    form = page.locator("form.survey")
    for kind in ("radio", "checkbox"):
        for fieldset in form.locator(f"fieldset:has(input[type={kind}]):visible").all():
            if not fieldset.locator("input:checked").count():
                fieldset.locator("input").first.check()
    for box in form.locator("div.field > .choice > input[type=checkbox]:visible").all():
        box.check()
    for rank, select in enumerate(form.locator(".survey__rank select:visible").all(), start=1):
        select.select_option(str(rank))
    for select in form.locator(".field > select:visible").all():
        if not select.input_value():
            select.select_option(index=1)
    for box in form.locator("input.form-control:visible, textarea:visible").all():
        if not box.input_value() and box.get_attribute("type") != "file":
            kind = box.get_attribute("inputmode") or box.get_attribute("type") or ""
            box.fill(_words(box.get_attribute("name") or "", kind))


def _words(name: str, kind: str) -> str:
    if kind == "date":
        return "2016-05-01"
    if "siret" in name:
        return "356 000 000 00048"
    if "annee" in name:
        return "1998"
    if "courriel" in name:
        return "claire@region.example"
    return "3" if kind in ("numeric", "decimal") else f"Ce que je pense de {name}"


def _go_on(page: Page) -> None:
    """Fill and go on; questions that appear because of the answers are filled in turn."""
    before = page.url
    for _ in range(4):
        _fill(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Continuer").click()
        if page.url != before:
            return
    pytest.fail(page.locator(".error-summary").inner_text())


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without a script"])
def test_the_shipped_questionnaire_is_answered_on_a_phone_left_and_resumed(
    platform: Platform, open_page: OpenPage, javascript: bool
) -> None:
    page = open_page(platform, viewport=PHONE, javascript=javascript)
    page.goto(f"{HOME}/questionnaires")
    page.get_by_role("link", name="Questionnaire à essayer").click()
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url(re.compile(r"/answers/"))

    page.get_by_role("button", name="Continuer").click()
    expect(page.locator(".error-summary")).to_be_visible()
    if javascript:
        _judge(page)
        expect(page.locator(".error-summary")).to_be_focused()
    _go_on(page)
    _go_on(page)

    stopped_at = page.url
    with page.expect_navigation():
        page.get_by_role("button", name="Finir plus tard").click()
    code = page.locator(".receipt-code").inner_text()
    if javascript:
        _judge(page)

    elsewhere = open_page(platform, viewport=PHONE, javascript=javascript)
    elsewhere.goto(stopped_at.rsplit("/answers/", 1)[0])
    elsewhere.get_by_label("Votre code").fill(code.lower())
    elsewhere.get_by_role("button", name="Reprendre").click()
    expect(elsewhere).to_have_url(stopped_at)

    for _ in range(MOST_PAGES):
        if elsewhere.url.endswith("/end"):
            break
        if javascript:
            _judge(elsewhere)
        _go_on(elsewhere)
    if javascript:
        _judge(elsewhere)
    elsewhere.get_by_role("button", name="Envoyer mes réponses").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text(
        "Merci, vos réponses sont reçues"
    )
    expect(elsewhere.locator(".receipt-code")).to_have_text(code)
    if javascript:
        _judge(elsewhere)
    elsewhere.get_by_role("button", name="Retirer ma réponse").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Votre réponse est retirée")
