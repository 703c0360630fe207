"""Notes, boxes to tick, files, calculations, hidden values."""

import pytest

from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.file import LIMIT
from surveys.types.summaries import ChoiceSummary, NumberSummary
from surveys.types.value import RawAnswer, Upload
from tests.unit.surveys.making import question


@pytest.mark.parametrize("kind", ["note", "calculate"])
def test_what_is_not_asked_takes_no_answer(kind: str) -> None:
    assert type_named(kind).read([], question()) is None
    with pytest.raises(AnswerError) as caught:
        type_named(kind).read(["x"], question())
    assert caught.value.code == "not_asked"


def test_a_box_is_ticked_or_not() -> None:
    box = type_named("acknowledge")
    assert box.read(["on"], question()) == "OK"
    assert box.read([], question()) is None
    with pytest.raises(AnswerError):
        box.read(["peut-être"], question())


def test_a_file_is_kept_by_its_key_and_found_again() -> None:
    kind = type_named("file")
    new = RawAnswer(upload=Upload("k1", "bilan.pdf", 1200, "application/pdf"))
    value = kind.read(new, question())
    assert value == {"key": "k1", "name": "bilan.pdf", "size": 1200, "type": "application/pdf"}
    assert kind.read(RawAnswer(("k1",), previous=value), question()) == value
    assert kind.summary([value, None], question()).size == 1200


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (RawAnswer(upload=Upload("k", "a", LIMIT + 1, "")), "file_too_large"),
        (RawAnswer(upload=Upload("k", "a", 0, "")), "file_empty"),
        (RawAnswer(("somebody-else",)), "unknown_file"),
        (RawAnswer(("k2",), previous={"key": "k1", "name": "a", "size": 1}), "unknown_file"),
    ],
)
def test_a_file_too_large_empty_or_of_somebody_else_is_refused(raw: RawAnswer, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        type_named("file").read(raw, question())
    assert caught.value.code == code


def test_calculations_are_summed_up_as_numbers_or_as_texts() -> None:
    kind = type_named("calculate")
    assert isinstance(kind.summary([1, 2.5, None], question()), NumberSummary)
    texts = kind.summary(["a", "b", "b"], question())
    assert isinstance(texts, ChoiceSummary)
    assert [(option.code, option.count) for option in texts.options] == [("b", 2), ("a", 1)]
