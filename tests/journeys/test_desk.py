"""A writer at the review desk: from what the machine proposes to a codebook and accepted links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME

KEYS = {"accept": "a", "save": "v", "none": "0", "skip": "s"}
NEED = "Des réponses rapides, et par écrit"


@dataclass(frozen=True)
class Coder:
    """Somebody who codes, with one key for each act or with buttons."""

    page: Page
    has_keys: bool

    def press(self, act: str) -> None:
        """Do what a button of the excerpt does; there is another excerpt then."""
        shown = self.page.locator("input[name=excerpt]").input_value()
        if self.has_keys:
            self.page.keyboard.press(KEYS[act])
        else:
            self.page.locator(f"button[name=pressed][value={act}]").click()
        expect(self.page.locator(f"input[name=excerpt]:not([value='{shown}'])")).to_be_attached()
        self.wait_for_keys()

    def wait_for_keys(self) -> None:
        """Until the page is whole: before that some of its buttons may not be there, and no script
        listens to keys."""
        self.page.wait_for_load_state()

    def decide(self) -> None:
        """Accept what is proposed; where nothing is, say that no theme fits."""
        is_proposed = self.page.locator("button[name=pressed][value=accept]").count()
        self.press("accept" if is_proposed else "none")

    def take_back(self) -> None:
        if self.has_keys:
            self.page.keyboard.press("u")
        else:
            self.page.get_by_role("button", name="Annuler la dernière").click()

    def tick_what_is_not_proposed(self) -> None:
        theme = self.page.locator("[data-theme-choice] label").last
        if self.has_keys:
            self.page.keyboard.press("/")
            self.page.keyboard.type(theme.inner_text())
            self.page.keyboard.press("Enter")
        else:
            theme.click()
        expect(self.page.locator("input[name=themes]:checked")).to_have_count(1)


def test_a_writer_goes_from_candidates_to_accepted_links_by_keys(
    platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(platform)
    _go_all_the_way(page, platform, Coder(page, has_keys=True))


def test_a_writer_does_the_same_without_javascript_on_a_phone(
    new_platform: Callable[[], Platform], open_page: OpenPage
) -> None:
    platform = new_platform()
    page = open_page(platform, javascript=False, viewport=PHONE)
    _go_all_the_way(page, platform, Coder(page, has_keys=False))


def _go_all_the_way(page: Page, platform: Platform, coder: Coder) -> None:
    steps.sign_in(page, steps.WRITER, then=f"{HOME}/desk")
    steps.section(page, "Grille de thèmes")
    theme = _approve_three_and_join_one(page)
    _describe_and_merge(page, theme)
    decided = platform.count("excerpt_coding")
    steps.section(page, "Codage")
    _code_eight(coder)
    platform.wait_for_jobs()
    learned = "SELECT max(decisions) FROM coding_round WHERE ended_at IS NOT NULL"
    assert platform.query(learned)[0][0] > decided
    expect(page.get_by_text("Elle apprend.")).to_have_count(0)
    _make_a_need(page)
    _accept_its_objective(page)
    _close_an_orphan(page)


def _candidate(page: Page) -> Locator:
    """The first theme of the machine of which nothing was decided."""
    undecided = page.locator(".candidate:has(> .candidate__acts)")
    return undecided.filter(visible=True).first


def _approve_three_and_join_one(page: Page) -> str:
    """The title of the last one that was approved."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Grille de thèmes")
    themes = page.locator(".codebook-theme")
    title = ""
    for _ in range(3):
        before, candidate = themes.count(), _candidate(page)
        label = candidate.locator("> .candidate__title a").inner_text()
        title = label[:1].upper() + label[1:]
        acts = candidate.locator("> .candidate__acts")
        acts.get_by_role("button", name=re.compile("^Approuver(?! sous)")).click()
        expect(themes).to_have_count(before + 1)
    candidate = _candidate(page)
    name = candidate.get_attribute("id")
    candidate.locator("> .candidate__acts summary").click()
    candidate.get_by_label("Le rattacher à un thème de la grille").first.select_option(
        label="Employer et former"
    )
    candidate.get_by_role("button", name="Rattacher").first.click()
    expect(page.locator(f"#{name} > .candidate__state")).to_contain_text("Employer et former")
    return title


def _describe_and_merge(page: Page, theme: str) -> None:
    """Say what belongs to a theme, merge it into another, and take that back."""
    tree = page.locator(".codebook-tree")
    tree.get_by_role("link", name=theme, exact=True).click()
    page.get_by_label("Ce qui en relève").fill("Ce que la machine a rapproché, une fois relu.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_label("Ce qui en relève")).to_have_value(re.compile("une fois relu"))
    page.get_by_text("Fusionner dans un autre thème").click()
    page.get_by_label("Dans quel thème").select_option(label="Accompagner les structures")
    page.get_by_role("button", name="Fusionner", exact=True).click()
    expect(tree.get_by_role("link", name=theme, exact=True)).to_have_count(0)
    page.get_by_role("link", name="Historique").click()
    last = page.locator(".codebook-act").first
    expect(last).to_contain_text("Accompagner les structures")
    last.get_by_role("button", name=re.compile("^Annuler")).click()
    page.goto(f"{HOME}/codebook")
    expect(tree.get_by_role("link", name=theme, exact=True)).to_be_visible()


def _code_eight(coder: Coder) -> None:
    """Accept five, correct one, skip one; decide of one and take that back."""
    page = coder.page
    page.get_by_role("button", name="Continuer le codage").click()
    expect(page.locator("input[name=excerpt]")).to_be_attached()
    coder.wait_for_keys()
    for _ in range(5):
        coder.decide()
    coder.tick_what_is_not_proposed()
    coder.press("save")
    coder.press("skip")
    last = page.locator("input[name=excerpt]").input_value()
    coder.press("none")
    coder.take_back()
    expect(page.locator("input[name=excerpt]")).to_have_value(last)


def _make_a_need(page: Page) -> None:
    """Word a need from a theme of the codebook, with the theme as its evidence."""
    steps.section(page, "Grille de thèmes")
    page.locator(".codebook-tree").get_by_role("link", name="Accompagner les structures").click()
    page.get_by_role("link", name="En tirer un besoin").click()
    page.get_by_label("En une phrase").fill(NEED)
    page.get_by_role("button", name="Enregistrer la formulation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NEED)
    assert NEED in _orphans(page, "need")


def _accept_its_objective(page: Page) -> None:
    """Accept the first objective that is proposed: it has more evidence, the need is no orphan."""
    page.goto(f"{HOME}/points?kind=need")
    page.get_by_role("link", name=NEED).first.click()
    page.get_by_role("link", name="Objectifs", exact=True).click()
    point = page.url
    code = page.locator(".near-objective h3 a").first.inner_text().partition(" – ")[0]
    before = _excerpts_of(page, code)
    page.goto(point)
    page.locator(".near-objective").first.get_by_role("button", name="Accepter").first.click()
    expect(page.locator(".review__decided")).to_contain_text(code)
    assert _excerpts_of(page, code) > before
    assert NEED not in _orphans(page, "need")


def _excerpts_of(page: Page, code: str) -> int:
    """How many excerpts lead to an objective, in any way."""
    page.goto(f"{HOME}/coverage?by=channel")
    line = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=code))
    return steps.number(line.first.locator(".matrix__whole").inner_text())


def _orphans(page: Page, kind: str) -> str:
    page.goto(f"{HOME}/orphans/{kind}")
    return page.get_by_role("main").inner_text()


def _close_an_orphan(page: Page) -> None:
    page.goto(f"{HOME}/orphans/excerpt")
    box = page.locator("input[name=subject]").first
    subject = box.input_value()
    box.check()
    page.get_by_label("Motif pour les lignes cochées").fill("Dit en passant, sans demande.")
    page.get_by_role("button", name="Clore les lignes cochées").click()
    expect(page.locator(f"input[name=subject][value='{subject}']")).to_have_count(0)
    page.get_by_role("link", name="Clos avec un motif").click()
    expect(page.get_by_text("Dit en passant, sans demande.").first).to_be_visible()
