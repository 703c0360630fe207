"""What people do on the platform, in their words."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from app.web.traps import SHORTEST_LOOK
from tests.journeys.processes import PASSWORD, SLUG, Platform, until

STEWARD = "pilote@sillage.example"
WRITER = "redaction@sillage.example"
FACILITATOR = "animation@sillage.example"
PARTICIPANT = "structure@sillage.example"
HOME = f"/consultations/{SLUG}"
ANALYSES = "kind = 'analysis'"
"""Jobs that only a person asks for: the worker sends digests and counts figures by itself."""


def sign_in(page: Page, email: str, then: str = "/") -> None:
    page.goto(f"/sign-in?next={then}")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()


def section(page: Page, name: str) -> None:
    """Go to a section of the consultation by its menu, which is folded on a phone, and wait until
    its page is whole."""
    menu = page.get_by_role("navigation", name="Démarche")
    if not menu.is_visible():
        page.locator(".section-nav > summary").click()
    link = menu.get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        menu.get_by_role("listitem").filter(has=page.get_by_text(name, exact=True)).get_by_role(
            "link"
        ).first.click()
    with page.expect_navigation():
        menu.get_by_role("link", name=name, exact=True).click()


def look_at_form(page: Page) -> None:
    """Look at the trapped form of the page for as long as people do: faster, it is a robot's."""
    shown = page.locator("input[name=shown]").last.input_value()
    since = int(shown.partition(".")[0])
    until(lambda: time.time() - since >= SHORTEST_LOOK.total_seconds(), "a form to be looked at")


def new_consultation(page: Page, title: str, strategy: str = "sress-2016") -> str:
    """Make a consultation as a steward; its address, without the platform's."""
    page.goto("/")
    page.get_by_role("link", name="Nouvelle démarche").click()
    page.get_by_label("Titre").fill(title)
    if strategy:
        page.get_by_label("Stratégie de départ").select_option(strategy)
    page.get_by_role("button", name="Créer la démarche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bureau")
    return re.search(r"/consultations/[^/]+", page.url)[0]  # type: ignore[index]


def upload(page: Page, home: str, file: Path) -> None:
    """Give a file to the wizard, up to the question of the columns."""
    page.goto(f"{home}/imports/new")
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_role("button", name="Lire le fichier", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Que contient chaque colonne ?")


def name_activity(page: Page, title: str) -> None:
    page.get_by_label("Titre de la nouvelle activité").fill(title)
    page.get_by_role("button", name="Vérifier le résultat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vérifiez avant d’importer")


def confirm_import(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"^Importer [\d\s]+contributions?$")).click()


def wait_for_job(page: Page, url: re.Pattern[str], timeout: float = 60) -> None:
    """Until the page of the job has led to its result, by itself."""
    page.wait_for_url(url, timeout=timeout * 1000)


def start_analysis(page: Page, home: str) -> None:
    page.goto(f"{home}/analyses/new")
    page.get_by_role("button", name="Lancer l’analyse").click()
    page.wait_for_url(re.compile(r"/(jobs/|themes\?run=)"))


def number(text: str | None) -> int:
    """The number that starts `text`, written for French readers ("1 234")."""
    found = re.search(r"\d[\d\s]*", text or "")
    assert found, f"no number in {text!r}"
    return int(re.sub(r"\s", "", found[0]))


@dataclass(frozen=True)
class Covered:
    """One line of the coverage table."""

    accepted: int
    set_aside: int
    waiting: int


def read_coverage(page: Page, home: str = HOME) -> dict[str, Covered]:
    """The code of each objective → its counts."""
    page.goto(f"{home}/coverage")
    lines = {}
    for row in page.locator("tbody tr").all():
        code = row.locator("th").inner_text().partition(" – ")[0].strip()
        accepted = row.locator(".bar__value").inner_text()
        set_aside, waiting = (text for text in row.locator("td.numeric").all_inner_texts())
        lines[code] = Covered(number(accepted), number(set_aside), number(waiting))
    return lines


def catch_running(platform: Platform, timeout: float = 60) -> None:
    """Freeze the worker in the middle of the analysis that was asked for last."""
    last = f"SELECT state FROM job WHERE {ANALYSES} ORDER BY created_at DESC LIMIT 1"

    def caught() -> bool:
        if platform.query(last) != [("running",)]:
            return False
        platform.freeze_worker()
        return True

    until(caught, "the analysis to run", timeout)
    states = platform.query(last)
    assert states == [("running",)], f"the analysis was over before it was caught: {states}"
