"""From what was typed in a form of the builder to a question, a section or a repeat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask_babel import gettext as _

from app.questionnaires.building.condition_words import comparison_of
from app.questionnaires.building.forms import (
    PICKS_SHOWN,
    ContainerForm,
    ItemForm,
    QuestionForm,
)
from app.questionnaires.building.limit_messages import with_limit_messages
from app.questionnaires.building.sentences import expression_sentence
from app.questionnaires.building.type_fields import CHOICE_TYPES
from surveys.editing import (
    Condition,
    Limits,
    choices_from_lines,
    formula_of,
    insert_item,
    limits_of,
    lines_of,
    move_into,
    name_from,
    put_choices,
    replace_item,
    with_limits,
    without_unused,
)
from surveys.editing.limits import SUBJECTS
from surveys.expressions import ExpressionError
from surveys.formula import Formula
from surveys.model import Choice, Group, Item, Question, Repeat, Survey
from surveys.problems import AnswerError
from surveys.texts import Texts
from surveys.types.numbers import read_number

MOST_CHOICES = 2_000
_SHAPES = frozenset({"multiline", "email", "tel", "url", "numbers"})

Read = TypeVar("Read")


@dataclass(frozen=True)
class Wanted:
    """What a form asks for: an item, where it stands, and the choices of its list, if new."""

    item: Item
    section: str
    options: tuple[Choice, ...] | None = None


def applied(survey: Survey, before: str | None, wanted: Wanted) -> Survey:
    """The survey with what is wanted, new or in the place of the item called `before`.

    Raises EditError.
    """
    start, item = survey, wanted.item
    if before is None:
        survey = insert_item(survey, item, wanted.section)
    else:
        survey = replace_item(survey, before, item)
        containers = start.places[before].containers
        if wanted.section != (containers[-1].name if containers else ""):
            survey = move_into(survey, item.name, wanted.section)
    if wanted.options is not None and isinstance(item, Question):
        survey = put_choices(survey, item.list_name, wanted.options)
    return without_unused(survey, start)


def container_wanted(
    form: ContainerForm, container: Group | Repeat, survey: Survey
) -> Wanted | None:
    """The section or the repeat as it was typed; None when something is refused in its field."""
    common = _common(form, container, survey)
    if isinstance(container, Repeat):
        count = _read(form.count, Formula.parse) if form.count.data else None
        item: Item = replace(container, **common, count=count)
    else:
        words = [word for word in container.appearance.split() if word != "table-list"]
        words += ["table-list"] if form.is_table.data else []
        item = replace(container, **common, appearance=" ".join(words))
    return None if form.errors else Wanted(item, form.section.data or "")


def question_wanted(form: QuestionForm, question: Question, survey: Survey) -> Wanted | None:
    """The question as it was typed; None when something is refused in its field."""
    typed = _Typed(form, question, survey)
    item = replace(
        question,
        **_common(form, question, survey),
        type=form["type"].data if "type" in form else question.type,
        required=_required(form, question),
        required_messages=_texts(form, "required_message", question.required_messages),
        constraint=typed.constraint(),
        constraint_messages=typed.constraint_messages(),
        default=form.default.data or "",
        appearance=typed.appearance(),
        parameters=typed.parameters(),
        or_other=bool(form["or_other"].data) if "or_other" in form else question.or_other,
        calculation=_read(form["calculation"], Formula.parse)
        if "calculation" in form
        else question.calculation,
        choice_filter=_read(form["choice_filter"], Formula.choice_filter)
        if "choice_filter" in form and form["choice_filter"].data
        else None,
    )
    if item.type not in ("select_one", "select_multiple"):
        item = replace(item, or_other=False)
    list_name, options = typed.choices(item.name)
    if form.errors:
        return None
    return Wanted(replace(item, list_name=list_name), form.section.data or "", options)


def _common(form: ItemForm, item: Item, survey: Survey) -> dict[str, Any]:
    labels = _texts(form, "label", item.labels)
    taken = set(survey.places) - {item.name}
    return {
        "name": form.name.data or name_from(labels.text(survey.default_language), taken),
        "labels": labels,
        "hints": _texts(form, "hint", item.hints),
        "relevant": _condition(form, item),
    }


def _texts(form: ItemForm, name: str, before: Texts) -> Texts:
    """What was typed in each language; a language without a field keeps its text."""
    typed = {
        field.short_name.removeprefix(f"{name}_"): field.data or ""
        for field in form
        if field.short_name.startswith(f"{name}_")
    }
    return Texts({**before, **typed})


def _required(form: QuestionForm, question: Question) -> Formula | None:
    """A box: ticked, it keeps an expression that decided so far."""
    if not form.required.data:
        return None
    return question.required or Formula.condition("yes")


def _way(form: ItemForm, item: Item) -> str:
    """How the condition is given. Who picks or writes one and forgets to say so means it, unless
    there was one, which “always” takes away."""
    if form.when.data != "always" or item.relevant is not None:
        return str(form.when.data)
    if any(form[f"pick_{row}"].data for row in range(PICKS_SHOWN)):
        return "picked"
    return "written" if form.relevant.data else "always"


def _condition(form: ItemForm, item: Item) -> Formula | None:
    way = _way(form, item)
    if way == "written":
        if not form.relevant.data:
            _refuse(form.relevant, _("Write the expression, or choose “always”."))
        return _read(form.relevant, Formula.condition)
    if way != "picked":
        return None
    tests = []
    for row in range(PICKS_SHOWN):
        pick, number = form[f"pick_{row}"], form[f"number_{row}"]
        if pick.data and not pick.errors:
            test = comparison_of(pick.data, number.data or "")
            if _read(number, lambda _text, test=test: formula_of(Condition((test,)))):  # type: ignore[misc]
                tests.append(test)
    if not tests and not form.errors:
        _refuse(form["pick_0"], _("Pick a condition, or choose “always”."))
    return formula_of(Condition(tuple(tests), form.joined.data or "and")) if tests else None


class _Typed:
    """What only some types of question ask for."""

    def __init__(self, form: QuestionForm, question: Question, survey: Survey) -> None:
        self.form, self.question, self.survey = form, question, survey

    def constraint_messages(self) -> Texts:
        typed = _texts(self.form, "constraint_message", self.question.constraint_messages)
        if "least" not in self.form:
            return typed
        old = limits_of(self.question.constraint, SUBJECTS[self.question.type])
        languages = self.survey.languages
        return with_limit_messages(typed, old, self._limits(), self.question.type, languages)

    def _limits(self) -> Limits:
        form = self.form
        return Limits(form["least"].data, form["most"].data, form.constraint.data or "")

    def constraint(self) -> Formula | None:
        form = self.form
        if "least" not in form:
            return _read(form.constraint, Formula.condition)
        for name in ("least", "most"):
            if form[name].data:
                _read(form[name], read_number)
        if form.errors:
            return None
        subject = SUBJECTS[self.question.type]
        return _read(form.constraint, lambda _text: with_limits(self._limits(), subject))

    def appearance(self) -> str:
        words = self.question.appearance.split()
        if "shape" in self.form:
            shape = self.form["shape"].data
            words = [word for word in words if word not in _SHAPES]
            words += [shape] if shape in _SHAPES else []
        if "as_menu" in self.form:
            words = [word for word in words if word != "minimal"]
            words += ["minimal"] if self.form["as_menu"].data else []
        return " ".join(words)

    def parameters(self) -> dict[str, str]:
        form = self.form
        found = dict(self.question.parameters)
        for name in ("maxlength", "start", "end", "step", "territories"):
            if name in form:
                found.pop(name, None)
                if form[name].data:
                    found[name] = form[name].data
                    if name != "territories":
                        _read(form[name], read_number)
        if "shape" in form and form["shape"].data != "multiline":
            found.pop("rows", None)
        return found

    def choices(self, name: str) -> tuple[str, tuple[Choice, ...] | None]:
        """The name of the list, and its choices when they were typed."""
        form = self.form
        if "list_name" not in form:
            return self.question.list_name, None
        list_name = form["list_name"].data or ""
        lines = [" ".join(line.split()) for line in (form["lines"].data or "").splitlines()]
        lines = [line for line in lines if line]
        language = self.survey.default_language
        shown = lines_of(self.survey.choices(self.question).options, language)
        if list_name and list_name != self.question.list_name:
            if lines and lines != shown:
                _refuse(form["lines"], _("Write the choices or take another list, not both."))
            return list_name, None
        if len(lines) > MOST_CHOICES:
            _refuse(form["lines"], _("At most %(limit)s choices.", limit=MOST_CHOICES))
        if not lines:
            if self.question.type in CHOICE_TYPES:
                _refuse(form["lines"], _("Write the choices, or take a list that exists."))
            return list_name, None
        current = self.survey.choice_lists.get(list_name, ()) if list_name else ()
        if current and lines == shown:
            return list_name, None
        options = choices_from_lines(lines, current, language)
        return list_name or name_from(name, self.survey.choice_lists, "liste"), options


def _read(field: Any, read: Callable[[str], Read]) -> Read | None:
    """What the text of a field says; its error is written beside it."""
    text = field.data or ""
    try:
        return read(text)
    except ExpressionError as error:
        _refuse(field, expression_sentence(error, text))
    except AnswerError:
        _refuse(field, _("Give a number, such as 12."))
    return None


def _refuse(field: Any, sentence: str) -> None:
    field.errors = [*field.errors, sentence]
