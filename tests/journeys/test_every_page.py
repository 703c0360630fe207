"""Every page, for everybody who may open it, on a screen and on two phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import sitemap, steps
from tests.journeys.answers import questionnaire, write_csv
from tests.journeys.browser import PHONE, SMALL_PHONE, WIDE, Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.sitemap import ROLES
from tests.journeys.steps import HOME

ENGLISH_SECTIONS = [
    "Overview",
    "Questionnaires",
    "Desk",
    "Contributions",
    "Imports",
    "Themes",
    "Links",
    "Coverage",
    "Bibliography",
    "Strategy",
    "Exports",
]


class Inspection:
    """Looks at pages, goes on after the first problem, and tells them all at the end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, list[str]] = {}
        """Each problem, and where it is."""

    def visit(self, place: sitemap.Place, *, thorough: bool = True) -> None:
        """Load a page on a screen and look at it; thoroughly, load it again on a phone."""
        loads = ((WIDE,), (SMALL_PHONE, PHONE)) if thorough else ((WIDE, SMALL_PHONE, PHONE),)
        for sizes in loads:
            self.page.set_viewport_size(sizes[0])  # type: ignore[arg-type]
            answer = self.page.goto(place.address)
            assert answer is not None
            if answer.status != place.status:
                self._keep(place.name, [f"status {answer.status}"])
            self.look(place.name, fictional=place.is_fictional, sizes=sizes)

    def look(
        self,
        name: str,
        *,
        fictional: bool = False,
        language: str = "fr",
        sizes: tuple[dict[str, int], ...] = (WIDE, PHONE, SMALL_PHONE),
    ) -> None:
        """Judge the page as it is, at each size; by axe at the first one."""
        for size in sizes:
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            found = problems(self.page, language, fictional=fictional)
            self._keep(f"{name} at {size['width']} px", found)
        self.page.set_viewport_size(sizes[0])  # type: ignore[arg-type]
        self._keep(f"{name} at {sizes[0]['width']} px", axe_violations(self.page))

    def _keep(self, name: str, found: list[str]) -> None:
        for problem in found:
            self.found.setdefault(problem, []).append(name)

    def report(self) -> str:
        return "\n".join(
            f"{problem}\n    on {', '.join(places[:6])}" for problem, places in self.found.items()
        )


@pytest.fixture
def inspect() -> Iterator[list[Inspection]]:
    """Inspections to conclude."""
    made: list[Inspection] = []
    yield made
    report = "\n".join(filter(None, (inspection.report() for inspection in made)))
    assert not report, f"\n{report}"


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_a_role_may_open_is_usable_by_all(
    role: str,
    platform: Platform,
    open_page: OpenPage,
    complaints: Complaints,
    inspect: list[Inspection],
) -> None:
    complaints.expect(403, 404)
    page = open_page(platform)
    sitemap.enter(page, role)
    inspection = Inspection(page)
    inspect.append(inspection)
    for place in sitemap.places(page, role):
        inspection.visit(place, thorough=role in (sitemap.VISITOR, "steward"))


def test_a_consultation_with_nothing_in_it_says_what_to_do(
    platform: Platform, open_page: OpenPage, inspect: list[Inspection]
) -> None:
    page = open_page(platform)
    steps.sign_in(page, steps.STEWARD)
    for title, strategy in (("Démarche vide", "sress-2016"), ("Sans stratégie", "")):
        home = steps.new_consultation(page, title, strategy)
        inspection = Inspection(page)
        inspect.append(inspection)
        for name in (
            "",
            "/desk",
            "/contributions",
            "/imports",
            "/themes",
            "/analyses",
            "/analyses/new",
            "/links",
            "/coverage",
            "/strategy",
            "/exports",
        ):
            place = sitemap.Place(f"{title}: {name or 'overview'}", f"{home}{name}")
            inspection.visit(place, thorough=False)


def test_the_wizard_and_the_jobs_are_usable_by_all(
    platform: Platform, open_page: OpenPage, inspect: list[Inspection], tmp_path: Path
) -> None:
    page = open_page(platform)
    steps.sign_in(page, steps.STEWARD)
    home = steps.new_consultation(page, "Démarche à remplir")
    inspection = Inspection(page)
    inspect.append(inspection)

    steps.upload(page, home, questionnaire(tmp_path / "réponses.csv", 12, seed=3))
    inspection.look("columns")
    page.get_by_role("link", name="Lire le fichier autrement").click()
    page.wait_for_url(re.compile(r"/reading$"))
    inspection.look("reading")
    page.go_back()
    page.wait_for_url(re.compile(r"/columns$"))
    steps.name_activity(page, "Questionnaire")
    inspection.look("preview")
    platform.freeze_worker()
    steps.confirm_import(page)
    page.get_by_text("En attente de son tour.").wait_for()
    inspection.look("a job that waits")
    platform.thaw_worker()
    page.wait_for_url(re.compile(r"/imports/"))
    inspection.look("an import that is done")

    table = [["Nom", "Réponse"], ["A", "Former les bénévoles de nos structures"], ["B", "x"]]
    bad = write_csv(tmp_path / "lignes.csv", [*table, ["C", "trop", "de", "cellules"]])
    steps.upload(page, home, bad)
    steps.name_activity(page, "Lignes illisibles")
    inspection.look("preview of rows that cannot be read")


def test_an_analysis_of_nothing_says_why_it_failed(
    platform: Platform, open_page: OpenPage, inspect: list[Inspection]
) -> None:
    page = open_page(platform)
    steps.sign_in(page, steps.STEWARD)
    home = steps.new_consultation(page, "Démarche sans texte")
    steps.start_analysis(page, home)
    page.get_by_role("link", name="Réessayer").wait_for()
    expect(page.get_by_text("Il n’y a pas de texte à analyser ici")).to_be_visible()
    inspection = Inspection(page)
    inspect.append(inspection)
    inspection.look("a failed job")


def test_pages_with_errors_are_usable_by_all(
    platform: Platform,
    open_page: OpenPage,
    complaints: Complaints,
    inspect: list[Inspection],
    tmp_path: Path,
) -> None:
    complaints.expect(422)
    page = open_page(platform)
    inspection = Inspection(page)
    inspect.append(inspection)

    page.goto("/sign-in")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    _expect_summary(page)
    inspection.look("sign-in with nothing")
    page.get_by_label("Adresse électronique").fill(steps.WRITER)
    page.get_by_label("Mot de passe").fill("pas le bon mot de passe")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    expect(page.get_by_text("Aucun compte n’a cette adresse et ce mot de passe.")).to_be_visible()
    expect(page.get_by_label("Adresse électronique")).to_have_value(steps.WRITER)
    inspection.look("sign-in refused")

    steps.sign_in(page, steps.STEWARD)
    page.goto("/consultations/new")
    page.get_by_role("button", name="Créer la démarche").click()
    _expect_summary(page)
    inspection.look("new consultation without a title")

    home = steps.new_consultation(page, "Démarche aux erreurs")
    page.goto(f"{home}/imports/new")
    page.get_by_role("button", name="Lire le fichier", exact=True).click()
    _expect_summary(page)
    inspection.look("import without a file")
    steps.upload(page, home, questionnaire(tmp_path / "réponses.csv", 12, seed=4))
    page.get_by_role("button", name="Vérifier le résultat").click()
    _expect_summary(page)
    inspection.look("columns without an activity")
    page.goto(f"{home}/analyses/new")
    page.get_by_label("Nombre de thèmes").fill("1000000")
    page.get_by_role("button", name="Lancer l’analyse").click()
    _expect_summary(page)
    inspection.look("analysis of a million themes")


def _expect_summary(page: Page) -> None:
    """The summary of the errors has the focus, and its links lead to the fields."""
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    link = summary.get_by_role("link").first
    target = (link.get_attribute("href") or "#")[1:]
    link.click()
    expect(page.locator(f"[id='{target}']")).to_be_focused()


def test_a_form_with_errors_keeps_what_was_typed(
    platform: Platform, open_page: OpenPage, complaints: Complaints
) -> None:
    complaints.expect(422)
    page = open_page(platform)
    steps.sign_in(page, steps.STEWARD, then="/consultations/new")
    typed = {
        "Titre": "Une démarche à l’envers",
        "Territoire": "Sarthe & Mayenne <b>",
        "À quoi elle sert": "Deux phrases.\nEt une « seconde » ligne.",
        "Premier jour": "2016-09-30",
        "Dernier jour": "2016-04-28",
    }
    page.goto("/consultations/new")
    for label, value in typed.items():
        page.get_by_label(label, exact=False).first.fill(value)
    page.get_by_label("Stratégie de départ").select_option("sress-2016")
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.get_by_role("button", name="Créer la démarche").click()
    assert sent.value.status == 422
    expect(page.locator("[data-error-summary]")).to_contain_text(
        "Le dernier jour précède le premier."
    )
    for label, value in typed.items():
        expect(page.get_by_label(label, exact=False).first).to_have_value(value)
    expect(page.get_by_label("Stratégie de départ")).to_have_value("sress-2016")
    page.get_by_label("Dernier jour").fill("2016-12-31")
    page.get_by_role("button", name="Créer la démarche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bureau")


def test_english_is_english_everywhere_in_the_frame(
    platform: Platform, open_page: OpenPage, inspect: list[Inspection]
) -> None:
    page = open_page(platform)
    steps.sign_in(page, steps.WRITER, then=f"{HOME}/desk")
    french = _frame(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith(f"{HOME}/desk"), "the switch leads away from the page"
    sections = page.get_by_role("navigation", name="Consultation").get_by_role("link")
    assert sections.all_inner_texts() == ENGLISH_SECTIONS
    same_in_both = {"Contributions", "Questionnaires", "Imports", "Exports", "Menu", "Sillage"}
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
