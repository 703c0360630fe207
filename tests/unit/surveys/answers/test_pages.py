"""The way through the pages."""

from surveys.answers import next_page, pages, pipe, piped, previous_page, settle
from surveys.formula import Formula
from surveys.model import Group, Repeat
from tests.unit.surveys.making import TODAY, question, survey

BOOK = survey(
    question("opening"),
    Group("first", (question("a"),)),
    Group("second", (question("b"),), relevant=Formula.parse("${a} = 'yes'")),
    question("loose"),
    Group("table", (question("row", "likert", list_name="colours"),), appearance="table-list"),
    Repeat("entries", (question("c"),)),
    question("sum", "calculate", calculation="1"),
)


def test_a_section_is_a_page_and_loose_questions_share_one() -> None:
    assert [page.name for page in pages(BOOK)] == [
        "opening",
        "first",
        "second",
        "loose",
        "entries",
        "sum",
    ]
    assert [question.name for question in pages(BOOK)[3].questions()] == ["loose", "row"]


def test_pages_with_nothing_to_ask_are_skipped_both_ways() -> None:
    state = settle(BOOK, {"a": "no"}, TODAY)
    assert next_page(state, -1) == 0
    assert next_page(state, 1) == 3
    assert previous_page(state, 3) == 1
    assert next_page(state, 4) is None
    assert previous_page(state, 0) is None
    assert next_page(settle(BOOK, {"a": "yes"}, TODAY), 1) == 2


def test_a_text_may_quote_an_answer_in_words() -> None:
    quoting = survey(
        question("colour", "select_one", list_name="colours"),
        Repeat("r", (question("name"), question("say", "note"))),
    )
    state = settle(quoting, {"colour": "red", "r": [{"name": "Ana"}, {"name": "Bo"}]}, TODAY)
    assert pipe("Pourquoi ${colour} ?", state) == "Pourquoi Rouge ?"
    assert pipe("${name}", state, (("r", 1),)) == "Bo"
    assert pipe("${name} ${unknown}", state) == "… …"
    assert piped("Pourquoi ${colour} ?", state) == (
        ("Pourquoi ", ""),
        ("Rouge", "colour"),
        (" ?", ""),
    )
    assert piped("", state) == (("", ""),)
    assert piped("${colour}", state) == (("Rouge", "colour"),)
