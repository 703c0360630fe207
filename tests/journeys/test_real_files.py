"""Real public files, taken in as they are, with the columns that the wizard proposes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.conftest import OpenPage
from tests.journeys.processes import Platform

FEWEST = {
    "nnv_open_answers.csv": 2_500,
    "raw/sondage-et-apres.xlsx": 300,
}
"""File → contributions that it holds at the very least."""
PATIENCE = 300_000


@pytest.fixture(scope="module")
def own_platform(new_platform: Callable[[], Platform]) -> Platform:
    return new_platform()


@pytest.mark.parametrize("name", FEWEST)
def test_a_real_file_becomes_themes(
    name: str, corpora: Path, own_platform: Platform, open_page: OpenPage
) -> None:
    page = open_page(own_platform)
    page.set_default_timeout(60_000)
    steps.sign_in(page, steps.STEWARD)
    home = steps.new_consultation(page, f"Essai de {Path(name).stem}")
    steps.upload(page, home, corpora / name)
    steps.name_activity(page, "Réponses en ligne")
    left_out = page.get_by_label("Importer les autres lignes et laisser celles-ci de côté")
    assert left_out.count() == 0, "a published file has rows that cannot be read"
    steps.confirm_import(page)
    page.wait_for_url(re.compile(r"/imports/[-0-9a-f]+$"), timeout=PATIENCE)
    added = page.locator(".notice__title", has_text="contributions ajoutées")
    assert steps.number(added.inner_text()) >= FEWEST[name]

    steps.start_analysis(page, home)
    page.wait_for_url(re.compile(r"/themes\?run="), timeout=PATIENCE)
    themes = page.locator(".theme-list > .theme-item")
    assert themes.count() >= 5
    themes.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{home}/links")
    expect(page.locator(".review").first).to_be_visible()
