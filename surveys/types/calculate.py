"""A value computed from the answers, never asked."""

from collections import Counter
from collections.abc import Sequence

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.choice_counts import count_options
from surveys.types.columns import Cell
from surveys.types.field_spec import FieldSpec
from surveys.types.numbers import summarise
from surveys.types.single import single
from surveys.types.summaries import Summary
from surveys.types.tallies import InOrder, Values, counted, tallied
from surveys.types.value import Raw, RawAnswer, Value, raw_answer


class Calculate(QuestionType):
    """What is computed from other answers; nobody answers it."""

    name = "calculate"
    answered = False

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(question.name, "none", question.labels.text(language))

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> Value | None:
        if raw_answer(raw).filled:
            raise AnswerError("not_asked")
        return None

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer()

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> Summary:
        """Sum up as numbers when all are, else count the texts, the commonest first."""
        found = tallied(values)
        numbers = [(value, times) for value, times in found.given if isinstance(value, int | float)]
        if numbers and len(numbers) == len(found.given):
            return summarise(len(found), InOrder(numbers))
        texts = [([] if value is None else [str(value)], times) for value, times in found]
        common = Counter(counted(found.given)).most_common()
        return count_options(texts, [(text, text) for text, _ in common])

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        return (value if isinstance(value, int | float) or value is None else str(value),)

    def from_cells(
        self, cells: Sequence[Cell], question: Question, choices: Choices = NO_CHOICES
    ) -> Value | None:
        cell = next((cell for cell in cells if cell is not None), None)
        return single([cell]) if isinstance(cell, str) else cell
