"""A page of a questionnaire as a template shows it: what is asked, typed, and wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.questionnaires.answer_sentences import answer_sentence
from surveys.answers import InstancePath, Page, State, address, pages, pipe
from surveys.answers.address import instance_at, instances_of
from surveys.answers.pages import shows_something
from surveys.model import Group, Item, Question, Repeat
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.field_spec import FieldSpec
from surveys.types.value import RawAnswer

UNSEEN = ("none", "hidden")
"""Widgets of questions that nobody answers: calculations."""

RawForm = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Field:
    """A question to answer: `name` is that of its input, `parts` what stands in its parts."""

    name: str
    spec: FieldSpec
    label: str
    hint: str
    required: bool
    values: tuple[str, ...]
    parts: Mapping[str, str]
    file_name: str = ""
    error: str = ""

    @property
    def id(self) -> str:
        return "q-" + self.name.replace("/", "-")


@dataclass(frozen=True)
class Block:
    """A heading and the fields below it. `count` names the hidden field that counts instances."""

    title: str
    hint: str
    fields: tuple[Field, ...]
    count: str = ""
    instances: int = 0
    can_add: bool = False


@dataclass(frozen=True)
class PageView:
    title: str
    blocks: tuple[Block, ...]
    number: int
    total: int
    errors: tuple[tuple[str, str, str], ...]
    """Of each error: the identifier of its field, its label, its sentence."""


def page_view(
    state: State,
    page: Page,
    language: str,
    *,
    posted: RawForm | None = None,
    errors: Mapping[str, AnswerError] | None = None,
    one_more: str = "",
) -> PageView:
    """Show a page. `posted` keeps what was typed where it was refused; `one_more` names the
    repeat to which a person asked to add an entry."""
    view = _Viewing(state, language, posted or {}, errors or {}, one_more)
    blocks = tuple(view.blocks(page))
    shown = [each for each in pages(state.survey) if shows_something(state, each)]
    found = [
        (one.id, one.label, one.error) for block in blocks for one in block.fields if one.error
    ]
    return PageView(
        title=page.labels.text(language),
        blocks=blocks,
        number=next((n for n, each in enumerate(shown, 1) if each.index == page.index), 1),
        total=len(shown),
        errors=tuple(found),
    )


class _Viewing:
    def __init__(
        self,
        state: State,
        language: str,
        posted: RawForm,
        errors: Mapping[str, AnswerError],
        one_more: str,
    ) -> None:
        self.state, self.language = state, language
        self.posted, self.errors, self.one_more = posted, errors, one_more

    def blocks(self, page: Page) -> Iterator[Block]:
        title = page.section.name if page.section else ""
        yield from self._blocks(page.items, (), title="", hint="", skip=title)

    def _blocks(
        self, items: Sequence[Item], path: InstancePath, *, title: str, hint: str, skip: str = ""
    ) -> Iterator[Block]:
        """The fields that stand together, then each group and repeat as a block of its own."""
        plain: list[Field] = []
        for item in items:
            if not self.state.asks(path, item.name):
                continue
            if isinstance(item, Question):
                if type_named(item.type).field(item).widget not in UNSEEN:
                    plain.append(self._field(item, path))
                continue
            if plain:
                yield Block(title, hint, tuple(plain))
                plain, title, hint = [], "", ""
            if isinstance(item, Group):
                heading = "" if item.name == skip else self._text(item, path)
                yield from self._blocks(item.items, path, title=heading, hint="")
            else:
                yield from self._instances(item, path)
        if plain:
            yield Block(title, hint, tuple(plain))

    def _instances(self, repeat: Repeat, path: InstancePath) -> Iterator[Block]:
        where = address(path, repeat.name)
        stored = len(instances_of(instance_at(self.state.answers, path), repeat.name))
        fixed = repeat.count is not None
        shown = stored if fixed else max(1, stored + (self.one_more == where))
        label = self._text(repeat, path)
        for index in range(shown):
            inside = (*path, (repeat.name, index))
            fields = tuple(
                self._field(question, inside) for question in self._questions(repeat.items, inside)
            )
            last = index == shown - 1
            yield Block(
                f"{label} ({index + 1})",
                repeat.hints.text(self.language),
                fields,
                count=f"{where}#count" if last else "",
                instances=shown,
                can_add=last and not fixed,
            )

    def _questions(self, items: Sequence[Item], path: InstancePath) -> Iterator[Question]:
        """The questions of an entry: those that are asked, or all of them in a new entry."""
        start = address(path, "")
        is_new = not any(where.startswith(start) for where in self.state.visible)
        for item in items:
            if isinstance(item, Group):
                yield from self._questions(item.items, path)
            elif isinstance(item, Question):
                is_asked = is_new or self.state.asks(path, item.name)
                if is_asked and type_named(item.type).field(item).widget not in UNSEEN:
                    yield item

    def _field(self, question: Question, path: InstancePath) -> Field:
        where = address(path, question.name)
        kind = type_named(question.type)
        choices = self.state.evaluator.choices(question, path)
        spec = kind.field(question, choices, self.language)
        value = instance_at(self.state.answers, path).get(question.name)
        raw = kind.to_raw(value) if value is not None else RawAnswer()
        error = self.errors.get(where)
        values, parts = raw.values, dict(raw.parts)
        if error is not None and spec.widget != "file":
            values, parts = self._typed(where, values, parts)
        return Field(
            name=where,
            spec=spec,
            label=pipe(spec.label, self.state, path, self.language),
            hint=pipe(spec.hint, self.state, path, self.language),
            required=question.required is not None,
            values=tuple(values),
            parts=parts,
            file_name=str(value.get("name", "")) if spec.widget == "file" and value else "",
            error=answer_sentence(error, self.language) if error else "",
        )

    def _typed(
        self, where: str, values: Sequence[str], parts: dict[str, str]
    ) -> tuple[tuple[str, ...], dict[str, str]]:
        """What was typed in a field, rather than what is kept of it."""
        typed = {
            name.partition("#")[2]: sent[-1]
            for name, sent in self.posted.items()
            if name.startswith(f"{where}#") and sent
        }
        return tuple(self.posted.get(where, values)), {**parts, **typed}

    def _text(self, item: Group | Repeat, path: InstancePath) -> str:
        return pipe(item.labels.text(self.language), self.state, path, self.language)


def summary_of(state: State, language: str) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The answers given, page by page, for a last look before sending."""
    found = []
    for page in pages(state.survey):
        lines = [
            (one.label, answer_text(one))
            for block in page_view(state, page, language).blocks
            for one in block.fields
        ]
        answered = [(label, text) for label, text in lines if text]
        if answered:
            found.append((page.labels.text(language), answered))
    return found


def answer_text(one: Field) -> str:
    """An answer in words."""
    labels = {choice.code: choice.label for choice in one.spec.choices}
    labels |= {choice.code: choice.label for part in one.spec.parts for choice in part.choices}
    if one.file_name:
        return one.file_name
    said = [labels.get(value, value) for value in one.values if value]
    if one.spec.widget != "rank":
        said += [labels.get(text, text) for text in one.parts.values() if text]
    return ", ".join(said)
