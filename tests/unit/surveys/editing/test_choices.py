"""Lists of choices, as lines and one by one."""

from __future__ import annotations

import pytest

from surveys.editing import (
    EditError,
    choices_from_lines,
    delete_choice,
    delete_list,
    move_choice,
    put_choices,
    without_unused,
)
from surveys.model import Choice
from surveys.texts import Texts
from tests.unit.surveys.making import COLOURS, question, survey

SURVEY = survey(
    question("q", "select_one", list_name="colours"),
    question("why", relevant="${q} = 'red'"),
)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (["Rouge", "Vert", "Bleu"], ["red", "green", "blue"]),
        (["Bleu", "Rouge", "Vert"], ["blue", "red", "green"]),
        (["Rouge", "Vert clair", "Bleu"], ["red", "green", "blue"]),
        (["Rouge", "Bleu"], ["red", "blue"]),
        (["Rouge", "Vert", "Bleu", "", "  Jaune  pâle "], ["red", "green", "blue", "jaune_pale"]),
        (["Rouge", "Rouge"], ["red", "green"]),
        (["Red"], ["red_2"]),
        ([], []),
    ],
)
def test_lines_keep_the_codes_of_the_choices_that_stay(lines, codes):
    if lines == ["Rouge", "Rouge"]:
        codes = ["red", "rouge"]
    assert [choice.name for choice in choices_from_lines(lines, COLOURS, "fr")] == codes


def test_a_label_changed_in_place_keeps_the_other_languages_and_columns():
    current = (Choice("a", Texts(fr="Un", en="One"), {"scale": "none"}),)
    (choice,) = choices_from_lines(["Le premier"], current, "fr")
    assert choice == Choice("a", Texts(fr="Le premier", en="One"), {"scale": "none"})


def test_a_choice_that_a_condition_asks_about_stays():
    with pytest.raises(EditError) as refused:
        delete_choice(SURVEY, "colours", "red")
    assert refused.value.details["users"] == ("why",)
    after = delete_choice(SURVEY, "colours", "blue")
    assert [each.name for each in after.choice_lists["colours"]] == ["red", "green"]


def test_a_rule_of_the_question_itself_counts_as_a_use():
    own = survey(
        question("m", "select_multiple", list_name="colours", constraint="not(selected(., 'red'))")
    )
    with pytest.raises(EditError):
        put_choices(own, "colours", ())


def test_the_same_code_of_another_list_is_no_use():
    others = survey(
        question("q", "select_one", list_name="colours"),
        question("r", "select_one", list_name="more"),
        question("why", relevant="${r} = 'red'"),
        lists={"more": COLOURS},
    )
    assert delete_choice(others, "colours", "red")


def test_choices_move_by_one():
    after = move_choice(SURVEY, "colours", "blue", -1)
    assert [each.name for each in after.choice_lists["colours"]] == ["red", "blue", "green"]
    with pytest.raises(EditError, match="at_the_edge"):
        move_choice(SURVEY, "colours", "red", -1)
    with pytest.raises(EditError, match="unknown_choice"):
        move_choice(SURVEY, "colours", "pink", 1)
    with pytest.raises(EditError, match="unknown_list"):
        move_choice(SURVEY, "absent", "pink", 1)


def test_a_list_goes_when_nobody_uses_it_any_more():
    with pytest.raises(EditError, match="used"):
        delete_list(SURVEY, "colours")
    left = survey(question("q", "text"))
    assert "colours" not in without_unused(left, SURVEY).choice_lists
    assert "colours" in without_unused(left, left).choice_lists, "it was not used before"
    assert "colours" not in delete_list(left, "colours").choice_lists
