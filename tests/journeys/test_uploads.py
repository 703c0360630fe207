"""Files that are not what they say: a sentence, nothing stored, and the wizard goes on."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.answers import questionnaire
from tests.journeys.browser import Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME

MEBIBYTE = 2**20


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photos/vacances.txt", "La mer, le vent.")
    return file.getvalue()


def _too_large() -> bytes:
    line = "Il faut former les bénévoles de toutes nos structures;Laval\n".encode()
    return b"Reponse;Ville\n" + line * (26 * MEBIBYTE // len(line) + 1)


BAD_FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty file": ("vide.csv", lambda: b"", "Le fichier est vide."),
    "a ZIP that says it is a workbook": (
        "photos.xlsx",
        _zip,
        "Ce n’est pas un fichier CSV, TSV, XLSX, ODS ou JSON Lines.",
    ),
    "a file of 26 MB": ("énorme.csv", _too_large, "trop gros"),
    "a binary file": (
        "programme.csv",
        lambda: b"\x7fELF\x02\x01\x01\x00" + os.urandom(40_000),
        "Ce n’est pas un fichier CSV, TSV, XLSX, ODS ou JSON Lines.",
    ),
}


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_kept(
    kind: str,
    javascript: bool,
    platform: Platform,
    open_page: OpenPage,
    complaints: Complaints,
    tmp_path: Path,
) -> None:
    name, content, sentence = BAD_FILES[kind]
    file = tmp_path / name
    file.write_bytes(content())
    page = open_page(platform, javascript=javascript)
    complaints.expect(413, 422)
    steps.sign_in(page, steps.WRITER)
    rows, originals = platform.count("corpus_import"), _originals(platform)

    page.goto(f"{HOME}/imports/new")
    page.get_by_label("Fichier").set_input_files(file)
    if javascript and kind == "a file of 26 MB":
        _expect_the_browser_to_hold_it(page)
    else:
        with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            page.get_by_role("button", name="Lire le fichier", exact=True).click()
        assert 400 <= sent.value.status < 500
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.get_by_role("main")).to_contain_text(sentence)

    assert platform.count("corpus_import") == rows
    assert _originals(platform) == originals, "the refused file is still on the disk"
    page.goto(f"{HOME}/imports")
    expect(page.get_by_text(name)).to_have_count(0)
    steps.upload(page, HOME, questionnaire(tmp_path / "bonnes-réponses.csv", 5, seed=9))


def _originals(platform: Platform) -> set[str]:
    """What is kept of the files that were sent, the good one of this test aside."""
    folder = platform.data / "uploads"
    return {path.name for path in folder.rglob("*") if path.is_file()}


def _expect_the_browser_to_hold_it(page: Page) -> None:
    """The script spares a useless wait: it says so at once, and sends nothing."""
    expect(page.get_by_text("Ce fichier est trop gros pour être envoyé.")).to_be_visible()
    page.get_by_role("button", name="Lire le fichier", exact=True).click()
    expect(page.get_by_label("Fichier")).to_be_focused()
    assert page.url.endswith("/imports/new")
