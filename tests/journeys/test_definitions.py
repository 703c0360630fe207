"""A steward brings a LimeSurvey questionnaire, opens it, and somebody answers it to the end."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import Platform
from tests.journeys.steps import HOME, STEWARD, sign_in

TITLE = "Les jardins partagés"
COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory")
ROWS = (
    ("S", "", "language", "", "fr", "", "", ""),
    ("SL", "", "surveyls_title", "", TITLE, "", "fr", ""),
    ("G", "", "Le jardin", "1", "", "", "fr", ""),
    ("Q", "Y", "JARDIN", "1", "<p>Avez-vous un jardin&nbsp;?</p>", "", "fr", "Y"),
    ("Q", "S", "OU", 'JARDIN.NAOK == "Y"', "Où est-il ?", "", "fr", "Y"),
    ("Q", ";", "RECOLTE", 'JARDIN.NAOK == "Y"', "Que récoltez-vous ?", "", "fr", ""),
    ("SQ", "0", "ete", "1", "En été", "", "fr", ""),
    ("SQ", "1", "leg", "1", "Légumes", "", "fr", ""),
    ("QTA", "", "quota", "", "", "", "fr", ""),
)


def test_a_limesurvey_file_becomes_a_questionnaire_that_is_answered(
    platform: Platform, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "jardins.txt"
    file.write_text("\n".join("\t".join(row) for row in (COLUMNS, *ROWS)), encoding="utf-8")
    page = open_page(platform)
    sign_in(page, STEWARD)
    page.goto(f"{HOME}/questionnaire-desk/new")
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("Mon propre fichier").check()
    page.get_by_label("Fichier", exact=True).set_input_files(file)
    page.get_by_role("button", name="Ajouter le questionnaire").click()
    expect(page.get_by_text("Chaque case du tableau est une question à part.")).to_be_visible()
    expect(page.get_by_text("Cette partie du fichier n’est pas reprise.")).to_be_visible()
    assert not problems(page, "fr", fictional=True) + axe_violations(page)
    page.get_by_role("link", name="Voir le questionnaire").click()
    page.get_by_role("button", name="Ouvrir").click()
    address = page.url

    visitor = open_page(platform)
    visitor.goto(address)
    visitor.get_by_role("button", name="Commencer").click()
    visitor.get_by_role("radio", name="Oui").check()
    # The page follows what is answered: the questions about the garden are there at once.
    visitor.get_by_label("Où est-il ?").fill("Au bord de l’eau")
    visitor.get_by_label("En été – Légumes").fill("Des courges")
    visitor.get_by_role("button", name="Continuer").click()
    visitor.get_by_role("button", name="Envoyer mes réponses").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Merci, vos réponses sont reçues")
