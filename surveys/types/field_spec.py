"""What a page needs to show a question; it says nothing of HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldChoice:
    """One option as shown."""

    code: str
    label: str


@dataclass(frozen=True)
class FieldPart:
    """A second input of the same question; its input is named `question#suffix`."""

    suffix: str
    widget: str
    label: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[FieldChoice, ...] = ()


@dataclass(frozen=True)
class FieldSpec:
    """How to show one question.

    widget: `text`, `textarea`, `number`, `date`, `time`, `radio`, `select`, `checkboxes`, `rank`,
    `range`, `likert`, `note`, `checkbox`, `file`, `hidden`, `organisation` or `none`.
    attributes: input attributes with the names they have in HTML.
    """

    name: str
    widget: str
    label: str
    hint: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[FieldChoice, ...] = ()
    parts: tuple[FieldPart, ...] = ()
