"""A time of day."""

import re

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.columns import Measure
from surveys.types.date import summarise_moments
from surveys.types.field_spec import FieldSpec
from surveys.types.single import single
from surveys.types.summaries import DateSummary
from surveys.types.tallies import Values
from surveys.types.value import Raw, RawAnswer, Value

_TIME = re.compile(r"(\d{1,2})\s?[:hH]\s?(\d{2})?(?::\d{2}(?:\.\d+)?)?\Z", re.ASCII)


class Time(QuestionType):
    """Kept as `14:30`; read as that, `14h30` or `14 h`."""

    name = "time"
    measure = Measure.SCALE

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(
            question.name,
            "time",
            question.labels.text(language),
            question.hints.text(language),
        )

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> str | None:
        written = single(raw)
        if written is None:
            return None
        found = _TIME.match(written)
        if not found or (found[2] is None and ":" in written):
            raise AnswerError("not_a_time")
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour > 23 or minute > 59:
            raise AnswerError("not_a_time")
        return f"{hour:02}:{minute:02}"

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer.of(str(value))

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> DateSummary:
        return summarise_moments(values, len("14"))
