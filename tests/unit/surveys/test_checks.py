"""Dead ends and oversights."""

import pytest

from surveys.checks import Severity, check_survey
from surveys.formula import Formula
from surveys.model import Choice, Group, Survey
from surveys.texts import Texts
from tests.unit.surveys.making import question, survey


def codes(made: Survey) -> dict[str, str]:
    return {
        finding.code: finding.name
        for finding in check_survey(made)
        if finding.code != "unused_list"
    }


def asked_if(condition: str) -> Survey:
    return survey(
        question("colour", "select_one", list_name="colours"),
        question("several", "select_multiple", list_name="colours"),
        question("age", "integer"),
        question("word"),
        question("red_only", relevant="${colour} = 'red'"),
        question("last", relevant=condition),
    )


@pytest.mark.parametrize(
    "condition",
    [
        "false()",
        "1 = 2",
        "${colour} = 'mauve'",
        "'mauve' = ${colour}",
        "selected(${several}, 'mauve')",
        "${colour} = 'red' and ${colour} = 'blue'",
        "${colour} = 'red' and ${colour} != 'red'",
        "selected(${several}, 'red') and not(selected(${several}, 'red'))",
        "selected(${colour}, 'red') and ${colour} = 'blue'",
        "${age} > 5 and ${age} < 3",
        "${age} > 5 and 5 >= ${age}",
        "${age} = 4 and ${age} > 4",
        "${colour} = 'mauve' or ${age} > 5 and ${age} < 5",
        "${word} = 'a' and ${word} = 'b'",
        "${red_only} = 'x' and ${colour} = 'blue'",
    ],
)
def test_a_condition_that_never_holds_is_found(condition: str) -> None:
    assert codes(asked_if(condition)) == {"never_asked": "last"}


@pytest.mark.parametrize(
    "condition",
    [
        "true()",
        "today() > '2030-01-01'",
        "${colour} = 'red' or ${colour} = 'blue'",
        "${colour} != 'red' and ${colour} != 'blue'",
        "selected(${several}, 'red') and selected(${several}, 'blue')",
        "${age} >= 5 and ${age} <= 5",
        "${age} > 5 or ${age} < 3",
        "${red_only} = 'x' and ${colour} = 'red'",
        "${word} = 1 and ${word} = '1'",
        "not(${colour} = 'mauve')",
        "regex(${word}, '^a')",
        "${colour} = ''",
    ],
)
def test_a_condition_that_may_hold_is_left_alone(condition: str) -> None:
    assert codes(asked_if(condition)) == {}


def test_a_condition_that_contradicts_its_section_is_found() -> None:
    made = survey(
        question("colour", "select_one", list_name="colours"),
        Group(
            "reds",
            (question("a", relevant="${colour} = 'blue'"),),
            Texts(fr="Rouges"),
            relevant=Formula.parse("${colour} = 'red'"),
        ),
    )
    assert codes(made) == {"never_asked": "a"}


def test_looking_ahead_is_an_error_on_another_page_and_a_warning_on_the_same() -> None:
    made = survey(
        Group("one", (question("a", relevant="${b} = 'x'"), question("b"))),
        Group("two", (question("c", relevant="${d} = 'x'"),)),
        Group("three", (question("d"),)),
    )
    found = {f.name: f.severity for f in check_survey(made) if f.code == "later_question"}
    assert found == {"a": Severity.WARNING, "c": Severity.ERROR}


def test_loops_are_named() -> None:
    made = survey(
        question("a", "calculate", calculation="${b}"),
        question("b", "calculate", calculation="${a}"),
        question("c", relevant="${d} = ''"),
        question("d", relevant="${c} = ''"),
    )
    cycles = {f.code: f.details["cycle"] for f in check_survey(made) if "cycle" in f.details}
    assert cycles == {"calculation_loop": ["a", "b", "a"], "condition_loop": ["c", "d", "c"]}


def test_oversights_are_told() -> None:
    made = survey(
        question("a", "integer", constraint=". > 3"),
        question("b", "note", required="yes"),
        question("c", "select_one", list_name="empty"),
        question("d", "select_one", list_name="twice"),
        question("e", "select_one", list_name="colours", choice_filter="zone = 'x'"),
        question("f", "integer", constraint=". > 3 and . < 2", constraint_messages=Texts(fr="Non")),
        question("g", label=""),
        question("h", relevant="${nobody} = 1"),
        lists={"empty": (), "twice": (Choice("x"), Choice("x"), Choice("y z"))},
    )
    assert codes(made) == {
        "constraint_without_message": "a",
        "required_without_answer": "b",
        "empty_list": "empty",
        "duplicate_choice": "twice",
        "same_label": "twice",
        "space_in_choice": "twice",
        "missing_column": "e",
        "no_answer_fits": "f",
        "no_label": "g",
        "unknown_reference": "h",
    }


def test_a_missing_translation_is_told() -> None:
    made = survey(question("a"))
    both = Survey(made.code, made.title, ("fr", "en"), "fr", made.items)
    assert codes(both) == {"no_translation": "a"}
