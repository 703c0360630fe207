"""The questionnaires that come with the platform."""

from pathlib import Path

import pytest

from surveys.answers import complete, next_page, pages, settle, validate_page
from surveys.build_definitions import DEFINITIONS, build
from surveys.checks import check_survey
from surveys.model import Survey
from surveys.types import type_named
from surveys.xlsform import read_xlsform
from surveys.yaml_form import read_yaml
from tests.unit.surveys.making import TODAY


@pytest.fixture(scope="module")
def actors() -> Survey:
    return read_xlsform((DEFINITIONS / "acteurs-ess.xlsx").read_bytes()).survey


@pytest.mark.parametrize("source", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_workbook_agrees_with_its_source(source: Path) -> None:
    result = read_xlsform(source.with_suffix(".xlsx").read_bytes())
    assert result.survey == read_yaml(source.read_text(encoding="utf-8"))
    assert result.unsupported == ()
    assert result.warnings == ()


def test_every_workbook_has_a_source_and_building_writes_them_all(tmp_path: Path) -> None:
    for source in DEFINITIONS.glob("*.yaml"):
        (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    built = {path.name for path in build(tmp_path)}
    assert built == {path.name for path in DEFINITIONS.glob("*.xlsx")}


def test_the_questionnaire_for_actors_has_no_dead_end(actors: Survey) -> None:
    assert check_survey(actors) == ()


def test_the_questionnaire_for_actors_holds_what_it_should(actors: Survey) -> None:
    assert len(pages(actors)) == 6
    kinds = [question.type for question in actors.questions.values()]
    asked = [kind for kind in kinds if type_named(kind).answered]
    assert 28 <= len(asked) <= 36
    assert {"organisation", "rank", "range", "likert", "acknowledge", "file"} <= set(kinds)
    long_texts = [q for q in actors.questions.values() if "multiline" in q.appearances]
    assert len(long_texts) >= 4
    assert any(q.type == "select_one" and q.or_other for q in actors.questions.values())
    assert "projet" in actors.places


POSTED = [
    {
        "accord_usage": ["OK"],
        "au_nom_de": ["oui"],
        "structure#name": ["La Recyclerie du Lac"],
        "structure#siret": ["732 829 320 00074"],
        "structure#actor_type": ["association"],
        "structure#territory": ["rural"],
        "role": ["other"],
        "role#other": ["Membre fondateur"],
        "secteurs": ["environnement", "insertion"],
    },
    {
        "annee_creation": ["1998"],
        "salaries": ["12"],
        "benevoles": ["30"],
        "part_ventes": ["42,5"],
        "evolution": ["baisse"],
        "raisons_baisse": ["Moins de dons."],
        "freins": ["recrutement", "locaux"],
        "frein_recrutement": ["Mécanicien"],
    },
    {
        "a_des_projets": ["oui"],
        "projet/0/projet_nom": ["Un atelier"],
        "projet/0/projet_debut": ["01/09/2022"],
        "projet/0/projet_emplois": ["2"],
        "projet/1/projet_nom": ["Une matériauthèque"],
        "projet/1/projet_emplois": ["3"],
    },
    {"coopere": ["oui"], "formes": ["lieux"], "cooperation_reussie": ["Un hangar partagé."]},
    {
        "avis_visible": ["plutot"],
        "avis_elus": ["sans_avis"],
        "confiance": ["7"],
        "priorites": ["emplois", "jeunes", "transition", "financement", "territoires", "commande"],
    },
    {"action_attendue": ["Un fonds d’amorçage."], "suites": ["mel"], "courriel": ["a@exemple.fr"]},
]


def test_the_questionnaire_for_actors_is_answered_from_start_to_end(actors: Survey) -> None:
    answers: dict = {}
    page = next_page(settle(actors, answers, TODAY), -1)
    visited = []
    while page is not None:
        visited.append(page)
        result = validate_page(actors, page, POSTED[page], answers, TODAY)
        assert result.errors == {}
        answers = result.answers
        page = next_page(result.state, page)
    assert visited == [0, 1, 2, 3, 4, 5]
    assert complete(actors, answers, TODAY) == ()
    assert (answers["personnes"], answers["emplois_prevus"]) == (42, 5)
    assert answers["structure"]["siret"] == "73282932000074"


def test_somebody_who_speaks_for_nobody_skips_the_page_about_the_organisation(
    actors: Survey,
) -> None:
    raw = {"accord_usage": ["OK"], "au_nom_de": ["non"], "secteurs": ["culture"]}
    result = validate_page(actors, 0, raw, {}, TODAY)
    assert result.errors == {}
    assert next_page(result.state, 0) == 2
