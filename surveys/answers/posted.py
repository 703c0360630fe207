"""Reading what a form posted, question by question.

Inputs are named by address: `town`, `need#other` for the part of an answer,
`projects/0/title` in a repeat, `projects#count` for how many instances the page showed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from surveys.answers.address import Answers, InstancePath, address, instances_of
from surveys.answers.settling import MAX_INSTANCES, State
from surveys.model import Group, Item, Question, Repeat
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.value import RawAnswer, Upload, Value

# A browser posts nothing for these when nothing is ticked.
_TICKED = frozenset({"select_one", "select_multiple", "likert", "acknowledge"})


@dataclass
class PostedPage:
    """Reads the items of a page from the fields of a form.

    raw: fields by name; uploads: files by address; errors: what could not be read.
    """

    before: State
    raw: Mapping[str, Sequence[str]]
    uploads: Mapping[str, Upload]
    errors: dict[str, AnswerError] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._files = dict(_files(self.before.answers))
        # The fields of each instance, so that a page is read once whatever its length.
        self._parts: dict[str, dict[str, str]] = {}
        self._indexes: dict[str, set[int]] = {}
        for name, values in self.raw.items():
            whole, mark, part = name.partition("#")
            if mark and values:
                self._parts.setdefault(whole, {})[part] = values[-1]
            self._note_instances(whole)
        for name in self.uploads:
            self._note_instances(name)

    def read(
        self, items: Sequence[Item], stored: Mapping[str, Any], path: InstancePath = ()
    ) -> Answers:
        """Return the answers of these items: those posted, else those stored."""
        found: Answers = {}
        for item in items:
            if isinstance(item, Group):
                found |= self.read(item.items, stored, path)
            elif isinstance(item, Repeat):
                found[item.name] = self._instances(item, stored, path)
            elif type_named(item.type).answered:
                self._question(item, stored, path, found)
        return found

    def _question(
        self, question: Question, stored: Mapping[str, Any], path: InstancePath, found: Answers
    ) -> None:
        where = address(path, question.name)
        posted = where in self.raw or where in self._parts or where in self.uploads
        shown = where in self.before.visible and question.type in _TICKED
        if not posted and not shown:
            if question.name in stored:
                found[question.name] = stored[question.name]
            return
        choices = self.before.survey.choices(question)
        try:
            value = type_named(question.type).read(self._raw(where), question, choices)
        except AnswerError as error:
            self.errors[where] = error
            value = None
        found[question.name] = value

    def _raw(self, where: str) -> RawAnswer:
        values = tuple(self.raw.get(where, ()))
        previous = self._files.get(values[-1]) if values else None
        return RawAnswer(values, self._parts.get(where, {}), self.uploads.get(where), previous)

    def _instances(
        self, repeat: Repeat, stored: Mapping[str, Any], path: InstancePath
    ) -> list[Answers]:
        where = address(path, repeat.name)
        before = instances_of(stored, repeat.name)
        indexes = sorted(self._indexes.get(where, ()))
        if not indexes and "count" not in self._parts.get(where, {}):
            return [dict(instance) for instance in before]
        if len(indexes) > MAX_INSTANCES:
            self.errors[where] = AnswerError("too_many_rows", limit=MAX_INSTANCES)
            indexes = indexes[:MAX_INSTANCES]
        found: list[Answers] = []
        for index in indexes:
            instance = before[index] if index < len(before) else {}
            inside = (*path, (repeat.name, index))
            answers = self.read(repeat.items, instance, inside)
            asked = _is_answered(answers) or self._has_errors(inside)
            if repeat.count is not None or asked:
                self._renumber(path, repeat.name, index, len(found))
                found.append(answers)
        return found

    def _has_errors(self, path: InstancePath) -> bool:
        start = address(path, "")
        return any(where.startswith(start) for where in self.errors)

    def _renumber(self, path: InstancePath, name: str, old: int, new: int) -> None:
        """Errors follow their instance when empty ones before it are left out."""
        if old == new:
            return
        start, to = address((*path, (name, old)), ""), address((*path, (name, new)), "")
        for where in [where for where in self.errors if where.startswith(start)]:
            self.errors[to + where.removeprefix(start)] = self.errors.pop(where)

    def _note_instances(self, where: str) -> None:
        steps = where.split("/")
        for place in range(1, len(steps) - 1, 2):
            index = steps[place]
            if index.isascii() and index.isdigit() and len(index) < 7:
                self._indexes.setdefault("/".join(steps[:place]), set()).add(int(index))


def _is_answered(answers: Mapping[str, Any]) -> bool:
    return any(
        any(map(_is_answered, instances_of(answers, name)))
        if isinstance(value, list) and value and isinstance(value[0], Mapping)
        else value not in (None, [])
        for name, value in answers.items()
    )


def _files(answers: Mapping[str, Any]) -> list[tuple[str, Value]]:
    """Return every file kept so far by its key: its instance may have moved since."""
    found: list[tuple[str, Value]] = []
    for value in answers.values():
        if isinstance(value, dict) and isinstance(value.get("key"), str):
            found.append((value["key"], value))
        elif isinstance(value, list):
            for instance in value:
                if isinstance(instance, Mapping):
                    found += _files(instance)
    return found
