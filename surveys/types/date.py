"""A date."""

import datetime
import re

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES, QuestionType
from surveys.types.columns import Measure
from surveys.types.field_spec import FieldSpec
from surveys.types.single import single
from surveys.types.summaries import DateSummary
from surveys.types.tallies import Values, counted, tallied
from surveys.types.value import Raw, RawAnswer, Value

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?\Z", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z", re.ASCII)


class Date(QuestionType):
    """Kept as `2022-12-31`; read as that or as `31/12/2022`."""

    name = "date"
    measure = Measure.SCALE

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        return FieldSpec(
            question.name,
            "date",
            question.labels.text(language),
            question.hints.text(language),
            {"placeholder": "jj/mm/aaaa" if language in {None, "fr"} else "dd/mm/yyyy"},
        )

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> str | None:
        written = single(raw)
        if written is None:
            return None
        if found := _ISO.match(written):
            year, month, day = map(int, found.groups())
        elif found := _FRENCH.match(written):
            day, month, year = map(int, found.groups())
        else:
            raise AnswerError("not_a_date")
        try:
            return datetime.date(year, month, day).isoformat()
        except ValueError as error:
            raise AnswerError("not_a_date") from error

    def to_raw(self, value: Value) -> RawAnswer:
        return RawAnswer.of(str(value))

    def summary(
        self,
        values: Values,
        question: Question,
        choices: Choices = NO_CHOICES,
        language: str | None = None,
    ) -> DateSummary:
        return summarise_moments(values, len("2022-12"))


def summarise_moments(values: Values, period: int) -> DateSummary:
    """Sum up moments written so that text order is time order; count by their first letters."""
    found = tallied(values)
    moments = sorted((str(value), times) for value, times in found.given)
    return DateSummary(
        len(found),
        found.answered,
        moments[0][0] if moments else None,
        moments[-1][0] if moments else None,
        counted((moment[:period], times) for moment, times in moments),
    )
