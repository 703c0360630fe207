"""Numbers as people write them, and what is told of many of them."""

import math
import re

from surveys.problems import AnswerError
from surveys.types.summaries import Bin, NumberSummary
from surveys.types.tallies import InOrder

# The largest whole number that a spreadsheet, a browser and SPSS all hold exactly.
LARGEST = 2**53

_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d)")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)\Z", re.ASCII)
_LONGEST = 60


def read_number(written: str) -> float:
    """Read `1 234,5` or `-0.5`. Raises AnswerError: not_a_number, too_small, too_large."""
    tidy = _SPACES.sub("", written.strip()).replace("\u2212", "-")
    if len(tidy) > _LONGEST or not _NUMBER.match(tidy):
        raise AnswerError("not_a_number")
    number = float(tidy.replace(",", "."))
    _refuse_beyond(number)
    return number + 0.0  # minus zero becomes zero


def read_integer(written: str) -> int:
    """Read `1 234` or `12,0`. Raises AnswerError: not_an_integer, too_small, too_large."""
    tidy = _SPACES.sub("", written.strip()).replace("\u2212", "-")
    if len(tidy) > _LONGEST or not _NUMBER.match(tidy):
        raise AnswerError("not_an_integer")
    whole, _, decimals = tidy.replace(",", ".").partition(".")
    if decimals.strip("0") or whole in {"", "+", "-"}:
        raise AnswerError("not_an_integer")
    number = int(whole)
    _refuse_beyond(number)
    return number


def _refuse_beyond(number: float) -> None:
    if number > LARGEST:
        raise AnswerError("too_large", limit=LARGEST)
    if number < -LARGEST:
        raise AnswerError("too_small", limit=-LARGEST)


def written_number(number: float) -> str:
    """Write a number so that reading it gives the same: `12` rather than `12.0`, no exponent."""
    if float(number).is_integer():
        return str(int(number))
    text = repr(float(number))
    return f"{number:.30f}".rstrip("0") if "e" in text else text


def summarise(asked: int, numbers: InOrder) -> NumberSummary:
    """Sum up numbers; quartiles interpolate between neighbours (Hyndman and Fan, type 7)."""
    if not len(numbers):
        return NumberSummary(asked, 0, None, None, None, None, None, None, None, ())
    return NumberSummary(
        asked,
        len(numbers),
        mean=numbers.mean,
        median=numbers.quantile(0.5),
        first_quartile=numbers.quantile(0.25),
        third_quartile=numbers.quantile(0.75),
        sd=numbers.deviation,
        minimum=numbers.numbers[0],
        maximum=numbers.numbers[-1],
        bins=histogram(numbers),
    )


def histogram(numbers: InOrder) -> tuple[Bin, ...]:
    """Cut the range into bars of a round width (1, 2 or 5 times a power of ten).

    The number of bars follows Sturges 1926: about 1 + log2(n), at most 20.
    """
    low, high = numbers.numbers[0], numbers.numbers[-1]
    if low == high:
        return (Bin(low, high, len(numbers)),)
    wanted = min(20, 1 + math.ceil(math.log2(len(numbers))))
    width = _round_width((high - low) / wanted)
    start = math.floor(low / width)
    bars = max(1, math.ceil(high / width) - start)
    counts = [0] * bars
    for number, times in numbers:
        counts[min(bars - 1, max(0, math.floor(number / width) - start))] += times
    return tuple(
        Bin((start + place) * width, (start + place + 1) * width, count)
        for place, count in enumerate(counts)
    )


def _round_width(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * step for step in (1, 2, 5, 10) if rough <= power * step * 1.000001)
