"""Analyses that are stopped: by a person, or by the death of the worker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.answers import answers, write_csv
from tests.journeys.conftest import OpenPage
from tests.journeys.processes import Platform, until

TEXTS = 1500
LONG_AGO = "2016-04-28 08:00:00.000000"


@pytest.fixture(scope="module")
def own_platform(new_platform: Callable[[], Platform]) -> Platform:
    return new_platform()


@pytest.fixture
def worked_platform(own_platform: Platform) -> Iterator[Platform]:
    """A platform whose worker works again after the test, whatever the test did to it."""
    yield own_platform
    own_platform.thaw_worker()


@pytest.fixture
def analysed_home(worked_platform: Platform, open_page: OpenPage, tmp_path: Path) -> str:
    """A consultation of its own, with enough texts to keep a worker busy for seconds."""
    page = open_page(worked_platform)
    steps.sign_in(page, steps.STEWARD)
    home = steps.new_consultation(page, f"Démarche de {tmp_path.name}")
    texts = answers(TEXTS, seed=7)
    rows = [["Vos besoins ?", "Vos idées ?"]]
    rows += [list(pair) for pair in zip(texts[::2], texts[1::2], strict=True)]
    steps.upload(page, home, write_csv(tmp_path / "réponses.csv", rows))
    steps.name_activity(page, "Beaucoup de réponses")
    steps.confirm_import(page)
    page.wait_for_url(re.compile(r"/imports/[-0-9a-f]+$"), timeout=60_000)
    expect(page.get_by_text("contributions ajoutées")).to_be_visible()
    page.context.close()
    return home


def _results(platform: Platform) -> dict[str, int]:
    return {
        table: platform.count(table) for table in ("candidate_theme", "assignment", "suggestion")
    }


def _latest(platform: Platform, table: str, columns: str) -> tuple[object, ...]:
    """These columns of the last analysis, as a job or as a run."""
    which = f"WHERE {steps.ANALYSES}" if table == "job" else ""
    rows = platform.query(
        f"SELECT {columns} FROM {table} {which} ORDER BY created_at DESC, id DESC"
    )
    return tuple(rows[0])


def _start(open_page: OpenPage, platform: Platform, home: str) -> Page:
    page = open_page(platform)
    steps.sign_in(page, steps.STEWARD)
    steps.start_analysis(page, home)
    return page


def test_an_analysis_cancelled_while_it_runs_changes_nothing(
    worked_platform: Platform, analysed_home: str, open_page: OpenPage
) -> None:
    before = _results(worked_platform)
    page = _start(open_page, worked_platform, analysed_home)
    steps.catch_running(worked_platform)
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Arrêt en cours…").first).to_be_visible()
    worked_platform.thaw_worker()
    expect(page.get_by_text("Annulé : rien n’a été modifié.").first).to_be_visible(timeout=30_000)
    assert _latest(worked_platform, "job", "state, attempts") == ("cancelled", 1)
    assert _latest(worked_platform, "run", "state") == ("cancelled",)
    assert _results(worked_platform) == before

    expect(page.get_by_role("link", name="Réessayer")).to_be_visible()
    expect(page.get_by_role("button", name="Annuler")).to_have_count(0)
    page.goto(f"{analysed_home}/themes")
    expect(page.get_by_role("heading", name="Pas encore d’analyse")).to_be_visible()
    page.goto(f"{analysed_home}/analyses")
    expect(page.get_by_role("cell", name="Annul")).to_be_visible()


def test_an_analysis_cancelled_before_it_starts_never_starts(
    worked_platform: Platform, analysed_home: str, open_page: OpenPage
) -> None:
    before = _results(worked_platform)
    worked_platform.freeze_worker()
    page = _start(open_page, worked_platform, analysed_home)
    expect(page.get_by_text("En attente de son tour.")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Annulé : rien n’a été modifié.")).to_be_visible()
    worked_platform.thaw_worker()
    # Jobs are done in the order in which they were asked for: once the next is over, so is this.
    steps.start_analysis(page, analysed_home)
    page.wait_for_url(re.compile(r"/themes\?run="), timeout=60_000)
    rows = worked_platform.query(
        f"SELECT state, attempts FROM job WHERE {steps.ANALYSES} ORDER BY created_at DESC LIMIT 2"
    )
    assert rows == [("done", 1), ("cancelled", 0)]
    states = worked_platform.query("SELECT state FROM run ORDER BY created_at DESC LIMIT 2")
    assert states == [("done",), ("cancelled",)]
    assert _results(worked_platform) != before


def test_an_import_cancelled_before_it_starts_can_be_tried_again(
    worked_platform: Platform, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(worked_platform)
    steps.sign_in(page, steps.STEWARD)
    home = steps.new_consultation(page, "Un import annulé")
    rows = [["Vos besoins ?"], *([text] for text in answers(20, seed=6))]
    steps.upload(page, home, write_csv(tmp_path / "idées.csv", rows))
    steps.name_activity(page, "Boîte à idées")
    worked_platform.freeze_worker()
    steps.confirm_import(page)
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Annulé : rien n’a été modifié.")).to_be_visible()
    worked_platform.thaw_worker()
    page.get_by_role("link", name="Revenir à l’import").click()
    page.get_by_role("link", name="Vérifier et réessayer").click()
    steps.confirm_import(page)
    page.wait_for_url(re.compile(r"/imports/[-0-9a-f]+$"), timeout=60_000)
    expect(page.get_by_text("20 contributions ajoutées")).to_be_visible()


def test_answers_to_no_question_can_be_analysed(
    worked_platform: Platform, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(worked_platform)
    steps.sign_in(page, steps.STEWARD)
    home = steps.new_consultation(page, "Une seule colonne")
    rows = [["Réponse"], *([text] for text in answers(60, seed=5))]
    steps.upload(page, home, write_csv(tmp_path / "idées.csv", rows))
    steps.name_activity(page, "Boîte à idées")
    steps.confirm_import(page)
    page.wait_for_url(re.compile(r"/imports/[-0-9a-f]+$"), timeout=60_000)
    steps.start_analysis(page, home)
    page.wait_for_url(re.compile(r"/themes\?run="), timeout=60_000)


def test_a_job_whose_worker_was_killed_is_done_once_by_another(
    worked_platform: Platform, analysed_home: str, open_page: OpenPage
) -> None:
    platform = worked_platform
    page = _start(open_page, platform, analysed_home)
    steps.catch_running(platform)
    platform.kill_worker()
    before = _results(platform)
    assert _latest(platform, "job", "state") == ("running",)
    # Others wait half a minute before they believe that a worker is lost: the wait is skipped.
    aged = platform.query(
        "UPDATE job SET alive_at = :then WHERE state = 'running' RETURNING alive_at", then=LONG_AGO
    )
    assert aged == [(LONG_AGO,)]
    platform.start_worker()
    page.wait_for_url(re.compile(r"/themes\?run="), timeout=90_000)
    assert page.locator(".theme-item").count() >= 2

    assert _latest(platform, "job", "state, attempts") == ("done", 2)
    (run_id, excerpts) = _latest(platform, "run", "id, excerpts")
    assert excerpts
    assert _latest(platform, "run", "state") == ("done",)
    after = _results(platform)
    assert after["assignment"] > before["assignment"]
    for table in after:
        of_run = platform.query(f"SELECT count(*) FROM {table} WHERE run_id = :run", run=run_id)
        assert of_run == [(after[table] - before[table],)], f"{table} has rows of nobody"
    for table, identity in (
        ("assignment", "excerpt_id"),
        ("suggestion", "excerpt_id || node_id"),
        ("candidate_theme", "code"),
    ):
        twice = platform.query(
            f"SELECT {identity} FROM {table} WHERE run_id = :run"
            f" GROUP BY {identity} HAVING count(*) > 1",
            run=run_id,
        )
        assert twice == [], f"{table} holds rows twice"
    until(lambda: platform.query("SELECT 1 FROM job WHERE ended_at IS NULL") == [], "peace")
