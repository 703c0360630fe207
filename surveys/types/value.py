"""What is posted for one question, and what is kept of it.

A value is made of JSON types only, so that it can be stored and read again as it is: text, whole
or decimal number, list of codes, or a mapping (a choice with its free text, an organisation, a
file). Dates are `2022-12-31`, times `14:30`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float | list[str] | dict[str, Any]

# What an expression sees of a value.
Scalar: TypeAlias = str | int | float | list[str]


@dataclass(frozen=True)
class Upload:
    """A file already received and stored elsewhere; `key` finds it again."""

    key: str
    name: str
    size: int
    media_type: str


@dataclass(frozen=True)
class RawAnswer:
    """What a form sent for one question.

    `values`: the inputs named like the question; `parts`: the inputs named `question#part`;
    `upload`: the file received with it; `previous`: the value kept so far, which a file needs.
    """

    values: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    upload: Upload | None = None
    previous: Value | None = None

    @classmethod
    def of(cls, *values: str, **parts: str) -> "RawAnswer":
        return cls(values, parts)

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(value for value in self.values if value.strip())


Raw: TypeAlias = RawAnswer | Sequence[str]


def raw_answer(raw: Raw) -> RawAnswer:
    """Take a bare sequence of strings as an answer without parts."""
    return raw if isinstance(raw, RawAnswer) else RawAnswer(tuple(raw))
