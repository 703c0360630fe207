"""The idea box as a visitor, an author and a moderator use it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import problems
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME

TITLE = "Boîte à idées à essayer"
BOX = f"{HOME}/ideas/ESSAI"
CODE = re.compile(r"^[2-9A-Z]{5}(-[2-9A-Z]{5}){3}$")


def _arrive(page: Page, heading: str) -> None:
    """The page with this heading is there, and nothing is wrong with it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state()
    found = problems(page, fictional=True)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _idea(page: Page, title: str) -> None:
    """Open an idea from the list of its box."""
    page.get_by_role("link", name=title).click()
    _arrive(page, title)


def _write(page: Page, title: str, text: str) -> None:
    """Fill in the form of a new idea, and take as long as people do."""
    page.get_by_role("link", name="Publier une idée").click()
    _arrive(page, "Publier une idée")
    page.get_by_label("Votre idée en une phrase").fill(title)
    page.get_by_label("Dites-en plus").fill(text)
    steps.look_at_form(page)


def test_a_visitor_on_a_phone_without_javascript_supports_an_idea_and_comments_it(
    platform: Platform, open_page: OpenPage
) -> None:
    phone = open_page(platform, viewport=PHONE, javascript=False)
    phone.goto(HOME)
    steps.section(phone, "Idées")
    phone.get_by_role("link", name=TITLE).click()
    _arrive(phone, TITLE)
    _idea(phone, "Une matériauthèque ouverte le samedi")
    expect(phone.locator(".idea-words")).to_contain_text("deux bénévoles, pas un logiciel")
    button = phone.locator(".support__button")
    for is_supported, said in (("true", "est compté"), ("false", "est retiré")):
        button.click()
        expect(button).to_have_attribute("aria-pressed", is_supported)
        expect(phone.locator(".flashes")).to_contain_text(said)
        assert "#support-" in phone.url

    words = "Nos chutes de bois attendent dans la cour."
    phone.get_by_label(re.compile("^Votre commentaire")).fill(words)
    steps.look_at_form(phone)
    phone.get_by_role("button", name="Envoyer mon commentaire").click()
    _arrive(phone, "Merci, votre commentaire est public")
    expect(phone.get_by_text("Votre code", exact=True)).to_be_visible()
    expect(phone.locator(".key-facts dd")).to_have_text(CODE)
    phone.get_by_role("link", name="Revenir à l’idée").click()
    expect(phone.locator(".comment").filter(has_text=words)).to_be_visible()


def test_an_author_posts_an_idea_in_spite_of_one_like_it_corrects_and_withdraws_it(
    platform: Platform, open_page: OpenPage
) -> None:
    title = "Prêter nos vélos cargos aux familles"
    page = open_page(platform)
    page.goto(BOX)
    _write(page, title, "Le mercredi aussi.")
    like_it = page.get_by_role("region", name="Quelqu’un a peut-être déjà eu cette idée")
    expect(like_it.get_by_role("link", name="vélos cargos le dimanche")).to_be_visible()
    page.get_by_role("button", name="Continuer").click()
    _arrive(page, "Quelqu’un l’a-t-il déjà dit ?")
    page.get_by_role("button", name="Publier mon idée").click()
    _arrive(page, title)
    code = page.locator(".receipt-code").inner_text()
    assert CODE.match(code)

    page.get_by_role("link", name="Ouvrir mon récépissé").click()
    _arrive(page, title)
    expect(page.locator(".recorded")).to_contain_text("Le mercredi aussi.")
    receipt = page.url
    page.get_by_role("link", name="Corriger", exact=True).click()
    _arrive(page, "Corriger mon idée")
    page.get_by_label("Dites-en plus").fill("Le mercredi et pendant les vacances.")
    steps.look_at_form(page)
    page.get_by_role("button", name="Enregistrer la correction").click()
    expect(page.locator(".flashes")).to_contain_text("Votre idée est corrigée.")
    expect(page.locator(".idea-words")).to_contain_text("pendant les vacances")

    page.goto(receipt)
    expect(page.locator(".recorded")).to_contain_text("pendant les vacances")
    expect(page.locator(".recorded")).not_to_contain_text("Le mercredi aussi.")
    followed = page.get_by_role("region", name="Ce qu’elle est devenue")
    expect(followed).to_contain_text("Pas encore de réponse")
    page.get_by_role("link", name="Retirer ma contribution").click()
    page.get_by_role("button", name="Retirer définitivement").click()
    expect(page.locator("main")).to_contain_text("Contribution retirée")
    page.goto(BOX)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("link", name=title)).to_have_count(0)


def test_an_idea_that_raises_an_alert_is_its_author_s_alone_until_a_moderator_publishes_it(
    platform: Platform, open_page: OpenPage
) -> None:
    title = "Des haltes ombragées sur la voie verte"
    author = open_page(platform, viewport=PHONE)
    author.goto(BOX)
    _write(author, title, "Le plan : https://bit.ly/haltes-fictives")
    author.get_by_role("button", name="Continuer").click()
    author.get_by_role("button", name="Publier mon idée").click()
    _arrive(author, title)
    expect(author.get_by_text("personne d’autre que vous ne la voit")).to_be_visible()
    author.goto(BOX)
    author.get_by_role("link", name=title).click()
    expect(author.get_by_role("heading", level=1)).to_have_text(title)
    idea = author.url
    reader = open_page(platform)
    reader.goto(BOX)
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(reader.get_by_role("link", name=title)).to_have_count(0)

    steward = open_page(platform)
    steps.sign_in(steward, steps.STEWARD, then=HOME)
    steps.section(steward, "Modération")
    steward.get_by_role("link", name=title).click()
    _arrive(steward, title)
    steward.get_by_role("button", name="Publier", exact=True).click()
    expect(steward.locator(".flashes")).to_contain_text("C’est publié.")

    reader.reload()
    _idea(reader, title)
    assert reader.url == idea
    author.reload()
    expect(author.get_by_text("Cette idée attend un modérateur")).to_have_count(0)
