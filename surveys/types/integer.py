"""A whole number."""

from surveys.model import Choices, Question
from surveys.types.base import NO_CHOICES
from surveys.types.decimal import Decimal
from surveys.types.numbers import read_integer
from surveys.types.single import single
from surveys.types.value import Raw


class Integer(Decimal):
    """A whole number."""

    name = "integer"
    inputmode = "numeric"

    def read(self, raw: Raw, question: Question, choices: Choices = NO_CHOICES) -> int | None:
        written = single(raw)
        return None if written is None else read_integer(written)
