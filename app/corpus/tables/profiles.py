"""What the values of a column look like, measured once and read by the rules of roles."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.corpus.tables.dates import parse_date

# Enough values to measure shares to one percent, few enough for 500 columns of 200,000 rows.
_SAMPLE = 3_000
_FEW_VALUES = 40

_NUMBER = re.compile(r"[-+]?\d[\d\s]*(?:[.,]\d+)?(?:[eE][-+]?\d+)?\s?%?")
_WHOLE = re.compile(r"\d{1,18}")
_CODE = re.compile(r"(?=\S*\d)[\w.:#/-]{2,64}")
_MADE_BY_MACHINE = re.compile(
    r"(?:[0-9a-f]{8,}|[0-9a-f-]{32,36}|(?=\w*\d)(?=\w*[a-z])[a-z0-9]{10,}|\d{1,3}(?:\.\d{1,3}){3}"
    r"|https?://\S+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?:\+33\s?|0)[1-9](?:[\s.-]?\d{2}){4}")
_PIECE = re.compile(r"\s*[;,|\n]\s*")


@dataclass
class Profile:
    """The distinct non-empty values of one column, ``values``, and how often rows have one.

    ``filled`` counts the rows that have a value, ``rows`` all rows; shares are from 0 to 1 and
    are taken on at most 3,000 distinct values, evenly spread.
    """

    name: str
    rows: int
    filled: int
    values: tuple[str, ...]

    @property
    def distinct(self) -> int:
        return len(self.values)

    @property
    def variety(self) -> float:
        """Distinct values for one filled row."""
        return self.distinct / self.filled if self.filled else 0.0

    @property
    def is_unique(self) -> bool:
        return self.filled == self.rows and self.distinct == self.filled

    @cached_property
    def sample(self) -> tuple[str, ...]:
        step = max(1, self.distinct // _SAMPLE)
        return self.values[::step]

    @cached_property
    def words(self) -> float:
        """Mean number of words of a distinct value."""
        return sum(len(value.split()) for value in self.sample) / max(1, len(self.sample))

    @cached_property
    def length(self) -> float:
        """Mean number of characters of a distinct value."""
        return sum(map(len, self.sample)) / max(1, len(self.sample))

    @cached_property
    def long_values(self) -> int:
        """Distinct values of four words or more: closed answers seldom have many."""
        return sum(len(value.split(None, 3)) > 3 for value in self.sample)

    @cached_property
    def numbers(self) -> float:
        return self._share(_NUMBER)

    @cached_property
    def whole_numbers(self) -> float:
        return self._share(_WHOLE)

    @cached_property
    def codes(self) -> float:
        """Share of short values without a space that hold a digit: ``12-5``, ``A-0042``."""
        return self._share(_CODE)

    @cached_property
    def machine_codes(self) -> float:
        """Share of values that no person types: hexadecimal, addresses of machines, links."""
        return self._share(_MADE_BY_MACHINE)

    @cached_property
    def personal(self) -> float:
        """Share of values that are an e-mail address or a French phone number."""
        return self._share(_ADDRESS) + self._share(_PHONE)

    @cached_property
    def dates(self) -> float:
        if not self.sample or parse_date(self.sample[0]) is parse_date(self.sample[-1]) is None:
            return 0.0
        values = self.sample[:: max(1, len(self.sample) // 200)]
        return sum(parse_date(value) is not None for value in values) / len(values)

    @cached_property
    def digits(self) -> float:
        """Share of the characters that are digits."""
        characters = sum(map(len, self.sample))
        return sum(map(str.isdecimal, "".join(self.sample))) / max(1, characters)

    @cached_property
    def questions(self) -> float:
        """Share of values that end as a question does."""
        asked = sum(value.rstrip(" »\"')").endswith(("?", ":")) for value in self.sample)
        return asked / max(1, len(self.sample))

    @cached_property
    def is_list_of_options(self) -> bool:
        """Several ticked options in one cell: many combinations of few pieces."""
        pieces = [piece for value in self.sample for piece in _PIECE.split(value) if piece]
        several = len(pieces) >= 1.5 * len(self.sample)
        kinds = len(set(pieces))
        return several and len(pieces) >= 20 and kinds <= min(_FEW_VALUES, 0.2 * len(pieces))

    def _share(self, pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.fullmatch(value)) for value in self.sample) / max(
            1, len(self.sample)
        )


def profile(name: str, cells: Iterable[str], rows: int) -> Profile:
    """Measure one column of ``rows`` cells."""
    filled = 0
    values: dict[str, None] = {}
    for cell in cells:
        value = cell.strip()
        if value:
            filled += 1
            values[value] = None
    return Profile(name, rows, filled, tuple(values))
