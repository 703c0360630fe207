"""A box to tick, to say that something was read or agreed."""

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.texts import Texts
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.choice_counts import count_options
from surveys.types.columns import Column
from surveys.types.field_spec import FieldSpec
from surveys.types.other import codes_of
from surveys.types.single import single
from surveys.types.summaries import ChoiceSummary
from surveys.types.tallies import Values, tallied
from surveys.types.value import Raw, RawAnswer, Value

OK = "OK"  # what XForms stores for a trigger that was ticked
_LABEL = Texts(fr="Lu et accepté", en="Read and accepted")
_TICKED = frozenset({OK, "ok", "on", "1", "true"})


class Acknowledge(QuestionType):
    """A single box to tick."""

    name = "acknowledge"

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(
            question.name,
            "checkbox",
            question.labels.text(language),
            question.hints.text(language),
            {"value": OK},
        )

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> str | None:
        written = single(raw)
        if written is None:
            return None
        if written not in _TICKED:
            raise AnswerError("unknown_choice", choice=written[:200])
        return OK

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer.of(OK)

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> ChoiceSummary:
        return count_options(
            [(codes_of(value), times) for value, times in tallied(values)],
            [(OK, _LABEL.text(language))],
        )

    def columns(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> tuple[Column, ...]:
        label = question.labels.text(language)
        return (Column(question.name, label, value_labels={OK: _LABEL.text(language)}),)
