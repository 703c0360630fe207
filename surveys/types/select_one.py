"""One choice among several."""

from collections.abc import Sequence

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.choice_counts import count_options
from surveys.types.columns import Cell, Column
from surveys.types.field_spec import FieldSpec
from surveys.types.other import (
    OTHER,
    codes_of,
    offered,
    other_of,
    other_part,
    read_codes,
    read_other,
    shown_options,
    specify_label,
)
from surveys.types.summaries import Summary
from surveys.types.tallies import Values, tallied
from surveys.types.value import Raw, RawAnswer, Value, raw_answer

_DROP_DOWNS = frozenset({"minimal", "autocomplete", "search"})


class SelectOne(QuestionType):
    """One choice of a list."""

    name = "select_one"
    takes_choices = True

    def widget(self, question: Question) -> str:
        """Return the kind of field that shows the choices."""
        return "select" if question.appearances & _DROP_DOWNS else "radio"

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(
            question.name,
            self.widget(question),
            question.labels.text(language),
            question.hints.text(language),
            choices=shown_options(question, choices, language),
            parts=other_part(question, language),
        )

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> Value | None:
        answer = raw_answer(raw)
        codes = read_codes(answer, question, choices)
        if not codes:
            return None
        if len(codes) > 1:
            raise AnswerError("several_answers")
        text = read_other(answer, question, codes)
        return {"codes": codes, OTHER: text} if text else codes[0]

    def to_raw(self, value: Value) -> RawAnswer:
        text = other_of(value)
        return RawAnswer(tuple(codes_of(value)), {OTHER: text} if text else {})

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> Summary:
        return count_options(
            [(codes_of(value), times) for value, times in tallied(values)],
            [(each.name, each.label(language)) for each in offered(question, choices)],
            (other_of(value) for value, _times in tallied(values)),
        )

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        label = question.labels.text(language)
        labels = {each.name: each.label(language) for each in offered(question, choices)}
        code = Column(question.name, label, measure=self.measure, value_labels=labels)
        if not question.or_other:
            return (code,)
        return code, Column(f"{question.name}.text", specify_label(question, language))

    def cells(
        self, value: Value | None, question: Question, choices: Choices = NO_CHOICES
    ) -> tuple[Cell, ...]:
        code = next(iter(codes_of(value)), None)
        return (code, other_of(value) or None) if question.or_other else (code,)

    def from_cells(
        self, cells: Sequence[Cell], question: Question, choices: Choices = NO_CHOICES
    ) -> Value | None:
        code, text = [*cells, None][:2]
        parts = {} if text is None else {OTHER: str(text)}
        return self.read(RawAnswer(() if code is None else (str(code),), parts), question, choices)

    def for_expressions(self, value: Value) -> str:
        return codes_of(value)[0]
