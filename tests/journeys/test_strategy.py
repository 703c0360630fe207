"""A word becomes a line of the strategy that a body adopts; its receipt leads there and back."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.given import proposed_words
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME

MOTIVE = "Entendu dans plusieurs départements."
LINE = "Former les bénévoles à tenir les comptes"
VERSION = "Stratégie après la relecture de printemps"
DECISION = "Adopte la version relue de la stratégie"


def test_a_word_becomes_a_line_that_is_adopted_and_its_receipt_leads_there_and_back(
    new_platform: Callable[[], Platform], open_page: OpenPage
) -> None:
    platform = new_platform()
    token = uuid.uuid4().hex[:8]
    words = f"Nos bénévoles ne savent pas tenir les comptes ({token})."
    code, objective = proposed_words(platform, words)

    team = open_page(platform)
    steps.sign_in(team, steps.STEWARD, then=f"{HOME}/charter/edit")
    team.get_by_label("Tout le monde lit ce que deviennent").check()
    team.get_by_role("button", name="Enregistrer la charte").click()
    _accept_what_is_proposed(team, objective, words)
    _write_its_line(team, objective, words, token)
    version = _make_a_version(team)
    _adopt_and_publish(team, version)

    anybody = open_page(platform, viewport=PHONE)
    anybody.goto(version)
    _read_the_frozen_line(anybody, objective, words)
    _follow_the_receipt_there_and_back(anybody, code, objective, words)


def _accept_what_is_proposed(page: Page, objective: str, words: str) -> None:
    """At the desk, the link that the machine proposes, in other words than its own."""
    page.goto(f"{HOME}/desk")
    steps.section(page, "Liens")
    proposed = page.locator(".review").filter(has_text=words)
    expect(proposed.get_by_role("heading", level=2)).to_contain_text(f"{objective} – ")
    proposed.locator("summary", has_text="Changer").click()
    proposed.get_by_label("Motif").fill(MOTIVE)
    proposed.get_by_role("button", name="Accepter, reformulé").click()
    expect(page.locator(".review").filter(has_text=words)).to_have_count(0)


def _write_its_line(page: Page, objective: str, words: str, token: str) -> None:
    """Look for the words beside the line of their objective, cite them and keep the line."""
    page.goto(f"{HOME}/strategy/lines/{objective}")
    page.get_by_label("Mots d’un extrait").fill(token)
    page.get_by_role("button", name="Chercher", exact=True).click()
    page.get_by_label("Titre").fill(LINE)
    page.get_by_label("Texte").fill("Des formations courtes, près de chez soi. ")
    quotable = page.locator(".quotables li").filter(has_text=words)
    quotable.get_by_role("button", name="Citer").click()
    expect(page.get_by_label("Texte")).to_have_value(re.compile(r"\[\[e:[0-9a-f]{32}\]\]"))
    page.get_by_role("button", name="Conserver", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LINE)
    expect(page.locator(".line-preview .notes__words")).to_have_text(words)


def _make_a_version(page: Page) -> str:
    """The address of a version that everybody may read."""
    page.goto(f"{HOME}/strategy/versions/new")
    page.get_by_label("Titre").fill(VERSION)
    page.get_by_label("Ce qui a changé").fill(LINE)
    page.get_by_role("button", name="Établir la version").click()
    page.get_by_role("button", name="Mettre en consultation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(VERSION)
    return page.url


def _adopt_and_publish(page: Page, version: str) -> None:
    """At a meeting that had its quorum, a body adopts the version; it is published then."""
    page.goto(f"{HOME}/governance/bodies/comite-de-pilotage")
    page.get_by_role("link", name="Adoption de la stratégie").first.click()
    page.get_by_role("link", name="Consigner une décision").click()
    page.get_by_label("Ce qu’elle fait").select_option(value="adopt_version")
    page.get_by_label("Version", exact=True).select_option(
        label=f"{version.rsplit('/', 1)[1]} – {VERSION}"
    )
    page.get_by_label("La décision en une ligne").fill(DECISION)
    for name, votes in [("Voix pour", "5"), ("Voix contre", "0"), ("Abstentions", "1")]:
        page.get_by_label(name).fill(votes)
    page.get_by_role("button", name="Consigner la décision").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(DECISION)
    page.goto(version)
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("La version est publiée")


def _read_the_frozen_line(page: Page, objective: str, words: str) -> None:
    frozen = page.locator(".frozen")
    expect(frozen).to_contain_text(LINE)
    expect(page.locator(".notes q").filter(has_text=words)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(DECISION)
    _judge(page)


def _follow_the_receipt_there_and_back(page: Page, code: str, objective: str, words: str) -> None:
    steps.section(page, "Suivre ma contribution")
    page.get_by_label("Votre code").fill(code)
    page.get_by_role("button", name="Ouvrir mon récépissé").click()
    expect(page.locator(".trace")).to_contain_text(MOTIVE)
    page.locator(".trace").get_by_role("link", name=f"{objective} – {LINE}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LINE)
    expect(page.locator(".verbatims")).to_contain_text(words)
    _judge(page)
    page.get_by_role("link", name="La lire dans la stratégie").click()
    expect(page.locator(f"#node-{objective}")).to_contain_text(LINE)


def _judge(page: Page) -> None:
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)
