"""A text to read, without an answer."""

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.columns import Cell, Column
from surveys.types.field_spec import FieldSpec
from surveys.types.summaries import Summary
from surveys.types.tallies import Values
from surveys.types.value import Raw, RawAnswer, Value, raw_answer


class Note(QuestionType):
    """A text to read; it takes no answer."""

    name = "note"
    answered = False
    stored = False

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        label, hint = question.labels.text(language), question.hints.text(language)
        return FieldSpec(question.name, "note", label, hint)

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> None:
        if raw_answer(raw).filled:
            raise AnswerError("not_asked")

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer()

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> Summary:
        return Summary(len(values), 0)

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        return ()

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        return ()
