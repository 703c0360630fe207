"""The same form in a text, in an old workbook, and with the liberties that authors take."""

import pytest

from surveys.files import read_definition
from surveys.problems import SurveyError
from surveys.xlsform import read_xlsform
from tests.unit.surveys.making import form, workbook

CSV = """"survey",,,
,"type","name","label::Français (fr)"
,"select_one avis","gout","Cela vous plaît ?"
,"integer","age","Votre âge"
"choices",,,
,"list_name","name","label::Français (fr)"
,"avis","oui","Oui"
,"avis","non","Non"
"""
MARKDOWN = """
| survey  |                 |      |                      |
|         | type            | name | label::Français (fr) |
|---------|-----------------|------|----------------------|
|         | select_one avis | gout | Cela vous plaît ?    |
|         | integer         | age  | Votre âge            |
| choices |                 |      |                      |
|         | list_name       | name | label::Français (fr) |
|         | avis            | oui  | Oui                  |
|         | avis            | non  | Non                  |
"""


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        CSV.replace(",", ";").encode("cp1252"),
        CSV.replace(",", "\t").encode("utf-8-sig"),
        MARKDOWN.encode(),
    ],
    ids=["commas", "semicolons of a French Excel", "tabs", "markdown"],
)
def test_a_form_written_as_text_reads_like_the_same_workbook(data: bytes) -> None:
    survey = read_definition(data).survey
    assert survey.questions["gout"].labels == {"fr": "Cela vous plaît ?"}
    assert list(survey.questions) == ["gout", "age"]
    assert [choice.name for choice in survey.choice_lists["avis"]] == ["oui", "non"]


def test_a_lone_survey_sheet_needs_no_column_for_its_name() -> None:
    survey = read_definition(b"type,name,label\ntext,town,Your town\n").survey
    assert list(survey.questions) == ["town"]


def test_a_mistake_in_a_text_is_told_with_its_line() -> None:
    data = MARKDOWN.replace("integer         | age ", "integer         | 1ge ").encode()
    with pytest.raises(SurveyError) as error:
        read_definition(data)
    assert {problem.row for problem in error.value.problems} == {6}


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        b"survey,,\n,type,name\n" + b",text,a\n" * 20_005,
        b"survey,,\n,type,name\n,\x00,a\n",
        b"| survey |\n",
        b"choices,,\n,list_name,name\n",
    ],
    ids=["not a workbook", "protected", "endless", "binary", "no rows", "no survey"],
)
def test_what_is_no_form_is_refused(data: bytes) -> None:
    with pytest.raises(SurveyError):
        read_definition(data)


def test_curly_quotation_marks_hold_a_text_where_nothing_else_does() -> None:
    data = form(
        ("text", "a", "A", ""),
        ("text", "b", "B", "${a} = ‘oui’ or ${a} = 'l’été'"),
        columns=("type", "name", "label", "relevant"),
    )
    with pytest.raises(SurveyError):
        read_xlsform(data)
    data = form(
        ("text", "a", "A", ""),
        ("text", "b", "B", "${a} = ‘oui’"),
        ("text", "c", "C", "${a} = 'l’été'"),
        columns=("type", "name", "label", "relevant"),
    )
    questions = read_xlsform(data).survey.questions
    assert [questions[name].relevant.text for name in "bc"] == ["${a} = 'oui'", "${a} = 'l’été'"]


def test_a_name_used_in_two_groups_is_changed_when_nothing_refers_to_it() -> None:
    rows = [
        ("begin_group", "pont", "Pont", ""),
        ("text", "nom", "Nom", ""),
        ("end_group", "", "", ""),
        ("begin_group", "route", "Route", ""),
        ("text", "nom", "Nom", ""),
        ("text", "Pont", "Pont", ""),
        ("end_group", "", "", ""),
    ]
    result = read_xlsform(form(*rows, columns=("type", "name", "label", "relevant")))
    assert list(result.survey.questions) == ["nom", "nom_2", "Pont"]
    assert [each.details["new"] for each in result.unsupported] == ["pont_2", "nom_2"]


def test_a_picture_a_moment_and_a_barcode_are_asked_in_a_poorer_way_and_told() -> None:
    result = read_xlsform(
        form(("image", "photo", "Photo"), ("dateTime", "quand", "Quand ?"), ("barcode", "c", "C"))
    )
    kinds = {name: question.type for name, question in result.survey.questions.items()}
    assert kinds == {"photo": "file", "quand": "date", "c": "text"}
    assert [each.code for each in result.unsupported] == ["as_file", "as_day", "as_text"]
    assert all(each.kept for each in result.unsupported)


def test_the_day_of_the_answer_is_a_calculation() -> None:
    survey = read_xlsform(form(("today", "jour", ""), ("text", "a", "A"))).survey
    assert survey.questions["jour"].calculation.text == "today()"


def test_a_note_needs_no_name_and_a_picture_alone_is_told() -> None:
    data = workbook(
        survey=[
            ("type", "name", "label", "media::image"),
            ("note", "", "Bonjour", ""),
            ("note", "logo", "", "logo.png"),
            ("text", "smiley", "", "smile.png"),
        ]
    )
    result = read_xlsform(data)
    assert list(result.survey.questions) == ["note_2", "smiley"]
    assert result.survey.questions["smiley"].labels.text() == "smiley"
    assert {each.code for each in result.unsupported} == {"media", "nothing_left", "no_text"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (form(*(("text", f"q{n}", "Q") for n in range(10_001))), "too_many_items"),
        (
            form(("select_one l", "a", "A"), choices=[("l", f"c{n}", "C") for n in range(5_001)]),
            "too_many_choices",
        ),
        (form(("begin_group", "g", "G"), ("end_group", "", "")), "empty"),
        (form(("text", "<b>", "A")), "bad_name"),
    ],
    ids=["rows", "choices", "no question", "a name in HTML"],
)
def test_a_form_out_of_all_measure_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SurveyError) as error:
        read_definition(data)
    assert [problem.code for problem in error.value.problems] == [code]
