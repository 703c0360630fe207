"""The way of a writer: from a file of answers to the evidence of the strategy, and away with it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.journeys import steps
from tests.journeys.answers import questionnaire
from tests.journeys.browser import PHONE
from tests.journeys.conftest import OpenPage
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME

ANSWERS = 40
SHEETS = ("contributions", "excerpts", "themes", "proposals", "decisions", "coverage", "references")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def sqlite_platform(new_platform: Callable[[], Platform]) -> Platform:
    return new_platform()


def test_a_writer_goes_from_a_file_of_answers_to_the_evidence(
    postgresql_platform: Platform, open_page: OpenPage, tmp_path: Path
) -> None:
    _go_all_the_way(open_page(postgresql_platform), postgresql_platform, tmp_path, seed=1)


def test_a_writer_goes_all_the_way_without_javascript_on_a_phone(
    sqlite_platform: Platform, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(sqlite_platform, javascript=False, viewport=PHONE)
    _go_all_the_way(page, sqlite_platform, tmp_path, seed=2)


def _go_all_the_way(page: Page, platform: Platform, directory: Path, seed: int) -> None:
    file = questionnaire(directory / f"réponses-{seed}.csv", ANSWERS, seed)
    steps.sign_in(page, steps.WRITER, then=f"{HOME}/desk")
    _import(page, file, f"Questionnaire de Mayenne {seed}")
    _import_again(page, file)
    _analyse(page, platform)
    _read(page)
    code = _decide(page)
    _take_back(page, code)
    _export(page, platform, directory)


def _import(page: Page, file: Path, activity: str) -> None:
    steps.section(page, "Imports")
    page.get_by_role("link", name="Importer un fichier").first.click()
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_role("button", name="Lire le fichier", exact=True).click()

    expect(page.get_by_text(f"{ANSWERS} lignes lues")).to_be_visible()
    expect(page.get_by_text("Noms des colonnes à la ligne 2")).to_be_visible()
    proposed = {
        name: page.get_by_label(f"Contenu de la colonne « {name} »")
        for name in (
            "Répondant",
            "Territoire",
            "De quoi avez-vous besoin ?",
            "Que proposez-vous ?",
        )
    }
    expect(proposed["Répondant"]).to_have_value("respondent")
    expect(proposed["De quoi avez-vous besoin ?"]).to_have_value("open")
    expect(proposed["Que proposez-vous ?"]).to_have_value("open")
    expect(proposed["Territoire"]).to_have_value("attribute")
    proposed["Territoire"].select_option("Laisser de côté")
    steps.name_activity(page, activity)

    figures = page.locator(".stat__value").all_inner_texts()
    assert steps.number(figures[0]) == 2 * ANSWERS
    shown = page.locator(".verbatim")
    expect(shown).to_have_count(20)
    expect(shown.first).to_contain_text("=2+5 postes d'accueil à créer")
    expect(page.locator(".verbatims")).not_to_contain_text("Laval")
    steps.confirm_import(page)
    page.wait_for_url(re.compile(r"/imports/[-0-9a-f]+$"))
    expect(page.get_by_text(f"{2 * ANSWERS} contributions ajoutées")).to_be_visible()


def _import_again(page: Page, file: Path) -> None:
    steps.upload(page, HOME, file)
    page.get_by_label("Contenu de la colonne « Territoire »").select_option("ignore")
    steps.name_activity(page, "La même chose")
    steps.confirm_import(page)
    page.wait_for_url(re.compile(r"/imports/[-0-9a-f]+$"))
    expect(page.get_by_text("Rien de nouveau dans ce fichier")).to_be_visible()


def _analyse(page: Page, platform: Platform) -> None:
    steps.section(page, "Thèmes")
    page.get_by_role("link", name="Relancer une analyse").click()
    platform.freeze_worker()
    page.get_by_role("button", name="Lancer l’analyse").click()
    expect(page.get_by_text("En attente de son tour.")).to_be_visible()
    platform.thaw_worker()
    steps.catch_running(platform)
    page.reload()
    expect(page.get_by_role("progressbar", name="Avancement")).to_be_visible()
    expect(page.get_by_role("button", name="Annuler")).to_be_visible()
    platform.thaw_worker()
    page.wait_for_url(re.compile(r"/themes\?run="), timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thèmes")


def _read(page: Page) -> None:
    """From the list of the themes to the whole text of a verbatim."""
    themes = page.locator(".theme-list > .theme-item")
    assert themes.count() >= 3
    theme = themes.first.get_by_role("link")
    title = theme.inner_text()
    theme.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    if page.get_by_role("heading", name="Sous-thèmes").count():
        page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    verbatim = page.locator(".verbatim").first
    words = verbatim.locator("blockquote").inner_text()
    verbatim.get_by_role("link", name="Où cela est allé").click()
    page.wait_for_url(re.compile(r"/contributions/[-0-9a-f]+#excerpt-[-0-9a-f]+$"))
    expect(page.locator(".contribution-text")).to_contain_text(words, use_inner_text=True)
    followed = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(followed.get_by_text("Thème de la dernière analyse")).to_be_visible()


def _decide(page: Page) -> str:
    """Accept a link, reject another and move a third; the code of the accepted objective."""
    before = steps.read_coverage(page)
    accepted: Counter[str] = Counter()
    set_aside: Counter[str] = Counter()

    steps.section(page, "Liens")
    first = page.locator(".review").first
    words = first.locator("blockquote").inner_text()
    kept = _proposed(page)
    first.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text("Lien accepté.")).to_be_visible()
    accepted[kept] += 1

    refused = _proposed(page)
    page.locator(".review").first.get_by_role("button", name="Rejeter", exact=True).click()
    expect(page.get_by_text("Lien rejeté.")).to_be_visible()
    set_aside[refused] += 1

    left = _proposed(page)
    moved = next(code for code in before if code not in (kept, left, refused))
    third = page.locator(".review").first
    third.locator("summary", has_text="Changer").click()
    target = third.get_by_label("Un autre objectif")
    option = target.locator("option", has_text=re.compile(rf"^{re.escape(moved)} – ")).last
    target.select_option(value=option.get_attribute("value"))
    third.get_by_label("Motif").fill("Parle plutôt de cela")
    third.get_by_role("button", name="Relier à cet objectif").click()
    expect(page.get_by_text("Extrait relié à un autre objectif.")).to_be_visible()
    accepted[moved] += 1
    set_aside[left] += 1

    after = steps.read_coverage(page)
    for code, line in before.items():
        assert after[code].accepted - line.accepted == accepted[code], code
        assert after[code].set_aside - line.set_aside == set_aside[code], code
    assert sum(line.waiting for line in after.values()) < sum(
        line.waiting for line in before.values()
    )

    page.get_by_role("rowheader", name=re.compile(rf"^{re.escape(kept)} – ")).get_by_role(
        "link"
    ).click()
    expect(page.locator(".verbatim").first).to_contain_text(words, use_inner_text=True)
    return kept


def _proposed(page: Page) -> str:
    return page.locator(".review h2").first.inner_text().partition(" – ")[0].strip()


def _take_back(page: Page, code: str) -> None:
    before = steps.read_coverage(page)[code]
    page.get_by_role("rowheader", name=re.compile(rf"^{re.escape(code)} – ")).get_by_role(
        "link"
    ).click()
    page.locator(".verbatim").first.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Décision annulée")).to_be_visible()
    after = steps.read_coverage(page)[code]
    assert after.accepted == before.accepted - 1
    assert after.waiting > before.waiting


def _export(page: Page, platform: Platform, directory: Path) -> None:
    steps.section(page, "Exports")
    sizes = {}
    for name in SHEETS:
        with page.expect_download() as download:
            page.get_by_role("link", name=f"{name}.csv").click()
        path = directory / f"{name}.csv"
        download.value.save_as(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        assert len({len(row) for row in rows}) == 1, f"{name}.csv is not a rectangle"
        sizes[name] = len(rows)
        dangerous = [
            cell
            for row in rows
            for cell in row
            if cell.startswith(STARTS_A_FORMULA) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
        ]
        assert not dangerous, f"{name}.csv starts formulas: {dangerous[:3]}"
    read = "SELECT count(*) FROM contribution WHERE state IN ('submitted', 'published')"
    assert sizes["contributions"] == platform.query(read)[0][0] + 1

    with page.expect_download() as download:
        page.get_by_role("link", name="Tout dans un classeur (XLSX)").click()
    path = directory / "everything.xlsx"
    download.value.save_as(path)
    book = CalamineWorkbook.from_path(path)
    assert [len(book.get_sheet_by_index(i).to_python()) for i in range(len(SHEETS))] == list(
        sizes.values()
    )
