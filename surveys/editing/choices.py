"""Lists of choices: written line by line, put in order, shared, and kept while they are used."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from surveys.editing.errors import EditError
from surveys.editing.naming import name_from
from surveys.expressions import Tree
from surveys.expressions.tree import CURRENT, nodes
from surveys.model import Choice, Question, Survey, walk
from surveys.texts import Texts

Options = tuple[Choice, ...]


def choices_from_lines(lines: Sequence[str], current: Options, language: str) -> Options:
    """Return the choices that these labels stand for, in their order.

    A label that was there keeps its code, wherever it stands now. A line changed in its place is
    the same choice with another label. Any other line is a new choice.
    """
    labels = [label for line in lines if (label := " ".join(line.split()))]
    before = lines_of(current, language)
    found: dict[int, Choice] = {}
    free = dict(enumerate(current))
    for number, label in enumerate(labels):
        old = next((n for n, choice in free.items() if before[n] == label), None)
        if old is not None:
            found[number] = free.pop(old)
    for number, old in _changed_in_place(before, labels):
        if number not in found and old in free:
            choice = free.pop(old)
            renamed = Texts({**choice.labels, language: labels[number]})
            found[number] = replace(choice, labels=renamed)
    taken = {choice.name for choice in current}
    for number, label in enumerate(labels):
        if number not in found:
            name = name_from(label, taken, "choix")
            taken.add(name)
            found[number] = Choice(name, Texts({language: label}))
    return tuple(found[number] for number in range(len(labels)))


def lines_of(options: Options, language: str) -> list[str]:
    """Return the labels as lines: `choices_from_lines` makes the same choices of them."""
    return [" ".join(choice.label(language).split()) for choice in options]


def _changed_in_place(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        (new, old)
        for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes()
        if kind == "replace" and old_to - old_from == new_to - new_from
        for new, old in zip(range(new_from, new_to), range(old_from, old_to), strict=True)
    ]


def put_choices(survey: Survey, list_name: str, options: Options) -> Survey:
    """Give a list these choices; a list that does not exist is made.

    Raises EditError (used) when a condition asks about a choice that would go.
    """
    gone = {choice.name for choice in survey.choice_lists.get(list_name, ())}
    gone -= {choice.name for choice in options}
    for code in sorted(gone):
        if users := choice_users(survey, list_name, code):
            raise EditError("used", name=code, users=users)
    return _with_lists(survey, {**survey.choice_lists, list_name: options})


def move_choice(survey: Survey, list_name: str, code: str, step: int) -> Survey:
    """Move a choice up (-1) or down (1). Raises EditError: unknown_choice, at_the_edge."""
    options = list(_options(survey, list_name))
    at = _place_of(options, code)
    if not 0 <= at + step < len(options):
        raise EditError("at_the_edge", name=code)
    options.insert(at + step, options.pop(at))
    return _with_lists(survey, {**survey.choice_lists, list_name: tuple(options)})


def delete_choice(survey: Survey, list_name: str, code: str) -> Survey:
    """Take a choice out. Raises EditError: unknown_choice, used."""
    options = _options(survey, list_name)
    at = _place_of(options, code)
    return put_choices(survey, list_name, (*options[:at], *options[at + 1 :]))


def delete_list(survey: Survey, list_name: str) -> Survey:
    """Take out a list that no question uses. Raises EditError: unknown_list, used."""
    _options(survey, list_name)
    if users := questions_with(survey, list_name):
        raise EditError("used", name=list_name, users=users)
    left = {name: options for name, options in survey.choice_lists.items() if name != list_name}
    return _with_lists(survey, left)


def without_unused(survey: Survey, before: Survey) -> Survey:
    """Leave out the lists that were used `before` and are no more."""
    left = {
        name: options
        for name, options in survey.choice_lists.items()
        if questions_with(survey, name) or not questions_with(before, name)
    }
    return survey if len(left) == len(survey.choice_lists) else _with_lists(survey, left)


def questions_with(survey: Survey, list_name: str) -> tuple[str, ...]:
    """Return the names of the questions that offer the choices of a list."""
    return tuple(name for name, each in survey.questions.items() if list_name in _lists_of(each))


def choice_users(survey: Survey, list_name: str, code: str) -> tuple[str, ...]:
    """Return the names of the items whose expressions ask whether this choice was made."""
    asked = set(questions_with(survey, list_name))
    return tuple(
        place.item.name
        for place in walk(survey.items)
        if any(
            _mentions(
                formula.tree, asked | ({CURRENT} if place.item.name in asked else set()), code
            )
            for formula in place.item.formulas().values()
        )
    )


def _mentions(tree: Tree, names: set[str], code: str) -> bool:
    """Whether a node sets an answer of one of these questions beside this code."""
    for node, _ in nodes(tree):
        arguments = node.get("args", ()) if isinstance(node, dict) else ()
        refs = {each["ref"] for each in arguments if isinstance(each, dict) and "ref" in each}
        if code in [each for each in arguments if isinstance(each, str)] and refs & names:
            return True
    return False


def _lists_of(question: Question) -> set[str]:
    return {question.list_name, question.parameters.get("territories", "")} - {""}


def _options(survey: Survey, list_name: str) -> Options:
    if list_name not in survey.choice_lists:
        raise EditError("unknown_list", name=list_name)
    return survey.choice_lists[list_name]


def _place_of(options: Sequence[Choice], code: str) -> int:
    found = next((n for n, choice in enumerate(options) if choice.name == code), None)
    if found is None:
        raise EditError("unknown_choice", name=code)
    return found


def _with_lists(survey: Survey, lists: Mapping[str, Options]) -> Survey:
    return replace(survey, choice_lists=dict(lists))
