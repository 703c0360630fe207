"""What a template needs to show a page of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from surveys.types.field_spec import FieldSpec


@dataclass(frozen=True)
class Wording:
    """A text in pieces. A piece that quotes an answer of the same page bears the name of its
    question, so that a script can keep it true; the name of the others is empty."""

    pieces: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return "".join(text for text, _name in self.pieces)

    def __bool__(self) -> bool:
        return any(text for text, _name in self.pieces)


@dataclass(frozen=True, eq=False)
class Field:
    """A question to answer: `name` is that of its input, `parts` what stands in its parts.

    is_waiting: it is not asked for now, but an answer of the same page may change that;
    withheld: codes of the choices that are not offered now, and may be in the same way;
    is_plain: many are shown the very same one, with no word of anybody in it.
    """

    name: str
    spec: FieldSpec
    label: Wording
    hint: Wording
    required: bool
    values: tuple[str, ...]
    parts: Mapping[str, str]
    file_name: str = ""
    error: str = ""
    is_waiting: bool = False
    withheld: frozenset[str] = frozenset()
    is_plain: bool = False

    @property
    def id(self) -> str:
        return "q-" + self.name.replace("/", "-")

    @property
    def first_input(self) -> str:
        """The identifier of the first input, where a link to the question leads."""
        widget = self.spec.widget
        if widget in ("radio", "likert", "checkboxes"):
            offered = (
                place
                for place, choice in enumerate(self.spec.choices, start=1)
                if choice.code not in self.withheld
            )
            return f"{self.id}-{next(offered, 1)}"
        if widget in ("rank", "organisation") and self.spec.parts:
            shown = (part.suffix for part in self.spec.parts if part.suffix not in self.withheld)
            return f"{self.id}-{next(shown, self.spec.parts[0].suffix)}"
        return self.id


@dataclass(frozen=True)
class Block:
    """A heading and the fields below it.

    level: of the heading; place: the address of the group or of the entry of a repeat that the
    block stands in (`projects/0`); removes: the entry that can be taken out, on its last block;
    is_table: the fields are the rows of one table, with one scale; is_waiting: as for a field.
    """

    title: Wording
    hint: Wording
    fields: tuple[Field, ...]
    level: int = 2
    place: str = ""
    removes: str = ""
    is_table: bool = False
    is_waiting: bool = False


@dataclass(frozen=True)
class Entries:
    """The end of a repeat: how many entries were shown, and the way to add one."""

    address: str
    count: int
    can_add: bool
    is_waiting: bool = False


@dataclass(frozen=True)
class PageView:
    """A page.

    errors: of each, the identifier of its first input, its label, its sentence;
    asked: addresses of what the page asks, which it sends along; new: those that the last
    answers brought, with the identifier of their first input and their label;
    rules and answers: what the page's script decides with (see page_rules).
    """

    title: str
    blocks: tuple[Block | Entries, ...]
    number: int
    total: int
    next_title: str
    errors: tuple[tuple[str, str, str], ...]
    new: tuple[tuple[str, str], ...]
    asked: str
    rules: Markup
    answers: Mapping[str, Any]
    today: str
    language: str
    languages: tuple[str, ...] = field(default=())

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field that is asked for."""
        return tuple(
            one
            for block in self.blocks
            if isinstance(block, Block)
            for one in block.fields
            if not one.is_waiting
        )
