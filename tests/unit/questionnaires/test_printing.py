"""A questionnaire on paper: what is printed, and that no text is ever a command."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.questionnaires.definitions import read_shipped
from app.questionnaires.paper.printing.conditions import Wording
from app.questionnaires.paper.printing.pdf import pdf_of
from app.questionnaires.paper.printing.sheet import ENTRIES, sheet_of
from surveys.formula import Formula
from surveys.model import Question, Survey
from surveys.texts import Texts
from surveys.yaml_form import read_yaml
from tests.unit.surveys.generating import surveys

FORM = """
code: essai
title: Essai
lists:
  oui_non: {oui: Oui, non: Non}
  freins: {argent: "L’argent", locaux: Les locaux}
items:
  - group: vous
    label: Vous
    items:
      - note: accueil
        label: Bonjour ${nom}
      - text: nom
        label: Votre nom
        required: yes
      - select_one: employeur
        list: oui_non
        label: Employez-vous ?
      - integer: salaries
        label: Combien ?
        relevant: ${employeur} = 'oui'
      - calculate: double
        calculation: ${salaries} * 2
      - select_multiple: freins
        list: freins
        or_other: yes
        label: Quels freins ?
      - range: note
        label: Une note
        parameters: {start: '0', end: '10', step: '1'}
      - range: part
        label: Une part
        parameters: {start: '0', end: '100', step: '1'}
  - repeat: projets
    label: Projet
    items:
      - text: titre
        label: Titre
"""


def _sheet(survey: Survey, **values: str):
    given = {"title": "Essai", "introduction": "", "return_by": "", "address": "https://a.example"}
    return sheet_of(survey, "fr", **{**given, **values})


def _questions(sheet) -> dict[int, dict]:
    blocks = [block for section in sheet["sections"] for block in section["blocks"]]
    return {block["number"]: block for block in blocks if block["kind"] == "question"}


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_questions_are_numbered_and_conditions_name_the_numbers() -> None:
    found = _questions(_sheet(read_yaml(FORM)))
    assert found[3]["label"] == "Combien ?"
    assert found[3]["condition"] == "Only if you answered “Oui” to question 2."
    assert found[1]["required"]
    assert found[1]["condition"] == ""


def test_calculations_are_not_printed_and_earlier_answers_are_an_ellipsis() -> None:
    sheet = _sheet(read_yaml(FORM))
    assert sheet["sections"][0]["blocks"][0]["label"] == "Bonjour …"
    assert "double" not in str(sheet)


def test_each_kind_of_answer_has_its_place_to_write() -> None:
    found = {one["label"]: one["answer"] for one in _questions(_sheet(read_yaml(FORM))).values()}
    assert found["Votre nom"] == {"type": "lines", "count": 1}
    assert found["Quels freins ?"]["options"] == ["L’argent", "Les locaux", "Autre"]
    assert found["Quels freins ?"]["other"] == "Précisez"
    assert found["Une note"]["values"] == [str(n) for n in range(11)]
    assert found["Une part"]["help"] == "From 0 to 100."


def test_a_repeat_has_blank_entries() -> None:
    section = _sheet(read_yaml(FORM))["sections"][1]
    titles = [block["title"] for block in section["blocks"] if block["kind"] == "heading"]
    assert titles == [f"Projet ({n})" for n in range(1, ENTRIES + 1)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("${e} != 'oui'", "Only if you did not answer “Oui” to question 1."),
        ("not(${e} = 'oui')", "Only if you did not answer “Oui” to question 1."),
        ("selected(${f}, 'argent')", "Only if you answered “L’argent” to question 2."),
        ("not(selected(${f}, 'x'))", "Only if you did not answer “x” to question 2."),
        ("${n} > 5", "Only if your answer to question 3 is above 5."),
        ("not(${n} < 5)", "Only if your answer to question 3 is at least 5."),
        ("${n} = ''", "Only if you did not answer question 3."),
        ("${n} != ''", "Only if you answered question 3."),
        (
            "${e} = 'oui' and ${n} <= 2.5",
            "Only if you answered “Oui” to question 1 and "
            "if your answer to question 3 is at most 2.5.",
        ),
        ("${e} = 'oui' or ${n} = '' and ${f} = ''", "Depending on … 1, 2, 3."),
        ("${n} + 2 > 5", "Depending on … 3."),
        ("5 < ${n}", "Depending on … 3."),
        ("${calc} > 5", "Depending on your earlier answers."),
        ("regex(${e}, 'o.*')", "Depending on … 1."),
        ("true()", ""),
    ],
)
def test_conditions_are_said_in_words_or_name_their_questions(written: str, said: str) -> None:
    survey = read_yaml(
        """
code: essai
title: Essai
lists: {oui_non: {oui: Oui, non: Non}, freins: {argent: "L’argent"}}
items:
  - {select_one: e, list: oui_non, label: E}
  - {select_multiple: f, list: freins, label: F}
  - {decimal: n, label: N}
  - {calculate: calc, calculation: "1"}
"""
    )
    wording = Wording(survey, {"e": 1, "f": 2, "n": 3}, "fr")
    whole = "Depending on your answers to these questions:"
    assert wording.sentence(Formula.parse(written)) == said.replace("Depending on …", whole)


def test_the_shipped_questionnaire_makes_an_accessible_pdf_with_its_title() -> None:
    pdf = pdf_of(_sheet(read_shipped().survey, title="Aux acteurs"))
    assert pdf.startswith(b"%PDF-")
    assert 4 <= _pages(pdf) <= 12
    assert b"Aux acteurs" in pdf
    assert b"pdfuaid:part" in pdf, "PDF/UA says so in its metadata"
    assert b"/Lang" in pdf
    assert b"/StructTreeRoot" in pdf


def test_the_same_questions_make_the_same_bytes() -> None:
    sheet = _sheet(read_yaml(FORM))
    first = pdf_of(sheet)
    for other in range(10):
        pdf_of(_sheet(read_yaml(FORM), title=f"Autre {other}"))
    assert pdf_of(sheet) == first


ATTACKS = [
    "{{7*7}}",
    '#eval("panic()")',
    "#panic()",
    "$ 1/0 $",
    '#read("/etc/passwd")',
    '#image("file:///etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "]#panic()[",
    '")); panic(("',
    "*gras* _penché_ `code` <étiquette> @renvoi // rien /* rien */ \\ ~ --- = titre",
    "\\input{/etc/passwd}",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_authors_write_is_printed_as_it_is(text: str) -> None:
    plain = _with_labels(read_yaml(FORM), "Un texte sans histoire")
    hostile = _with_labels(read_yaml(FORM), text)
    sheet = _sheet(hostile, title=text, introduction=text)
    assert sheet["title"] == text
    assert _questions(sheet)[1]["label"] == text
    pdf = pdf_of(sheet)
    assert b"pdfuaid:part" in pdf
    assert b"/URI" not in pdf
    assert not re.search(rb"/Subtype\s*/Image", pdf)
    assert _pages(pdf) == _pages(pdf_of(_sheet(plain)))


def _with_labels(survey: Survey, text: str) -> Survey:
    """The same questionnaire, in which every question, hint and choice says `text`."""
    said = Texts(fr=text)

    def renamed(item):
        if isinstance(item, Question):
            return replace(item, labels=said, hints=said)
        return replace(item, labels=said, items=tuple(map(renamed, item.items)))

    lists = {
        name: tuple(replace(choice, labels=said) for choice in choices)
        for name, choices in survey.choice_lists.items()
    }
    return replace(survey, items=tuple(map(renamed, survey.items)), choice_lists=lists)


@pytest.mark.parametrize("text", ["🙂 sourire", "中文", "\x01\u200b\u2028a", "é" * 3000, "مرحبا"])
def test_signs_that_the_fonts_lack_still_give_a_sheet(text: str) -> None:
    assert pdf_of(_sheet(_with_labels(read_yaml(FORM), text))).startswith(b"%PDF-")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(surveys(), st.text(max_size=60))
def test_any_questionnaire_can_be_printed(survey: Survey, text: str) -> None:
    assert pdf_of(_sheet(survey, title=text, introduction=text)).startswith(b"%PDF-")
