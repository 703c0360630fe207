"""Journeys in a real browser, against real processes.

Without a browser they are skipped, loudly; where the environment says CI they fail.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import processes, sitemap
from tests.journeys.browser import (
    PHONE,
    SMALL_PHONE,
    WIDE,
    Complaints,
    find_chromium,
    launch,
    visitor,
)
from tests.journeys.hosts import PreparedHosts, SeveralHosts, new_database
from tests.journeys.inspection import Inspection, LookAtEach
from tests.journeys.page_checks import bring_axe
from tests.journeys.processes import Platform

NO_BROWSER = "no Chromium was found: install one, or set CHROMIUM to where it is"
IN_CI = os.environ.get("CI", "").lower() in ("true", "1")


OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if NO_BROWSER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("BROWSER JOURNEYS SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(skipped)} journeys were not made: {NO_BROWSER}.", red=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed and "journeys" in str(item.path):
        for platform in processes.running:
            report.sections.append((f"what {platform.url} said", platform.logs()))
    return report


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_chromium()
    if path is None and IN_CI:
        pytest.fail(NO_BROWSER)
    if path is None:
        pytest.skip(NO_BROWSER)
    return path


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium_path)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_and_copy(
    chromium_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Platform, Path]]:
    """A platform with the demonstration, analysed, and its data as they were then."""
    ready = _analysed_demonstration(tmp_path_factory)
    data = tmp_path_factory.mktemp("platform") / "data"
    shutil.copytree(ready, data)
    with Platform(data) as platform:
        yield platform, ready


def _analysed_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the demonstration once it is analysed: made by whichever worker of this run
    comes first, while the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    ready = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            with Platform(tmp_path_factory.mktemp("platform")).prepare() as platform:
                platform.wait_for_jobs()
                partial = platform.copy_data(tmp_path_factory.mktemp("demonstration"))
            partial.rename(ready)
    return ready


@pytest.fixture(scope="session")
def prepared_hosts(
    chromium_path: str, postgresql_url: str, tmp_path_factory: pytest.TempPathFactory
) -> PreparedHosts:
    """The demonstration on PostgreSQL, to be copied for journeys across hosts."""
    return PreparedHosts(postgresql_url, tmp_path_factory.mktemp("hosts"))


@pytest.fixture(scope="session")
def platform(request: pytest.FixtureRequest) -> Iterator[Platform]:
    """The demonstration on SQLite, shared: do not count on what others may have added. With
    `--several-hosts`, across hosts."""
    if request.config.getoption("several_hosts"):
        with request.getfixturevalue("prepared_hosts").copy() as platform:
            yield platform
    else:
        yield request.getfixturevalue("shared_and_copy")[0]


@pytest.fixture(scope="session")
def new_platform(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Platform]]:
    """Start another platform like `platform`, with the demonstration and nothing else."""
    is_across = request.config.getoption("several_hosts")
    prepared = request.getfixturevalue("prepared_hosts" if is_across else "shared_and_copy")
    with ExitStack() as stack:

        def start() -> Platform:
            if is_across:
                return stack.enter_context(prepared.copy())
            data = tmp_path_factory.mktemp("platform") / "data"
            shutil.copytree(prepared[1], data)
            return stack.enter_context(Platform(data))

        yield start


@pytest.fixture(scope="session")
def postgresql_platform(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """The demonstration in a database of its own on PostgreSQL, across two hosts."""
    if request.config.getoption("several_hosts"):
        started = request.getfixturevalue("prepared_hosts").copy()
    else:
        request.getfixturevalue("chromium_path")
        url = new_database(request.getfixturevalue("postgresql_url"), "journeys")
        started = _moved_to(url, tmp_path_factory)
    with started as platform:
        platform.wait_for_jobs()
        yield platform


def _moved_to(url: str, tmp_path_factory: pytest.TempPathFactory) -> SeveralHosts:
    """The analysed demonstration, by a backup of it: in a tenth of the time of making it there."""
    ready, home = _analysed_demonstration(tmp_path_factory), tmp_path_factory.mktemp("platform")
    before, data, archive = home / "before", home / "data", str(home / "demonstration.zip")
    shutil.copytree(ready, before)
    Platform(before).command("backup", archive)
    moved = SeveralHosts(data, url)
    shutil.copy(before / "secret_key", data)
    moved.command("restore", archive)
    return moved


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Any complaint of the browser during a journey fails it."""
    kept = Complaints()
    yield kept
    assert not kept.found, "the browser complained:\n" + "\n".join(kept.found)


@pytest.fixture
def open_page(chromium: Browser, complaints: Complaints) -> Iterator[OpenPage]:
    """Open a page as a newcomer: `open_page(platform, viewport=PHONE, javascript=False)`."""
    with ExitStack() as stack:

        def come(platform: Platform, **options: Any) -> Page:
            return stack.enter_context(
                visitor(chromium, platform.url, complaints=complaints, **options)
            )

        yield come


@pytest.fixture
def inspect() -> Iterator[list[Inspection]]:
    """Inspections to conclude."""
    made: list[Inspection] = []
    yield made
    report = "\n".join(filter(None, (inspection.report() for inspection in made)))
    assert not report, f"\n{report}"


@pytest.fixture
def look_at_each(
    platform: Platform, open_page: OpenPage, complaints: Complaints, inspect: list[Inspection]
) -> LookAtEach:
    def look(
        places: Callable[[Page, str], list[sitemap.Place]],
        role: str,
        *,
        axe: bool = True,
        closely: bool = False,
    ) -> None:
        complaints.expect(403, 404)
        page = open_page(platform)
        sitemap.enter(page, role)
        found = places(page, role)
        assert found, f"a {role} opens none of them"
        inspection = Inspection(page)
        inspect.append(inspection)
        if axe:
            bring_axe(page)
        sizes = (WIDE, PHONE, SMALL_PHONE) if closely else (WIDE, SMALL_PHONE)
        for place in found:
            inspection.visit(place, sizes=sizes, axe=axe, contrast=closely)

    return look


@pytest.fixture
def come(chromium: Browser, platform: Platform) -> Iterator[OpenPage]:
    """Open a page whose browser may complain of a lost network, and of nothing else."""
    complaints = Complaints()
    complaints.expect_cut_requests()
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(
            visitor(chromium, platform.url, complaints=complaints, **options)
        )
    assert complaints.found == []
