"""A facilitator types in a sheet on a phone, without JavaScript, with what was left blank."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE, Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import FACILITATOR, HOME, sign_in

MOST_PAGES = 20


def _judge(page: Page) -> None:
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


@pytest.mark.parametrize("javascript", [False, True], ids=["without a script", "with a script"])
def test_a_sheet_is_typed_in_on_a_phone_with_a_required_question_left_blank(
    platform: Platform, open_page: OpenPage, complaints: Complaints, javascript: bool
) -> None:
    complaints.expect(422)
    page = open_page(platform, viewport=PHONE, javascript=javascript)
    sign_in(page, FACILITATOR)
    page.goto(f"{HOME}/questionnaires")
    page.get_by_role("link", name="Questionnaire à essayer").click()
    page.get_by_role("navigation", name="Ce questionnaire").get_by_role(
        "link", name="Papier"
    ).click()
    number = f"F {uuid.uuid4().hex[:6]}"
    page.get_by_role("button", name="Saisir une réponse papier").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label("Numéro écrit sur la feuille").fill(number)
    page.get_by_role("button", name="Saisir une réponse papier").click()
    page.wait_for_url(re.compile(r"/answers/"))

    for _ in range(MOST_PAGES):
        expect(page.get_by_text(f"Réponse papier, feuille {number}")).to_be_visible()
        if javascript:
            _judge(page)
        if page.url.endswith("/end"):
            break
        before = page.url
        for box in page.locator("form.survey textarea:visible").all():
            box.fill("Écrit à la main.")
        with page.expect_navigation():
            page.get_by_role("button", name="Continuer").click()
        assert page.url != before, page.locator(".error-summary").inner_text()
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La réponse papier est enregistrée")
    expect(page.locator(".receipt-code")).to_be_visible()
    if javascript:
        _judge(page)
    page.get_by_role("link", name="Saisir une autre réponse").click()
    line = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=number))
    expect(line).to_contain_text("Envoyé")
    if javascript:
        _judge(page)

    page.get_by_label("Numéro écrit sur la feuille").fill(number)
    page.get_by_role("button", name="Saisir une réponse papier").click()
    expect(page.locator(".error-summary")).to_contain_text("Cette feuille est déjà là")
