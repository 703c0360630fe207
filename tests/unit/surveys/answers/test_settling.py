"""Which questions are asked and which answers are kept."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.answers import MAX_INSTANCES, clean, hidden_by, settle, visible
from surveys.formula import Formula
from surveys.model import Choice, Group, Repeat, Survey
from tests.unit.surveys.generating import surveys
from tests.unit.surveys.making import TODAY, question, survey

HOME = survey(
    question("owner", "select_one", list_name="yes_no"),
    Group(
        "house",
        (
            question("rooms", "integer"),
            question("garden", "select_one", list_name="yes_no", relevant="${rooms} > 2"),
            question("trees", "integer", relevant="${garden} = 'yes'"),
        ),
        relevant=Formula.parse("${owner} = 'yes'"),
    ),
    lists={"yes_no": (Choice("yes"), Choice("no"))},
)


def test_an_answer_to_a_question_that_is_not_relevant_is_never_kept() -> None:
    told = {"owner": "yes", "rooms": 4, "garden": "yes", "trees": 3}
    assert clean(HOME, told, TODAY) == told
    assert clean(HOME, told | {"owner": "no"}, TODAY) == {"owner": "no"}
    assert clean(HOME, told | {"rooms": 1}, TODAY) == {"owner": "yes", "rooms": 1}


def test_what_is_asked_follows_the_answers() -> None:
    assert visible(HOME, {}, TODAY) == {"owner"}
    assert visible(HOME, {"owner": "yes", "rooms": 3}, TODAY) == {
        "owner",
        "house",
        "rooms",
        "garden",
    }


def test_a_change_tells_which_answers_it_would_take_away() -> None:
    before = {"owner": "yes", "rooms": 4, "garden": "yes", "trees": 3}
    removed = hidden_by(HOME, before, before | {"owner": "no"}, TODAY)
    assert [(each.address, each.value) for each in removed] == [
        ("rooms", 4),
        ("garden", "yes"),
        ("trees", 3),
    ]
    assert hidden_by(HOME, before, before | {"trees": None}, TODAY) == ()


def test_a_condition_on_a_later_question_is_settled_too() -> None:
    chain = survey(
        question("first", relevant="${second} = 'on'"),
        question("second", relevant="${third} = 'on'"),
        question("third"),
    )
    told = {"first": "kept", "second": "on", "third": "on"}
    assert clean(chain, told, TODAY) == told
    assert clean(chain, told | {"third": "off"}, TODAY) == {"third": "off"}
    hiding = survey(
        question("first", relevant="${second} != 'on'"),
        question("second", relevant="${third} = 'on'"),
        question("third"),
    )
    kept = clean(hiding, {"first": "back", "second": "on", "third": "off"}, TODAY)
    assert kept == {"first": "back", "third": "off"}


def test_conditions_that_contradict_each_other_still_end() -> None:
    liar = survey(
        question("a", relevant="${b} = ''", default="x"),
        question("b", relevant="${a} = ''", default="x"),
    )
    assert set(clean(liar, {}, TODAY)) <= {"a", "b"}
    paradox = survey(question("a", relevant="${a} = ''", default="x"))
    assert set(clean(paradox, {}, TODAY)) <= {"a"}


def test_calculations_are_computed_and_never_taken_from_outside() -> None:
    sums = survey(
        question("a", "integer"),
        question("double", "calculate", calculation="${a} * 2"),
        question("more", "calculate", calculation="${double} + 1"),
        question("half", "calculate", calculation="${a} div 4"),
        question("yes", "calculate", calculation="${a} > 1"),
    )
    assert clean(sums, {"a": 3, "double": 99}, TODAY) == {
        "a": 3,
        "double": 6,
        "more": 7,
        "half": 0.75,
        "yes": "true",
    }
    assert clean(sums, {}, TODAY)["double"] is None


def test_calculations_written_before_their_sources_are_computed_all_the_same() -> None:
    backwards = survey(
        question("c", "calculate", calculation="${b} + 1"),
        question("b", "calculate", calculation="${a} + 1"),
        question("a", "integer"),
    )
    assert clean(backwards, {"a": 1}, TODAY) == {"a": 1, "b": 2, "c": 3}


def test_a_default_is_given_once_and_a_person_may_empty_it() -> None:
    dated = survey(
        question("day", "date", default="today()"),
        question("size", "integer", default="12"),
        question("tags", "select_multiple", list_name="colours", default="red blue"),
        question("odd", "integer", default="many"),
    )
    given = {"day": "2022-06-15", "size": 12, "tags": ["red", "blue"]}
    assert clean(dated, {}, TODAY) == given
    assert clean(dated, {"size": None}, TODAY) == given | {"size": None}


def test_a_calculation_may_be_a_default_only() -> None:
    made = survey(
        question("day", "calculate", default="today()"), question("fixed", "calculate", default="x")
    )
    assert clean(made, {}, TODAY) == {"day": "2022-06-15", "fixed": "x"}


def test_a_choice_filter_takes_away_what_is_no_longer_offered() -> None:
    towns = (
        Choice("dijon", filters={"region": "east"}),
        Choice("nancy", filters={"region": "east"}),
        Choice("brest", filters={"region": "west"}),
    )
    cascade = survey(
        question("region"),
        question("town", "select_one", list_name="towns", choice_filter="region = ${region}"),
        question("all", "select_multiple", list_name="towns", choice_filter="region=${region}"),
        lists={"towns": towns},
    )
    told = {"region": "east", "town": "dijon", "all": ["dijon", "brest"]}
    assert clean(cascade, told, TODAY) == told | {"all": ["dijon"]}
    assert clean(cascade, told | {"region": "west"}, TODAY) == {
        "region": "west",
        "town": None,
        "all": ["brest"],
    }


REPEATED = survey(
    question("how_many", "integer"),
    Repeat(
        "child",
        (
            question("age", "integer"),
            question("school", relevant="${age} > 3"),
            question("rank", "calculate", calculation="position(..)"),
        ),
        count=Formula.parse("${how_many}"),
    ),
    question("total", "calculate", calculation="sum(${age})"),
)


def test_each_entry_of_a_repeat_sees_its_own_answers() -> None:
    told = {"how_many": 2, "child": [{"age": 2, "school": "A"}, {"age": 7, "school": "B"}]}
    assert clean(REPEATED, told, TODAY) == {
        "how_many": 2,
        "child": [{"age": 2, "rank": 1}, {"age": 7, "school": "B", "rank": 2}],
        "total": 9,
    }
    asked = visible(REPEATED, told, TODAY)
    assert "child/1/school" in asked
    assert "child/0/school" not in asked


def test_a_count_decides_how_many_entries_there_are() -> None:
    assert len(clean(REPEATED, {"how_many": 3}, TODAY)["child"]) == 3
    assert clean(REPEATED, {"child": [{"age": 2}]}, TODAY)["child"] == []
    assert len(clean(REPEATED, {"how_many": 9e9}, TODAY)["child"]) == MAX_INSTANCES


def test_entries_of_a_hidden_repeat_are_not_kept() -> None:
    shown = survey(
        question("a"),
        Repeat("r", (question("x", "integer"),), relevant=Formula.parse("${a} = 'yes'")),
        question("sum", "calculate", calculation="sum(${x})"),
    )
    assert clean(shown, {"a": "no", "r": [{"x": 3}]}, TODAY) == {"a": "no", "sum": 0}
    assert clean(shown, {"a": "yes", "r": [{"x": 3}]}, TODAY)["sum"] == 3


def test_a_pathological_pattern_does_not_hang() -> None:
    trap = survey(question("a"), question("b", relevant="regex(${a}, '(a+)+$')"))
    settle(trap, {"a": "a" * 5000 + "!"}, TODAY)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=4), inside),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(surveys(), st.data())
def test_cleaning_takes_anything_and_cleaning_twice_changes_nothing(
    made: Survey, data: st.DataObject
) -> None:
    names = sorted(made.places)
    answers = data.draw(
        st.dictionaries(
            st.sampled_from(names),
            JSON | st.lists(st.dictionaries(st.sampled_from(names), JSON, max_size=3), max_size=3),
        )
    )
    state = settle(made, answers, TODAY)
    json.dumps(state.answers)
    assert clean(made, state.answers, TODAY) == state.answers
    for name in state.answers:
        assert name in state.visible


def test_repeats_that_are_counted_in_one_another_have_an_end():
    inner = Repeat("c", (question("x", "text"),), count=Formula.parse("${n}"))
    middle = Repeat("b", (inner,), count=Formula.parse("${n}"))
    outer = Repeat("a", (middle,), count=Formula.parse("${n}"))
    asked = visible(survey(question("n", "integer"), outer), {"n": 10**9}, TODAY)
    assert len(asked) < 10_000
    assert "a/0/b/0/c/0/x" in asked


def test_a_questionnaire_is_settled_apart_for_each_set_of_answers() -> None:
    # What is prepared once serves the next answers, and the same names in another questionnaire.
    copied = survey(question("owner", "text"), question("rooms", "integer"))
    for _ in range(2):
        assert clean(HOME, {"owner": "maybe"}, TODAY) == {"owner": None}
        assert clean(copied, {"owner": "maybe"}, TODAY) == {"owner": "maybe"}
        assert clean(HOME, {"owner": "yes", "rooms": 2}, TODAY) == {"owner": "yes", "rooms": 2}
