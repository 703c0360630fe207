"""Take a picture of every page, wide and narrow, into `screenshots/`.

`python -m tests.journeys.screenshots` starts its own platform; `--readme` writes the one picture
of the README instead.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import sitemap, steps
from tests.journeys.answers import questionnaire
from tests.journeys.browser import PHONE, WIDE, find_chromium, launch, visitor
from tests.journeys.processes import ROOT, Platform
from tests.journeys.steps import HOME

FOLDER = ROOT / "screenshots"
README_PICTURE = ROOT / "docs" / "images" / "themes.png"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--readme", action="store_true", help=f"write {README_PICTURE.name} only")
    wanted = parser.parse_args()
    executable = find_chromium()
    if executable is None:
        print("No Chromium was found: install one, or set CHROMIUM.", file=sys.stderr)
        return 2
    with (
        tempfile.TemporaryDirectory() as directory,
        Platform(Path(directory) / "data").prepare() as platform,
        sync_playwright() as playwright,
    ):
        platform.wait_for_jobs()
        browser = launch(playwright, executable)
        if wanted.readme:
            take_readme_picture(browser, platform)
        else:
            shutil.rmtree(FOLDER, ignore_errors=True)
            take_pages(browser, platform)
            take_wizard(browser, platform, Path(directory))
        browser.close()
    return 0


def take_readme_picture(browser: Browser, platform: Platform) -> None:
    README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with visitor(browser, platform.url) as page:
        steps.sign_in(page, steps.WRITER)
        page.goto(f"{HOME}/themes")
        page.screenshot(path=README_PICTURE)
    print(README_PICTURE.relative_to(ROOT))


def take_pages(browser: Browser, platform: Platform) -> None:
    for role in sitemap.ROLES:
        with visitor(browser, platform.url) as page:
            sitemap.enter(page, role)
            for place in sitemap.places(page, role):
                # Loaded at each size: what folds on a phone folds as the page is read.
                for width in (WIDE, PHONE):
                    page.set_viewport_size(width)  # type: ignore[arg-type]
                    page.goto(place.address)
                    _take(page, f"{role}-{place.name}")


def take_wizard(browser: Browser, platform: Platform, directory: Path) -> None:
    """The pages on the way of a file, and the empty ones before it comes."""
    with visitor(browser, platform.url) as page:
        steps.sign_in(page, steps.STEWARD)
        home = steps.new_consultation(page, "Démarche vide")
        for name in ("", "/desk", "/contributions", "/imports", "/themes", "/links", "/coverage"):
            page.goto(f"{home}{name}")
            _take_both(page, f"empty{name.replace('/', '-') or '-overview'}")
        steps.upload(page, home, questionnaire(directory / "réponses.csv"))
        _take_both(page, "wizard-columns")
        page.get_by_role("button", name="Vérifier le résultat").click()
        _take_both(page, "wizard-columns-with-errors")
        steps.name_activity(page, "Questionnaire")
        _take_both(page, "wizard-preview")
        steps.confirm_import(page)
        page.wait_for_url(re.compile(r"/imports/"))
        _take_both(page, "wizard-result")
        platform.freeze_worker()
        steps.start_analysis(page, home)
        page.get_by_role("progressbar", name="Avancement").wait_for()
        _take_both(page, "job")
        platform.thaw_worker()
        page.wait_for_url(re.compile(r"/themes"))


def _take_both(page: Page, name: str) -> None:
    for width in (WIDE, PHONE):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        _take(page, name)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def _take(page: Page, name: str) -> None:
    viewport = page.viewport_size
    assert viewport is not None
    kind = "narrow" if viewport["width"] < 600 else "wide"
    path = FOLDER / kind / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)


if __name__ == "__main__":
    sys.exit(main())
