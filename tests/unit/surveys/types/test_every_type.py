"""What holds for every question type."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model import Choices, Question
from surveys.problems import ANSWER_SENTENCES, AnswerError
from surveys.types import TYPES, type_named
from surveys.types.value import RawAnswer, Value
from tests.unit.surveys.making import COLOURS, question

CHOICES = Choices(COLOURS, COLOURS)
QUESTIONS = [question("q", name) for name in TYPES] + [
    question("q", "select_one", or_other=True),
    question("q", "select_multiple", or_other=True),
    question("q", "text", appearance="multiline"),
    question("q", "range", parameters={"start": "0", "end": "1", "step": "0.1"}),
]
COLOUR = st.sampled_from(["red", "green", "blue", "other", ""])
ANYTHING = st.one_of(
    st.text(max_size=40),
    COLOUR,
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.dates().map(lambda day: day.strftime("%d/%m/%Y")),
    st.times().map(lambda time: time.strftime("%H:%M")),
    st.sampled_from(["OK", "1 234,5", "0.3", "14h", "\x00", "\ud800", "1" * 400, "٣", "²"]),
)
PART = st.sampled_from(["other", "red", "green", "blue", "name", "siret", "actor_type"])
RAWS = st.builds(
    lambda values, parts: RawAnswer(tuple(values), parts),
    st.lists(ANYTHING, max_size=4),
    st.dictionaries(PART, ANYTHING | st.sampled_from(["1", "2", "3", "73282932000074"])),
)


def read(question: Question, raw: RawAnswer) -> tuple[Value | None, AnswerError | None]:
    try:
        return type_named(question.type).read(raw, question, CHOICES), None
    except AnswerError as error:
        return None, error


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.type}-{q.or_other}")
def test_reading_gives_a_value_or_a_coded_error_and_everything_reads_back(
    question: Question,
) -> None:
    kind = type_named(question.type)

    @given(RAWS)
    def check(raw: RawAnswer) -> None:
        value, error = read(question, raw)
        if error is not None:
            assert error.code in ANSWER_SENTENCES
            assert "{" not in str(error) or "{" in str(raw)
            return
        cells = kind.cells(value, question, CHOICES)
        assert len(cells) == len(kind.columns(question, CHOICES, "fr"))
        if value is None:
            return
        assert json.loads(json.dumps(value)) == value
        assert kind.read(kind.to_raw(value), question, CHOICES) == value
        if question.type != "file":
            assert kind.from_cells(cells, question, CHOICES) == value
        assert isinstance(kind.for_expressions(value), str | int | float | list)
        kind.summary([value, None, value], question, CHOICES, "fr")

    check()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.type}-{q.or_other}")
def test_a_type_shows_itself_and_sums_up_nothing(question: Question) -> None:
    kind = type_named(question.type)
    field = kind.field(question, CHOICES, "fr")
    assert field.name == "q"
    assert field.label == "Question"
    assert kind.summary([], question, CHOICES, "fr").answered == 0
    assert kind.summary([None, None], question, CHOICES, "fr").asked == 2
    names = [column.name for column in kind.columns(question, CHOICES, "fr")]
    assert len(set(names)) == len(names)


def test_the_registry_knows_each_type_by_its_own_name() -> None:
    assert all(kind.name == name for name, kind in TYPES.items())
    assert len(TYPES) == 16
