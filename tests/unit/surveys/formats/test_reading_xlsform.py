"""What a workbook may hold, and what is said of it."""

import pytest

from surveys.answers import clean
from surveys.model import Group, Repeat
from surveys.problems import SurveyError
from surveys.xlsform import read_xlsform
from tests.unit.surveys.making import TODAY, form, workbook

YES_NO = [("yes_no", "yes", "Oui"), ("yes_no", "no", "Non")]


def problems(data: bytes) -> dict[str, str]:
    with pytest.raises(SurveyError) as caught:
        read_xlsform(data)
    return {problem.code: str(problem) for problem in caught.value.problems}


def test_older_names_of_types_and_columns_are_understood() -> None:
    data = form(
        ("begin group", "g", "Groupe", ""),
        ("select one from yes_no", "a", "A ?", ""),
        ("select all that apply from yes_no or specify other", "b", "B ?", "selected(${a}, 'yes')"),
        ("int", "c", "C ?", ""),
        ("string", "d", "D ?", ""),
        ("trigger", "e", "E", ""),
        ("end group", "", "", ""),
        ("begin repeat", "r", "Encore", ""),
        ("date", "f", "F ?", ""),
        ("end repeat", "", "", ""),
        columns=("command", "tag", "caption", "relevance"),
        choices=YES_NO,
    )
    survey = read_xlsform(data).survey
    assert [(q.name, q.type) for q in survey.questions.values()] == [
        ("a", "select_one"),
        ("b", "select_multiple"),
        ("c", "integer"),
        ("d", "text"),
        ("e", "acknowledge"),
        ("f", "date"),
    ]
    assert survey.questions["b"].or_other
    assert survey.questions["b"].relevant.text == "selected(${a}, 'yes')"
    assert isinstance(survey.items[0], Group)
    assert isinstance(survey.items[1], Repeat)


def test_languages_are_read_from_the_headers() -> None:
    data = form(
        ("text", "a", "Bonjour", "Hello", "Indice"),
        columns=("type", "name", "label::Français (fr)", "label::English (en)", "hint"),
        settings=[("form_title", "default_language"), ("Titre", "Français (fr)")],
    )
    survey = read_xlsform(data).survey
    assert survey.languages == ("fr", "en")
    assert survey.default_language == "fr"
    assert survey.title == {"fr": "Titre"}
    assert survey.questions["a"].labels == {"fr": "Bonjour", "en": "Hello"}
    assert survey.questions["a"].hints == {"fr": "Indice"}


def test_french_typography_survives() -> None:
    label = "L’été\u00a0: qu’en dites-vous\u202f?"
    assert read_xlsform(form(("text", "a", label))).survey.questions["a"].labels.text() == label


def test_what_exists_elsewhere_and_not_here_is_listed_with_its_row() -> None:
    data = form(
        ("geopoint", "where", "Où ?", ""),
        ("audio", "sound", "Son", ""),
        ("start", "began", "", ""),
        ("calculate", "far", "", "${where}"),
        ("calculate", "farther", "", "${far}"),
        ("calculate", "looked_up", "", "pulldata('a', 'b', 'c', 'd')"),
        ("text", "kept", "Gardée", ""),
        columns=("type", "name", "label", "calculation"),
    )
    result = read_xlsform(data)
    assert list(result.survey.questions) == ["sound", "kept"]
    assert result.survey.questions["sound"].type == "file"
    assert [(each.row, each.name, each.kept) for each in result.unsupported] == [
        (2, "where", False),
        (3, "sound", True),
        (4, "began", False),
        (5, "far", False),
        (7, "looked_up", False),
        (6, "farther", False),
    ]
    assert all(each.reason for each in result.unsupported)


def test_a_row_that_is_switched_off_is_left_out() -> None:
    data = form(
        ("text", "a", "A", "no"),
        ("text", "b", "B", "yes"),
        columns=("type", "name", "label", "disabled"),
    )
    result = read_xlsform(data)
    assert list(result.survey.questions) == ["a"]
    assert ("b", "disabled") in {(each.name, each.what) for each in result.unsupported}


def test_a_condition_on_something_left_out_is_dropped_and_told() -> None:
    data = form(
        ("geopoint", "where", "Où ?", "", ""),
        ("text", "a", "Près de ${where} ?", "${where} != ''", "photo.png"),
        columns=("type", "name", "label", "relevant", "media::image"),
    )
    result = read_xlsform(data)
    question = result.survey.questions["a"]
    assert question.relevant is None
    assert question.labels.text() == "Près de … ?"
    told = {(each.name, each.what) for each in result.unsupported if each.kept}
    assert told == {("a", "relevant"), ("a", "label"), ("a", "media::image")}


def test_a_table_list_is_a_table_of_likert_rows() -> None:
    data = form(
        ("begin_group", "t", "Table", "table-list"),
        ("select_one yes_no", "r1", "Un", ""),
        ("select_one yes_no", "r2", "Deux", ""),
        ("end_group", "", "", ""),
        ("select_one yes_no", "alone", "Seule", "likert"),
        ("select_one yes_no", "plain", "Simple", ""),
        columns=("type", "name", "label", "appearance"),
        choices=YES_NO,
    )
    survey = read_xlsform(data).survey
    kinds = [question.type for question in survey.questions.values()]
    assert kinds == ["likert", "likert", "likert", "select_one"]
    assert survey.items[0].is_table


def test_an_organisation_is_a_type_of_ours() -> None:
    data = form(
        ("organisation yes_no", "a", "A", ""),
        ("select_one yes_no", "b", "B", "organisation territories=yes_no"),
        ("text", "c", "C", "organisation"),
        columns=("type", "name", "label", "appearance"),
        choices=YES_NO,
    )
    questions = read_xlsform(data).survey.questions.values()
    assert {question.type for question in questions} == {"organisation"}
    assert [question.list_name for question in questions] == ["yes_no", "yes_no", ""]


def test_a_choice_filter_reads_a_column_that_bears_the_name_of_a_question() -> None:
    data = workbook(
        survey=[
            ("type", "name", "label", "choice_filter"),
            ("select_one regions", "region", "Région", ""),
            ("select_one towns", "town", "Ville", "region=${region}"),
        ],
        choices=[
            ("list_name", "name", "label", "region"),
            ("regions", "east", "Est", ""),
            ("regions", "west", "Ouest", ""),
            ("towns", "dijon", "Dijon", "east"),
            ("towns", "brest", "Brest", "west"),
        ],
    )
    survey = read_xlsform(data).survey
    assert clean(survey, {"region": "east", "town": "brest"}, TODAY)["town"] is None
    assert clean(survey, {"region": "west", "town": "brest"}, TODAY)["town"] == "brest"


def test_pyxform_speaks_too() -> None:
    data = form(
        ("text", "a", "A", "A"),
        columns=("type", "name", "label::fr", "hint::en"),
    )
    assert any("missing" in warning for warning in read_xlsform(data).warnings)
    message = problems(form(("text", "a", "A"), ("kangaroo", "k", "K")))["pyxform"]
    assert "kangaroo" in message


def test_several_problems_are_told_at_once_with_their_rows() -> None:
    data = form(
        ("text", "a", "A", "${nobody} = 1"),
        ("select_one missing", "b", "B", ""),
        ("text", "a", "A again", ""),
        ("text", "d", "D", "${a} = = 1"),
        columns=("type", "name", "label", "relevant"),
    )
    found = problems(data)
    assert found.keys() >= {
        "unknown_reference",
        "missing_list",
        "duplicate_name",
        "bad_expression",
    }
    assert found["unknown_reference"].startswith("Row 2:")
    assert found["missing_list"].startswith("Row 3:")
    assert "nobody" in found["unknown_reference"]


def test_a_loop_in_the_calculations_names_its_steps() -> None:
    data = form(
        ("calculate", "a", "", "${b} + 1"),
        ("calculate", "b", "", "${c} + 1"),
        ("calculate", "c", "", "${a} + 1"),
        ("text", "d", "D", ""),
        columns=("type", "name", "label", "calculation"),
    )
    assert "a → b → c → a" in problems(data)["calculation_loop"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("begin_group", "g", "G"), ("text", "a", "A")], "not_closed"),
        ([("range", "a", "A")], "ok"),
        ([("kangaroo", "a", "A")], "pyxform"),
        ([("text", "", "A")], "no_name"),
        ([("note", "1a", "A")], "bad_name"),
        ([], "empty"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(rows: list, code: str) -> None:
    if code == "ok":
        assert read_xlsform(form(*rows)).survey.questions["a"].type == "range"
        return
    assert code in problems(form(*rows))


def test_a_workbook_without_a_survey_sheet_says_which_sheets_it_has() -> None:
    data = workbook(feuille=[("a",)], autre=[("b",)])
    assert "feuille, autre" in problems(data)["no_survey_sheet"]


def test_a_choice_given_twice_is_told() -> None:
    data = form(("select_one l", "a", "A"), choices=[("l", "x", "X"), ("l", "x", "Y")])
    assert "twice" in problems(data)["duplicate_choice"]
