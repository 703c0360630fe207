"""Pages with nothing in them, with work under way and with errors are usable by all."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import sitemap, steps
from tests.journeys.answers import questionnaire, write_csv
from tests.journeys.browser import Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.inspection import Inspection
from tests.journeys.processes import Platform


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
            inspection.visit(place)


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
