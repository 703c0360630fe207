"""A page of a questionnaire as a template shows it: what is asked, typed, and wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.questionnaires.answering.page_parts import Block, Entries, Field, PageView, Wording
from app.questionnaires.answering.page_rules import PageRules, rules_of, seen_elsewhere
from app.questionnaires.answering.sentences import answer_sentence
from surveys.answers import InstancePath, Page, State, address, pages, piped
from surveys.answers.address import instance_at, instances_of
from surveys.answers.pages import shows_something
from surveys.expressions import to_text
from surveys.model import Choices, Group, Item, Question, Repeat
from surveys.problems import AnswerError
from surveys.types import type_named
from surveys.types.other import offered
from surveys.types.value import RawAnswer, Value

UNSEEN = ("none", "hidden")
"""Widgets of questions that nobody answers: calculations."""

MOST_COLUMNS = 11
"""A scale of more steps is not shown as a table."""

CODED = ("select_one", "select_multiple", "likert")
"""Types whose answers, without words of one's own, are codes of choices."""

NOTHING = Wording()

RawForm = Mapping[str, Sequence[str]]


def page_view(
    state: State,
    page: Page,
    language: str,
    *,
    posted: RawForm | None = None,
    errors: Mapping[str, AnswerError] | None = None,
    one_more: str = "",
    new: Sequence[str] = (),
    proposed: Mapping[str, Value] | None = None,
) -> PageView:
    """Show a page. `posted` keeps what was typed where it was refused; `one_more` names the
    repeat to which a person asked to add an entry; `new` holds addresses of questions that the
    person has not seen yet; `proposed` what to show, by its name, in a question outside of repeats
    that was not answered yet."""
    rules = rules_of(state.survey, page, language)
    view = _Viewing(state, language, rules, posted or {}, errors or {}, one_more, proposed or {})
    blocks = tuple(view.blocks(page))
    shown = [each for each in pages(state.survey) if shows_something(state, each)]
    number = next((n for n, each in enumerate(shown, 1) if each.index == page.index), 1)
    made = PageView(
        title=page.labels.text(language),
        blocks=blocks,
        number=number,
        total=len(shown),
        next_title=shown[number].labels.text(language) if number < len(shown) else "",
        errors=(),
        new=(),
        asked="",
        rules=rules.script,
        answers=seen_elsewhere(rules.wanted, state.evaluator.view),
        today=state.evaluator.today.isoformat(),
        language=language,
        languages=state.survey.languages,
    )
    fields = made.fields
    starts = tuple(f"{where}/" for where in new)
    return replace(
        made,
        errors=tuple((one.first_input, str(one.label), one.error) for one in fields if one.error),
        new=tuple(
            (one.first_input, str(one.label))
            for one in fields
            if one.name in new or one.name.startswith(starts)
        ),
        asked=" ".join([*(one.name for one in fields), *_open_repeats(blocks)]),
    )


def _open_repeats(blocks: Sequence[Block | Entries]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Entries) and not block.is_waiting:
            yield block.address


class _Viewing:
    def __init__(
        self,
        state: State,
        language: str,
        rules: PageRules,
        posted: RawForm,
        errors: Mapping[str, AnswerError],
        one_more: str,
        proposed: Mapping[str, Value],
    ) -> None:
        self.state, self.language, self.rules = state, language, rules
        self.posted, self.errors, self.one_more = posted, errors, one_more
        self.proposed = proposed

    def blocks(self, page: Page) -> Iterator[Block | Entries]:
        section = page.section
        if isinstance(section, Group):
            yield from self._blocks(section.items, (), Block(NOTHING, NOTHING, ()))
        else:
            yield from self._blocks(page.items, (), Block(NOTHING, NOTHING, ()))

    def _blocks(
        self, items: Sequence[Item], path: InstancePath, start: Block
    ) -> Iterator[Block | Entries]:
        """The fields that stand together, then each group and repeat as blocks of their own.

        `start` is the block that these items begin with, still without a field.
        """
        plain: list[Field] = []
        block = start
        for item in items:
            is_waiting = start.is_waiting or not self._is_asked(item, path)
            if is_waiting and item.name not in self.rules.moving:
                continue
            if isinstance(item, Question):
                if type_named(item.type).field(item).widget not in UNSEEN:
                    plain.append(self._field(item, path, is_waiting))
                continue
            if plain or block.title:
                yield replace(block, fields=tuple(plain))
                plain, block = [], replace(start, title=NOTHING, hint=NOTHING)
            level = start.level + bool(start.title)
            if isinstance(item, Group):
                yield from self._blocks(
                    item.items, path, self._start(item, path, level, is_waiting)
                )
            else:
                yield from self._instances(item, path, level, is_waiting)
        if plain:
            yield replace(block, fields=tuple(plain), is_table=start.is_table and _is_table(plain))

    def _is_asked(self, item: Item, path: InstancePath) -> bool:
        return self._is_new(path) or self.state.asks(path, item.name)

    def _is_new(self, path: InstancePath) -> bool:
        """Whether an entry is shown before it has any answer: all its questions are."""
        if not path:
            return False
        name, index = path[-1]
        return address(path[:-1], f"{name}/{index}") not in self.state.visible

    def _start(self, item: Group, path: InstancePath, level: int, is_waiting: bool) -> Block:
        return Block(
            self._wording(item.labels.text(self.language), path),
            self._wording(item.hints.text(self.language), path),
            (),
            level=level,
            place=address(path, item.name),
            is_table=item.is_table,
            is_waiting=is_waiting,
        )

    def _instances(
        self, repeat: Repeat, path: InstancePath, level: int, is_waiting: bool
    ) -> Iterator[Block | Entries]:
        where = address(path, repeat.name)
        stored = len(instances_of(instance_at(self.state.answers, path), repeat.name))
        fixed = repeat.count is not None
        shown = stored if fixed else max(1, stored + (self.one_more == where))
        for index in range(shown):
            inside = (*path, (repeat.name, index))
            label = self._wording(repeat.labels.text(self.language), inside)
            start = Block(
                Wording((*label.pieces, (f" ({index + 1})", ""))),
                self._wording(repeat.hints.text(self.language), inside),
                (),
                level=level,
                place=f"{where}/{index}",
                is_waiting=is_waiting,
            )
            blocks = list(self._blocks(repeat.items, inside, start))
            if blocks and isinstance(blocks[-1], Block) and not fixed and (stored or index):
                blocks[-1] = replace(blocks[-1], removes=start.place)
            yield from blocks
        yield Entries(where, shown, not fixed, is_waiting)

    def _field(self, question: Question, path: InstancePath, is_waiting: bool) -> Field:
        where = address(path, question.name)
        kind = type_named(question.type)
        answers = instance_at(self.state.answers, path)
        value = answers.get(question.name)
        if not path and question.name not in answers:
            value = self.proposed.get(question.name)
        if value is not None:
            raw = kind.to_raw(value)
        else:
            raw = self._first(question, path) if is_waiting else RawAnswer()
        # Nothing but the question, and which of its choices are taken.
        is_plain = (
            question.name in self.rules.fixed
            and where not in self.errors
            and not raw.parts
            and (not raw.values or question.type in CODED)
        )

        def make() -> Field:
            return self._made(question, path, where, value, raw, is_waiting, is_plain)

        if not is_plain:
            return make()
        return self.rules.plain_field((where, tuple(raw.values), is_waiting), make)

    def _made(
        self,
        question: Question,
        path: InstancePath,
        where: str,
        value: Any,
        raw: RawAnswer,
        is_waiting: bool,
        is_plain: bool,
    ) -> Field:
        choices, withheld = self._choices(question, path)
        spec = type_named(question.type).field(question, choices, self.language)
        error = self.errors.get(where)
        values, parts = raw.values, dict(raw.parts)
        if error is not None and spec.widget != "file":
            values, parts = self._typed(where, values, parts)
        return Field(
            name=where,
            spec=spec,
            label=self._wording(spec.label, path),
            hint=self._wording(spec.hint, path),
            required=question.required is not None,
            values=tuple(values),
            parts=parts,
            file_name=str(value.get("name", "")) if spec.widget == "file" and value else "",
            error=answer_sentence(error, self.language) if error else "",
            is_waiting=is_waiting,
            withheld=withheld,
            is_plain=is_plain,
        )

    def _choices(self, question: Question, path: InstancePath) -> tuple[Choices, frozenset[str]]:
        """The choices to show, and which of them are not offered now."""
        left = self.state.evaluator.choices(question, path)
        if question.name not in self.rules.filtered:
            return left, frozenset()
        every = self.state.survey.choices(question)
        return every, every.names - {choice.name for choice in offered(question, left)}

    def _first(self, question: Question, path: InstancePath) -> RawAnswer:
        """The default of a question that was not asked yet."""
        formula = question.default_formula or question.calculation
        text = question.default
        if formula is not None:
            text = to_text(self.state.evaluator.result(formula, path))
        several = question.type in ("select_multiple", "rank")
        return RawAnswer(tuple(text.split() if several else filter(None, [text])))

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

    def _wording(self, text: str, path: InstancePath) -> Wording:
        if "${" not in text:
            return Wording(((text, ""),))
        pieces = piped(text, self.state, path, self.language)
        return Wording(
            tuple((words, name if name in self.rules.here else "") for words, name in pieces)
        )


def _is_table(fields: Sequence[Field]) -> bool:
    """Whether all have one scale, of a width that a table can take."""
    scale = fields[0].spec.choices
    return len(scale) <= MOST_COLUMNS and all(
        one.spec.widget in ("radio", "likert")
        and one.spec.choices == scale
        and not one.spec.parts
        and not one.withheld
        for one in fields
    )
