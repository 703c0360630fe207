"""Sections, questions and repeats: added, moved, duplicated, deleted."""

from __future__ import annotations

import pytest

from surveys.editing import (
    EditError,
    delete_item,
    duplicate_item,
    insert_item,
    move_into,
    move_item,
    name_from,
    replace_item,
)
from surveys.formula import Formula
from surveys.model import Survey
from surveys.structure import structure_problems
from surveys.yaml_form import read_yaml
from tests.unit.surveys.making import question

FORM = """
code: essai
title: Essai
lists:
  oui_non: {oui: Oui, non: Non}
items:
  - group: vous
    items:
      - select_one: employeur
        list: oui_non
      - integer: salaries
        relevant: ${employeur} = 'oui'
        label: Combien ? ${employeur}
  - group: suite
    relevant: "${salaries} > 3 and '${salaries}' != ''"
    items:
      - text: nom
      - text: lieu
        default: ${nom}
"""


@pytest.fixture
def survey() -> Survey:
    return read_yaml(FORM)


def _names(survey: Survey) -> list[str]:
    return list(survey.places)


def test_a_new_question_stands_at_the_end_of_its_section(survey):
    after = insert_item(survey, question("age"), "vous")
    assert _names(after) == ["vous", "employeur", "salaries", "age", "suite", "nom", "lieu"]
    assert _names(survey) == ["vous", "employeur", "salaries", "suite", "nom", "lieu"]


@pytest.mark.parametrize("name", ["nom", "NOM"])
def test_a_name_is_given_once_whatever_its_case(survey, name):
    with pytest.raises(EditError, match="name_taken"):
        insert_item(survey, question(name))


def test_nothing_is_put_into_a_question_or_into_nothing(survey):
    for place in ("nom", "absent"):
        with pytest.raises(EditError, match="unknown_item"):
            insert_item(survey, question("age"), place)


def test_references_follow_a_question_that_changes_its_name(survey):
    after = replace_item(survey, "salaries", question("effectif", "integer", "Combien ?"))
    assert after.places["suite"].item.relevant.text == "${effectif} > 3 and '${salaries}' != ''"
    after = replace_item(after, "employeur", question("est-employeur", "text"))
    after = replace_item(after, "nom", question("nom.usuel"))
    assert after.questions["lieu"].default == "${nom.usuel}"
    assert structure_problems(after) == []


def test_the_texts_of_others_follow_too(survey):
    employeur = survey.questions["employeur"]
    after = replace_item(
        survey, "employeur", question("emploie", "select_one", list_name="oui_non")
    )
    assert after.questions["salaries"].labels.text() == "Combien ? ${emploie}"
    assert employeur.name == "employeur"


def test_a_question_to_which_others_refer_is_not_deleted(survey):
    with pytest.raises(EditError) as refused:
        delete_item(survey, "employeur")
    assert refused.value.details["users"] == ("salaries",)
    with pytest.raises(EditError) as refused:
        delete_item(survey, "vous")
    assert refused.value.details["users"] == ("suite",)
    assert _names(delete_item(survey, "suite")) == ["vous", "employeur", "salaries"]


def test_a_copy_has_names_of_its_own_and_refers_to_itself(survey):
    after, name = duplicate_item(survey, "vous")
    assert name == "vous_2"
    assert after.places["salaries_2"].item.relevant == Formula.parse("${employeur_2} = 'oui'")
    assert after.questions["salaries_2"].labels.text() == "Combien ? ${employeur_2}"
    assert structure_problems(after) == []
    again, _ = duplicate_item(after, "salaries")
    assert again.places["salaries_3"].item.relevant == Formula.parse("${employeur} = 'oui'")


@pytest.mark.parametrize(
    ("name", "step", "expected"),
    [
        ("salaries", -1, "vous salaries employeur suite nom lieu"),
        ("salaries", 1, "vous employeur suite salaries nom lieu"),
        ("nom", -1, "vous employeur salaries nom suite lieu"),
        ("employeur", -1, "employeur vous salaries suite nom lieu"),
        ("lieu", 1, "vous employeur salaries suite nom lieu"),
        ("suite", -1, "suite nom lieu vous employeur salaries"),
    ],
)
def test_a_question_moves_by_one_and_from_section_to_section(survey, name, step, expected):
    after = move_item(survey, name, step)
    assert _names(after) == expected.split()


def test_a_question_leaves_its_section_when_there_is_no_next_one(survey):
    after = move_item(survey, "lieu", 1)
    assert after.places["lieu"].containers == ()


def test_what_stands_first_or_last_goes_no_further(survey):
    with pytest.raises(EditError, match="at_the_edge"):
        move_item(survey, "vous", -1)


def test_a_section_does_not_move_into_itself(survey):
    with pytest.raises(EditError, match="inside_itself"):
        move_into(survey, "vous", "vous")
    after = move_into(survey, "nom", "vous")
    assert _names(after) == ["vous", "employeur", "salaries", "nom", "suite", "lieu"]
    after = move_into(survey, "suite", "vous")
    assert after.places["nom"].groups == ("vous", "suite")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Êtes-vous élu ?", "etes_vous_elu"),
        ("", "question"),
        ("3 mots", "question_3_mots"),
        ("日本", "question"),
        ("x" * 200, "x" * 40),
        ("nom", "nom_2"),
        (
            "Un très long intitulé qui ne tient pas dans un nom",
            "un_tres_long_intitule_qui_ne_tient_pas",
        ),
    ],
)
def test_a_name_is_made_from_a_text(text, name):
    assert name_from(text, {"nom"}) == name
