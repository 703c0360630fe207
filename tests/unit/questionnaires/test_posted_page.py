import pytest

from app.questionnaires.answering.posted_page import unseen, without_entry
from surveys.answers import pages, settle
from surveys.model import Repeat
from tests.unit.surveys.making import TODAY, question, survey

FIELDS = {"a": "0", "p/0/t": "A", "p/1/t": "B", "p/1/q/0/u": "C", "p/2/t": "D", "p#count": "3"}


@pytest.mark.parametrize(
    ("go", "left"),
    [
        ("next", FIELDS),
        ("remove:p", FIELDS),
        ("remove:p/7", FIELDS),
        ("remove:p/x", FIELDS),
        ("remove:", FIELDS),
        ("remove:p/2", {"a": "0", "p/0/t": "A", "p/1/t": "B", "p/1/q/0/u": "C", "p#count": "3"}),
        ("remove:p/1", {"a": "0", "p/0/t": "A", "p/1/t": "D", "p#count": "3"}),
        ("remove:p/0", {"a": "0", "p/0/t": "B", "p/0/q/0/u": "C", "p/1/t": "D", "p#count": "3"}),
    ],
)
def test_an_entry_that_is_taken_out_leaves_no_hole(go, left):
    assert without_entry(FIELDS, go) == left


def test_an_entry_inside_an_entry_is_taken_out_alone():
    left = without_entry(FIELDS, "remove:p/1/q/0")
    assert left == {name: value for name, value in FIELDS.items() if name != "p/1/q/0/u"}


SURVEY = survey(
    question("a"),
    question("b", relevant="${a} = 'x'"),
    question("n", "note", relevant="${a} = 'x'"),
    question("c", "calculate", calculation="1 + 1", relevant="${a} = 'x'"),
)


def test_what_a_page_did_not_ask_and_asks_now_is_unseen():
    state = settle(SURVEY, {"a": "x"}, TODAY)
    page = pages(SURVEY)[0]
    assert unseen(state, page, {"#asked": ("a",)}) == ("b",)
    assert unseen(state, page, {"#asked": ("a b",)}) == ()
    assert unseen(state, page, {}) == ()
    assert unseen(settle(SURVEY, {}, TODAY), page, {"#asked": ("a",)}) == ()


def test_an_entry_that_an_answer_calls_for_is_unseen():
    with_entries = survey(
        Repeat("p", (question("t"), question("u", relevant="${t} = 'x'"))),
    )
    state = settle(with_entries, {"p": [{"t": "x"}]}, TODAY)
    page = pages(with_entries)[0]
    assert unseen(state, page, {"#asked": ("p p/0/t",)}) == ("p/0/u",)
    assert unseen(state, page, {"#asked": ("",)}) == ("p", "p/0/t", "p/0/u")
