"""Tables of cells, two scales, old conditions, filters, rules: as LimeSurvey's files write them."""

import pytest

from surveys.answers import clean
from surveys.limesurvey import read_lss
from surveys.limesurvey.html_text import text_of
from surveys.model import Group
from surveys.problems import SurveyError
from surveys.reading import ReadResult
from surveys.xlsform import read_xlsform, write_xlsform
from tests.unit.surveys.limesurvey.test_lss import SURVEY, Rows, lss, question
from tests.unit.surveys.making import TODAY


def parts(parent: str, *codes: str, scale: str = "0") -> Rows:
    return [
        {
            "qid": f"{parent}{scale}{number}",
            "parent_qid": parent,
            "title": code,
            "question": code.title(),
            "question_order": str(number),
            "scale_id": scale,
            "language": "fr",
        }
        for number, code in enumerate(codes, start=1)
    ]


def options(qid: str, *codes: str, scale: str = "0") -> Rows:
    row = {"qid": qid, "language": "fr", "scale_id": scale}
    return [
        row | {"code": code, "answer": code.upper(), "sortorder": str(number)}
        for number, code in enumerate(codes, start=1)
    ]


def setting(qid: str, name: str, value: str) -> dict[str, str]:
    return {"qid": qid, "attribute": name, "value": value}


def asked(qid: str, letter: str, code: str, text: str = "Texte ?", **more: str) -> dict[str, str]:
    return question(qid, letter, code, qid, language="fr", question=text, **more)


@pytest.fixture(scope="module")
def result() -> ReadResult:
    return read_lss(
        lss(
            "177",
            groups=[
                {
                    "gid": "5",
                    "group_name": "Groupe",
                    "language": "fr",
                    "group_order": "0",
                    "randomization_group": "x",
                }
            ],
            questions=[
                asked("10", "M", "SRC"),
                asked("11", "F", "TAB"),
                asked("12", "1", "DEUX"),
                asked("13", ":", "NOMBRES"),
                asked("14", ":", "CASES"),
                asked("15", "S", "TEL", preg="/cat|dog/i"),
                asked("16", "N", "AGE", mandatory="S"),
                asked("17", "T", "VIEUX", "Âge : {INSERTANS:77X5X16}"),
                asked("18", "S", "CACHE"),
                asked("19", "R", "RANG", ""),
                asked("20", "S", "PREMIER", relevance='RANG_1 == "a"'),
                asked("21", "D", "JOUR"),
                asked("22", "I", "LANGUE"),
            ],
            subquestions=[
                *parts("10", "a", "b"),
                *parts("11", "a", "b", "c"),
                *parts("12", "a"),
                *parts("13", "a", "b"),
                *parts("13", "x", scale="1"),
                *parts("14", "a"),
                *parts("14", "x", "y", scale="1"),
            ],
            answers=[
                *options("11", "o", "n"),
                *options("12", "o"),
                *options("12", "p", "q", scale="1"),
                *options("19", "a", "b"),
            ],
            question_attributes=[
                setting("11", "array_filter", "SRC"),
                setting("12", "dualscale_headerB", "Souvent"),
                setting("14", "multiflexible_checkbox", "1"),
                setting("16", "em_validation_q", "this > 17 and this < 120"),
                setting("18", "hidden", "1"),
                setting("21", "date_min", "2020-01-01"),
            ],
            conditions=[
                {"qid": "17", "cqid": "10", "cfieldname": "+77X5X10a", "method": "==", "value": ""},
                {"qid": "17", "cqid": "16", "cfieldname": "77X5X16", "method": ">", "value": "40"},
            ],
            **SURVEY,
        )
    )


def test_each_cell_of_a_table_is_a_question(result: ReadResult) -> None:
    questions = result.survey.questions
    kinds = {name: each.type for name, each in questions.items()}
    assert kinds["NOMBRES_a_x"] == kinds["NOMBRES_b_x"] == "decimal"
    assert questions["NOMBRES_a_x"].labels.text("fr") == "A – X"
    assert kinds["CASES_a"] == "select_multiple"
    assert [each.name for each in result.survey.choices(questions["CASES_a"])] == ["x", "y"]


def test_two_scales_are_two_tables(result: ReadResult) -> None:
    second = result.survey.places["DEUX_scale_2"].item
    assert isinstance(second, Group)
    assert second.is_table
    assert second.labels.text("fr") == "Texte ? – Souvent"
    choices = result.survey.choices(result.survey.questions["DEUX_a_1"])
    assert [each.name for each in choices] == ["p", "q"]


def test_a_filtered_row_is_asked_when_its_box_is_ticked(result: ReadResult) -> None:
    rows = {"TAB_a": "o", "TAB_b": "o", "TAB_c": "o"}
    kept = clean(result.survey, {"SRC": ["b"], **rows}, TODAY)
    assert {name: kept.get(name) for name in rows} == {"TAB_a": None, "TAB_b": "o", "TAB_c": "o"}


def test_rules_and_conditions_keep_their_meaning(result: ReadResult) -> None:
    questions = result.survey.questions
    assert questions["AGE"].constraint.text == "(. > 17 and . < 120)"
    assert questions["AGE"].required is None
    assert questions["TEL"].constraint.text == r"regex(., '(?i)[\s\S]*(?:cat|dog)[\s\S]*')"
    assert questions["JOUR"].constraint.text == ". >= '2020-01-01'"
    assert questions["CACHE"].type == "hidden"
    assert questions["PREMIER"].relevant.text == 'selected-at(${RANG}, 0) = "a"'
    old = questions["VIEUX"]
    assert old.labels.text("fr") == "Âge : ${AGE}"
    assert old.relevant.text == "((selected(${SRC}, 'a')) and (${AGE} > 40))"
    assert questions["RANG"].labels.text("fr") == "RANG"


def test_what_is_asked_otherwise_or_not_at_all_is_told(result: ReadResult) -> None:
    told = {(each.name, each.code) for each in result.unsupported}
    assert told == {
        ("section_1", "shuffled"),
        ("NOMBRES", "split_array"),
        ("CASES", "split_array"),
        ("AGE", "soft"),
        ("RANG", "no_text"),
        ("LANGUE", "language_question"),
    }


def test_it_goes_on_as_an_xlsform(result: ReadResult) -> None:
    assert read_xlsform(write_xlsform(result.survey)).survey == result.survey


def test_hostile_files_are_answered_at_once() -> None:
    """Each took minutes when it was read in squared time: the whole run would show it."""
    assert text_of("<b" * 200_000).startswith("<b")
    many = [asked(str(n), "*", f"q{n}", f"{{q{n + 1} + 1}}") for n in range(1, 1_500)]
    with pytest.raises(SurveyError):
        read_lss(lss("177", questions=many))
    with pytest.raises(SurveyError) as error:
        read_lss(
            lss(
                "177",
                questions=[asked("1", "L", "q")],
                answers=options("1", *map(str, range(9_000))),
            )
        )
    assert [each.code for each in error.value.problems] == ["too_many_choices"]
    cells = [*parts("1", *map(str, range(900))), *parts("1", *map(str, range(900)), scale="1")]
    with pytest.raises(SurveyError):
        read_lss(lss("177", questions=[asked("1", ";", "q")], subquestions=cells))
