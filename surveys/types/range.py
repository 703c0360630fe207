"""A number picked between two ends."""

from fractions import Fraction

from surveys.model import Choices, Question
from surveys.problems import AnswerError
from surveys.types.base import NO_CHOICES
from surveys.types.decimal import Decimal
from surveys.types.field_spec import FieldSpec
from surveys.types.numbers import read_number, written_number
from surveys.types.single import single
from surveys.types.value import Raw

# What XLSForm says when a parameter is left out.
_START, _END, _STEP = Fraction(1), Fraction(10), Fraction(1)


class Range(Decimal):
    """`start`, `end` and `step` are parameters; going down is `start` above `end`."""

    name = "range"

    def field(
        self, question: Question, choices: Choices = NO_CHOICES, language: str | None = None
    ) -> FieldSpec:
        start, end, step = bounds(question)
        return FieldSpec(
            question.name,
            "range",
            question.labels.text(language),
            question.hints.text(language),
            {
                "min": written_number(float(min(start, end))),
                "max": written_number(float(max(start, end))),
                "step": written_number(float(step)),
                "inputmode": "decimal",
            },
        )

    def read(
        self, raw: Raw, question: Question, choices: Choices = NO_CHOICES
    ) -> int | float | None:
        written = single(raw)
        if written is None:
            return None
        number = read_number(written)
        start, end, step = bounds(question)
        low, high = min(start, end), max(start, end)
        exact = Fraction(written_number(number))
        if exact < low:
            raise AnswerError("too_small", limit=written_number(float(low)))
        if exact > high:
            raise AnswerError("too_large", limit=written_number(float(high)))
        if (exact - start) % step:
            raise AnswerError(
                "not_a_step",
                start=written_number(float(start)),
                step=written_number(float(step)),
            )
        return int(number) if number.is_integer() else number


def bounds(question: Question) -> tuple[Fraction, Fraction, Fraction]:
    """Return start, end and step, exactly (a tenth is a tenth). Raises ValueError."""
    written = question.parameters
    step = abs(_fraction(written.get("step"), _STEP))
    if not step:
        raise ValueError("the step of a range cannot be zero")
    return _fraction(written.get("start"), _START), _fraction(written.get("end"), _END), step


def _fraction(written: str | None, default: Fraction) -> Fraction:
    if written is None:
        return default
    try:
        return Fraction(written_number(read_number(written)))
    except AnswerError as error:
        raise ValueError(f"{written!r} is not a number") from error
