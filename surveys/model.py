"""What a questionnaire is made of.

Everything is frozen; answers live elsewhere. Names are unique in the whole questionnaire, since
`${name}` has to mean one thing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.texts import NO_TEXT, Texts

# Letters first, as in XForms, without the colon, the slash that separates a path and the
# hash that separates the part of an answer.
NAME = re.compile(r"[^\W\d][\w.-]*\Z")

_DYNAMIC_DEFAULT = re.compile(r"\$\{|^[a-z][a-z0-9-]*\(.*\)$", re.DOTALL)


@dataclass(frozen=True)
class Choice:
    """One option of a list; `filters` holds the extra columns that a choice filter reads."""

    name: str
    labels: Texts = NO_TEXT
    filters: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str | None = None) -> str:
        return self.labels.text(language) or self.name


@dataclass(frozen=True)
class Choices:
    """The options offered by one question; `territories` serves organisations only."""

    options: tuple[Choice, ...] = ()
    territories: tuple[Choice, ...] = ()

    def __iter__(self) -> Iterator[Choice]:
        return iter(self.options)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(choice.name for choice in self.options)


@dataclass(frozen=True)
class Question:
    """One question, whatever its type; what the type does with it is in `surveys.types`."""

    name: str
    type: str
    labels: Texts = NO_TEXT
    hints: Texts = NO_TEXT
    required: Formula | None = None
    required_messages: Texts = NO_TEXT
    relevant: Formula | None = None
    constraint: Formula | None = None
    constraint_messages: Texts = NO_TEXT
    calculation: Formula | None = None
    default: str = ""
    choice_filter: Formula | None = None
    list_name: str = ""
    or_other: bool = False
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def default_is_computed(self) -> bool:
        """Whether the default is an expression (`today()`, `${name}`) and not a plain answer."""
        return bool(_DYNAMIC_DEFAULT.search(self.default))

    @cached_property
    def default_formula(self) -> Formula | None:
        """The default when it is computed; None when it is plain or cannot be read."""
        if not self.default_is_computed:
            return None
        try:
            return Formula.parse(self.default)
        except ExpressionError:
            return None

    @cached_property
    def appearances(self) -> frozenset[str]:
        return frozenset(self.appearance.split())

    def formulas(self) -> dict[str, Formula]:
        """Every expression of the question, by the name of its column."""
        found = {
            "required": self.required,
            "relevant": self.relevant,
            "constraint": self.constraint,
            "calculation": self.calculation,
            "default": self.default_formula,
            "choice_filter": self.choice_filter,
        }
        return {column: formula for column, formula in found.items() if formula is not None}


@dataclass(frozen=True)
class Group:
    """Questions that go together; at the top level a group is a section, shown as a page."""

    name: str
    items: tuple["Item", ...] = ()
    labels: Texts = NO_TEXT
    hints: Texts = NO_TEXT
    relevant: Formula | None = None
    appearance: str = ""

    @property
    def is_table(self) -> bool:
        """Whether the rows of the group are shown as one table with common columns."""
        return "table-list" in self.appearance.split()

    def formulas(self) -> dict[str, Formula]:
        return {} if self.relevant is None else {"relevant": self.relevant}


@dataclass(frozen=True)
class Repeat:
    """Questions asked several times: as often as the person wants, or `count` times."""

    name: str
    items: tuple["Item", ...] = ()
    labels: Texts = NO_TEXT
    hints: Texts = NO_TEXT
    relevant: Formula | None = None
    appearance: str = ""
    count: Formula | None = None

    def formulas(self) -> dict[str, Formula]:
        found = {"relevant": self.relevant, "repeat_count": self.count}
        return {column: formula for column, formula in found.items() if formula is not None}


Item: TypeAlias = Question | Group | Repeat


@dataclass(frozen=True)
class Place:
    """An item and where it stands: its groups and repeats from the outside in, its order."""

    item: Item
    containers: tuple[Group | Repeat, ...]
    order: int

    @cached_property
    def repeats(self) -> tuple[str, ...]:
        """Names of the repeats around it: two items see each other when one starts the other."""
        return tuple(each.name for each in self.containers if isinstance(each, Repeat))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.containers)


@dataclass(frozen=True)
class Survey:
    """A whole questionnaire.

    `code` is its identifier (form_id), `settings` whatever else the settings sheet holds.
    """

    code: str
    title: Texts
    languages: tuple[str, ...]
    default_language: str
    items: tuple[Item, ...]
    choice_lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    version: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every item by name, in the order of the questionnaire."""
        return {place.item.name: place for place in walk(self.items)}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by name, in order, those of groups and repeats included."""
        return {
            name: place.item
            for name, place in self.places.items()
            if isinstance(place.item, Question)
        }

    def choices(self, question: Question) -> Choices:
        """All the options of a question, before any choice filter."""
        names = (question.list_name, question.parameters.get("territories", ""))
        found = self._choices.get(names)
        if found is None:
            options, territories = (self.choice_lists.get(name, ()) for name in names)
            found = self._choices[names] = Choices(options, territories)
        return found

    @cached_property
    def _choices(self) -> dict[tuple[str, str], Choices]:
        """What `choices` made already, by the names of the lists."""
        return {}


def walk(items: Sequence[Item]) -> Iterator[Place]:
    """Yield every item, containers before what they hold, in order."""
    order = 0
    outside: tuple[Group | Repeat, ...] = ()
    pending = [(item, outside) for item in reversed(items)]
    while pending:
        item, containers = pending.pop()
        yield Place(item, containers, order)
        order += 1
        if not isinstance(item, Question):
            inside = (*containers, item)
            pending.extend((child, inside) for child in reversed(item.items))
