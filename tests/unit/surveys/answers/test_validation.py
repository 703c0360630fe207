"""Checking a page and the whole."""

import pytest

from surveys.answers import MAX_INSTANCES, complete, validate_page
from surveys.formula import Formula
from surveys.model import Choice, Group, Repeat
from surveys.texts import Texts
from surveys.types.value import Upload
from tests.unit.surveys.making import TODAY, question, survey

VISIT = survey(
    Group(
        "who",
        (
            question("name", required="yes", required_messages=Texts(fr="Votre nom ?")),
            question("age", "integer", constraint=". >= 18"),
            question("driver", "select_one", list_name="yes_no", relevant="${age} >= 18"),
            question("car", required="yes", relevant="${driver} = 'yes'"),
        ),
    ),
    Repeat("trips", (question("town", required="yes"), question("km", "integer"))),
    Group("end", (question("photo", "file"), question("agree", "acknowledge", required="yes"))),
    lists={"yes_no": (Choice("yes"), Choice("no"))},
)


def codes(result) -> dict[str, str]:
    return {where: error.code for where, error in result.errors.items()}


def test_a_sound_page_is_kept() -> None:
    raw = {"name": ["Ana"], "age": ["30"], "driver": ["no"], "csrf_token": ["x"], "agree": ["on"]}
    result = validate_page(VISIT, 0, raw, {}, TODAY)
    assert codes(result) == {}
    assert result.answers == {"name": "Ana", "age": 30, "driver": "no", "trips": []}


def test_what_is_valid_is_kept_beside_what_is_not() -> None:
    raw = {"name": [""], "age": ["trente"], "driver": ["perhaps"]}
    result = validate_page(VISIT, 0, raw, {}, TODAY)
    assert codes(result) == {"name": "required", "age": "not_an_integer"}
    assert result.errors["name"].details["messages"] == Texts(fr="Votre nom ?")
    result = validate_page(VISIT, 0, {"name": ["Ana"], "age": ["12"]}, {}, TODAY)
    assert codes(result) == {"age": "constraint"}
    assert result.answers["name"] == "Ana"
    assert result.answers["age"] is None


def test_a_question_that_the_page_brings_up_is_asked_before_going_on() -> None:
    raw = {"name": ["Ana"], "age": ["30"], "driver": ["yes"]}
    assert codes(validate_page(VISIT, 0, raw, {}, TODAY)) == {"car": "required"}


def test_an_answer_posted_to_a_question_that_is_not_asked_is_not_kept() -> None:
    raw = {"name": ["Ana"], "age": ["30"], "driver": ["no"], "car": ["Zoé"]}
    result = validate_page(VISIT, 0, raw, {}, TODAY)
    assert "car" not in result.answers
    assert codes(result) == {}


def test_answers_of_other_pages_and_unknown_fields_are_left_alone() -> None:
    before = {"name": "Ana", "age": 30, "trips": [{"town": "Dole", "km": 3}]}
    raw = {"agree": ["on"], "name": ["Bo"], "nobody": ["x"], "trips/0/town": ["Lyon"]}
    result = validate_page(VISIT, 2, raw, before, TODAY)
    assert result.answers == before | {"agree": "OK"}


def test_a_page_posted_in_part_loses_nothing() -> None:
    before = {"name": "Ana", "age": 30, "driver": "no"}
    result = validate_page(VISIT, 0, {"age": ["31"], "driver": ["no"]}, before, TODAY)
    assert result.answers["name"] == "Ana"


def test_a_box_that_was_shown_and_is_not_posted_was_unticked() -> None:
    result = validate_page(VISIT, 2, {}, {"agree": "OK"}, TODAY)
    assert codes(result) == {"agree": "required"}
    assert result.answers["agree"] is None


def test_empty_entries_are_left_out_and_errors_follow_their_entry() -> None:
    raw = {
        "trips/0/town": [""],
        "trips/0/km": [""],
        "trips/3/town": ["Dole"],
        "trips/3/km": ["many"],
        "trips/4/town": [""],
        "trips/4/km": ["7"],
    }
    result = validate_page(VISIT, 1, raw, {}, TODAY)
    assert codes(result) == {"trips/0/km": "not_an_integer", "trips/1/town": "required"}
    assert result.answers["trips"] == [{"town": "Dole", "km": None}, {"town": None, "km": 7}]


def test_all_entries_may_be_removed() -> None:
    before = {"trips": [{"town": "Dole"}]}
    assert validate_page(VISIT, 1, {}, before, TODAY).answers["trips"] == [{"town": "Dole"}]
    emptied = validate_page(VISIT, 1, {"trips#count": ["0"]}, before, TODAY)
    assert emptied.answers["trips"] == []


def test_ten_thousand_entries_are_too_many() -> None:
    raw = {f"trips/{number}/town": ["x"] for number in range(10_000)}
    result = validate_page(VISIT, 1, raw, {}, TODAY)
    assert codes(result) == {"trips": "too_many_rows"}
    assert len(result.answers["trips"]) == MAX_INSTANCES


@pytest.mark.parametrize(
    "name", ["trips/x/town", "trips/-1/town", "trips//town", "trips/0", "a/b/c"]
)
def test_names_that_make_no_sense_are_left_aside(name: str) -> None:
    assert validate_page(VISIT, 1, {name: ["x"]}, {}, TODAY).answers == {"trips": []}


def test_a_file_is_kept_from_one_post_to_the_next() -> None:
    upload = Upload("k1", "moi.jpg", 10, "image/jpeg")
    first = validate_page(VISIT, 2, {}, {}, TODAY, {"photo": upload}).answers
    assert first["photo"]["key"] == "k1"
    again = validate_page(VISIT, 2, {"photo": ["k1"], "agree": ["on"]}, first, TODAY)
    assert again.answers["photo"] == first["photo"]
    stolen = validate_page(VISIT, 2, {"photo": ["k2"], "agree": ["on"]}, first, TODAY)
    assert codes(stolen) == {"photo": "unknown_file"}
    removed = validate_page(VISIT, 2, {"photo": [""], "agree": ["on"]}, first, TODAY)
    assert removed.answers["photo"] is None


def test_a_choice_that_the_filter_does_not_offer_is_refused() -> None:
    cascade = survey(
        question("zone"),
        question("town", "select_one", list_name="towns", choice_filter="zone = ${zone}"),
        lists={"towns": (Choice("a", filters={"zone": "1"}), Choice("b", filters={"zone": "2"}))},
    )
    result = validate_page(cascade, 0, {"zone": ["1"], "town": ["b"]}, {}, TODAY)
    assert codes(result) == {"town": "unknown_choice"}
    result = validate_page(cascade, 0, {"zone": ["2"], "town": ["b"]}, {}, TODAY)
    assert result.answers == {"zone": "2", "town": "b"}


def test_the_end_lists_what_is_missing_with_its_page() -> None:
    missing = complete(VISIT, {"age": 40, "driver": "yes", "trips": [{"km": 3}]}, TODAY)
    assert [(each.page, each.address, each.error.code) for each in missing] == [
        (0, "name", "required"),
        (0, "car", "required"),
        (1, "trips/0/town", "required"),
        (2, "agree", "required"),
    ]
    done = {"name": "Ana", "trips": [], "agree": "OK"}
    assert complete(VISIT, done, TODAY) == ()


def test_a_rule_broken_by_a_later_change_is_told_at_the_end() -> None:
    pair = survey(
        Group("one", (question("low", "integer"),)),
        Group("two", (question("high", "integer", constraint=". > ${low}"),)),
    )
    assert [each.error.code for each in complete(pair, {"low": 5, "high": 3}, TODAY)] == [
        "constraint"
    ]


def test_a_requirement_may_depend_on_another_answer() -> None:
    depends = survey(
        question("a"), question("b", required="${a} = 'yes'"), question("n", "note", required="yes")
    )
    assert len(complete(depends, {"a": "yes"}, TODAY)) == 1
    assert complete(depends, {"a": "no"}, TODAY) == ()


def test_a_page_that_does_not_exist_is_an_index_error() -> None:
    with pytest.raises(IndexError):
        validate_page(VISIT, 9, {}, {}, TODAY)
    assert Formula.condition("no") is None
