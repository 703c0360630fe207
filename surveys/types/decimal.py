"""A number with decimals."""

from collections.abc import Sequence

from surveys.model import Choices, Question
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.columns import Cell, Column, Measure
from surveys.types.field_spec import FieldSpec
from surveys.types.numbers import read_number, summarise, written_number
from surveys.types.single import single
from surveys.types.summaries import NumberSummary
from surveys.types.tallies import InOrder, Values, tallied
from surveys.types.value import Raw, RawAnswer, Value


class Decimal(QuestionType):
    """Shown as a text input: an input of type number refuses the comma on some keyboards."""

    name = "decimal"
    measure = Measure.SCALE
    inputmode = "decimal"

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(
            question.name,
            "number",
            question.labels.text(language),
            question.hints.text(language),
            {"inputmode": self.inputmode, "autocomplete": "off", "maxlength": "60"},
        )

    def read(
        self, raw: Raw, question: Question, choices: Choices = NO_CHOICES
    ) -> int | float | None:
        written = single(raw)
        return None if written is None else read_number(written)

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer.of(written_number(_number(value)))

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> NumberSummary:
        found = tallied(values)
        numbers = InOrder((_number(value), times) for value, times in found.given)
        return summarise(len(found), numbers)

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        return (Column(question.name, question.labels.text(language), True, self.measure),)

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        return (None if value is None else _number(value),)

    def from_cells(
        self, cells: Sequence[Cell], question: Question, choices: Choices = NO_CHOICES
    ) -> Value | None:
        written = [
            cell if isinstance(cell, str) else written_number(cell)
            for cell in cells
            if cell is not None
        ]
        return self.read(written, question, choices)


def _number(value: Value) -> float:
    if isinstance(value, int | float):
        return value
    raise TypeError(f"{value!r} is not a number")
