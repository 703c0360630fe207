"""A steward brings ideas of other platforms into a box, in a real browser."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.models import Activity, Channel, Consultation, IdeaBox
from tests.journeys import steps
from tests.journeys.conftest import OpenPage
from tests.journeys.processes import SLUG, Platform
from tests.journeys.steps import HOME

PROPOSALS = """\
id;author/name;category/name;title;body;state;published_at;votes;parent
1;Jeanne B.;Mobilité;Des pistes cyclables;<p>Entre les villages.</p>;accepted;2016-04-03;1250;
2;Paul D.;Mobilité;Une piste le long du canal;Elle serait éclairée.;rejected;2016-04-05;7;1
3;;Énergie;Isoler les écoles;Les plus anciennes d’abord.;;hier;;
"""


@pytest.fixture
def box(platform: Platform) -> str:
    """The address of an empty idea box of the demonstration."""
    code = f"import-{uuid.uuid4().hex[:8]}"
    with Session(platform.engine) as session:
        home = session.scalars(sa.select(Consultation).where(Consultation.slug == SLUG)).one()
        activity = Activity(
            consultation_id=home.id, channel=Channel.IDEA_BOX, code=code, title="Idées d’ailleurs"
        )
        session.add(activity)
        session.flush()
        session.add(IdeaBox(activity_id=activity.id, is_published=True, questions=[]))
        session.commit()
    return f"{HOME}/ideas/{code}"


def _send(page: Page, box: str, file: Path) -> None:
    page.goto(f"{box}/import")
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_label("D’où viennent ces idées").fill("Plateforme de la métropole, mai 2016")
    page.get_by_label("Licence").fill("Licence Ouverte 2.0")
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vérifier les idées")


def _bring_in(page: Page, box: str) -> str:
    """Start the import and wait for its end; what the page says then."""
    page.get_by_role("button", name=re.compile(r"^Importer [\d\s]+idées?$")).click()
    steps.wait_for_job(page, re.compile(rf"{box}/import/[-0-9a-f]+$"))
    return re.sub(r"\s", " ", page.get_by_role("heading", level=1).inner_text())


def test_proposals_of_another_platform_come_in_once(
    platform: Platform, box: str, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "propositions.csv"
    file.write_text(PROPOSALS, encoding="utf-8")
    page = open_page(platform)
    steps.sign_in(page, steps.STEWARD)
    _send(page, box, file)
    date = page.get_by_label("Contenu de la colonne « published_at »")
    date.select_option(label="Date")
    page.get_by_role("button", name="Relire avec ces colonnes").click()
    expect(page.get_by_role("main")).to_contain_text("Télécharger ces lignes")
    page.get_by_label("Importer les autres lignes et laisser celles-ci de côté").check()
    assert _bring_in(page, box) == "2 idées sont importées"

    _send(page, box, file)
    date.select_option(label="Date")
    page.get_by_role("button", name="Relire avec ces colonnes").click()
    expect(page.get_by_role("button", name=re.compile("^Importer"))).to_have_count(0)
    expect(page.locator(".stats")).to_contain_text("déjà dans la boîte")


def test_the_ideas_of_civocracy_come_in_with_their_themes_and_supports(
    platform: Platform, box: str, open_page: OpenPage, corpora: Path
) -> None:
    page = open_page(platform)
    steps.sign_in(page, steps.STEWARD)
    _send(page, box, corpora / "civocracy_ideas.csv")
    assert _bring_in(page, box) == "861 idées sont importées"
    found = page.request.get(f"{box}/similar?title=developper des piste cyclable").json()
    assert found["count"] == 5
    assert "pistes cyclables" in found["html"]
    with page.expect_download() as taken:
        page.evaluate("address => { location.href = address }", f"{box}/ideas.csv")
    lines = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert lines.count("Transports et Mobilité") > 50

    reader = open_page(platform)
    reader.goto(f"{box}?q=pistes+cyclables&order=supported")
    reader.locator(".idea__title a").first.click()
    support = reader.get_by_role("button", name=re.compile("^Je soutiens cette idée"))
    support.click()
    expect(support).to_have_attribute("aria-pressed", "true")
