"""Answers as rows of one table, and back.

Every question has its columns, once for each entry of a repeat: `projects/0/title`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from surveys.answers.address import Answers, InstancePath, address, instance_at, instances_of
from surveys.answers.settling import MAX_INSTANCES
from surveys.model import Choices, Group, Item, Question, Repeat, Survey
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.columns import Cell, Column

MOST_COLUMNS = 4_000

# The number of entries of each repeat, by its address: {"projects": 3}.
Entries = dict[str, int]


@dataclass(frozen=True)
class Slot:
    """The columns of one question in one instance; `start` is the place of the first one."""

    path: InstancePath
    question: Question
    choices: Choices
    columns: tuple[Column, ...]
    start: int

    @property
    def address(self) -> str:
        return address(self.path, self.question.name)


@dataclass(frozen=True)
class Layout:
    """The columns of a table. `left_out` tells whether entries were too many to have columns."""

    survey: Survey
    slots: tuple[Slot, ...]
    left_out: bool = False

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for slot in self.slots for column in slot.columns)

    def row(self, answers: Mapping[str, Any]) -> tuple[Cell, ...]:
        """Return one cell for each column."""
        return tuple(
            cell
            for slot in self.slots
            for cell in type_named(slot.question.type).cells(
                instance_at(answers, slot.path).get(slot.question.name),
                slot.question,
                slot.choices,
            )
        )

    def answers(self, row: Sequence[Cell]) -> tuple[Answers, dict[str, AnswerError]]:
        """Return the answers of a row, and by address what cannot be one.

        An empty cell is a question that was left empty. Calculations are left out, and entries
        at the end that hold nothing.
        """
        found: Answers = {}
        errors: dict[str, AnswerError] = {}
        for slot in self.slots:
            kind = type_named(slot.question.type)
            if not kind.answered:
                continue
            cells = row[slot.start : slot.start + len(slot.columns)]
            value = None
            try:
                if any(cell is not None for cell in cells):
                    value = kind.from_cells(cells, slot.question, slot.choices)
            except AnswerError as error:
                errors[slot.address] = error
            _instance(found, slot.path)[slot.question.name] = value
        for item in self.survey.items:
            _trim(item, found, keep={path for path in errors if "/" in path}, start="")
        return found, errors


def count_entries(items: Sequence[Item], answers: Mapping[str, Any], entries: Entries) -> None:
    """Raise `entries` to what these answers hold."""
    _count(items, answers, entries, ())


def entries_named(names: Sequence[str]) -> Entries:
    """Return the entries for which these columns exist: `projects/2/title` is the third one."""
    entries: Entries = {}
    for name in names:
        steps = name.split("/")
        for place in range(1, len(steps) - 1, 2):
            index = steps[place]
            if index.isascii() and index.isdigit() and len(index) < 4:
                repeat = "/".join(steps[:place])
                entries[repeat] = max(entries.get(repeat, 0), int(index) + 1)
    return entries


def layout_of(survey: Survey, entries: Entries, language: str | None = None) -> Layout:
    """Return the columns for so many entries, fewer of each repeat when there would be too many
    columns. Names are unique."""
    limit = MAX_INSTANCES
    while True:
        slots = _slots(survey, entries, language, limit)
        count = sum(len(slot.columns) for slot in slots)
        if count <= MOST_COLUMNS or limit == 1:
            left_out = any(number > limit for number in entries.values())
            return Layout(survey, slots, left_out)
        limit //= 2


def _slots(survey: Survey, entries: Entries, language: str | None, limit: int) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    taken: set[str] = set()
    start = 0
    for path, question in _places(survey.items, entries, (), limit):
        kind = type_named(question.type)
        if not kind.stored:
            continue
        choices = survey.choices(question)
        prefix = address(path, "")
        columns = tuple(
            Column(
                _unique(prefix + column.name, taken),
                column.label or column.name,
                column.numeric,
                column.measure,
                column.value_labels,
            )
            for column in kind.columns(question, choices, language)
        )
        slots.append(Slot(path, question, choices, columns, start))
        start += len(columns)
        if start > MOST_COLUMNS and limit > 1:
            break
    return tuple(slots)


def _places(
    items: Sequence[Item], entries: Entries, path: InstancePath, limit: int
) -> Iterator[tuple[InstancePath, Question]]:
    for item in items:
        if isinstance(item, Question):
            yield path, item
        elif isinstance(item, Group):
            yield from _places(item.items, entries, path, limit)
        else:
            count = min(limit, entries.get(address(path, item.name), 0))
            for index in range(count):
                yield from _places(item.items, entries, (*path, (item.name, index)), limit)


def _count(
    items: Sequence[Item], answers: Mapping[str, Any], entries: Entries, path: InstancePath
) -> None:
    for item in items:
        if isinstance(item, Group):
            _count(item.items, answers, entries, path)
        elif isinstance(item, Repeat):
            instances = instances_of(answers, item.name)
            where = address(path, item.name)
            if instances:
                entries[where] = max(entries.get(where, 0), len(instances))
            for index, instance in enumerate(instances):
                _count(item.items, instance, entries, (*path, (item.name, index)))


def _unique(name: str, taken: set[str]) -> str:
    """`a.b` may be a question, or the option `b` of the question `a`; `#` stands in no name."""
    unique, number = name, 1
    while unique in taken:
        number += 1
        unique = f"{name}#{number}"
    taken.add(unique)
    return unique


def _instance(answers: Answers, path: InstancePath) -> Answers:
    """Return the mapping of an instance, made with those before it."""
    here = answers
    for repeat, index in path:
        instances = here.setdefault(repeat, [])
        while len(instances) <= index:
            instances.append({})
        here = instances[index]
    return here


def _trim(item: Item, answers: Answers, keep: set[str], start: str) -> None:
    """Drop the entries at the end of a repeat in which nothing is answered or wrong."""
    if isinstance(item, Group):
        for child in item.items:
            _trim(child, answers, keep, start)
    elif isinstance(item, Repeat):
        instances = answers.get(item.name, [])
        for index, instance in enumerate(instances):
            for child in item.items:
                _trim(child, instance, keep, f"{start}{item.name}/{index}/")
        while instances and not _holds(instances[-1]):
            place = f"{start}{item.name}/{len(instances) - 1}/"
            if any(path.startswith(place) for path in keep):
                break
            instances.pop()


def _holds(instance: Answers) -> bool:
    return any(value not in (None, []) for value in instance.values())
