"""Who refers to a question, and references that follow a change of name."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from surveys.answers.piping import REFERENCE, quoted_names
from surveys.formula import Formula
from surveys.model import Group, Item, Question, Repeat, Survey, walk
from surveys.texts import Texts

# A reference, or a text in quotation marks, which stays as it is.
_IN_FORMULA = re.compile(r"""'[^']*'|"[^"]*"|\$\{\s*([^{}\s]+)\s*\}""")

_TEXTS = ("labels", "hints", "required_messages", "constraint_messages")


def users_of(survey: Survey, names: Collection[str]) -> tuple[str, ...]:
    """Return the names of the items that refer to any of these, without the items themselves."""
    return tuple(
        place.item.name
        for place in walk(survey.items)
        if place.item.name not in names and not references_of(place.item).isdisjoint(names)
    )


def references_of(item: Item) -> frozenset[str]:
    """Return every name that an item mentions, in expressions and in texts."""
    found: set[str] = set()
    for formula in item.formulas().values():
        found |= formula.references
    for column in _TEXTS:
        for text in getattr(item, column, {}).values():
            found.update(quoted_names(text))
    return frozenset(found)


def with_names(item: Item, names: Mapping[str, str]) -> Item:
    """Return the item, and all it holds, with its references to the old names made new."""
    if not isinstance(item, Question):
        inside = tuple(with_names(child, names) for child in item.items)
        item = replace(item, items=inside)
    if references_of(item).isdisjoint(names):
        return item
    item = replace(
        item,
        labels=_in_texts(item.labels, names),
        hints=_in_texts(item.hints, names),
        relevant=_in_formula(item.relevant, names, Formula.parse),
    )
    if isinstance(item, Group):
        return item
    if isinstance(item, Repeat):
        return replace(item, count=_in_formula(item.count, names, Formula.parse))
    return replace(
        item,
        required_messages=_in_texts(item.required_messages, names),
        constraint_messages=_in_texts(item.constraint_messages, names),
        required=_in_formula(item.required, names, Formula.parse),
        constraint=_in_formula(item.constraint, names, Formula.parse),
        calculation=_in_formula(item.calculation, names, Formula.parse),
        choice_filter=_in_formula(item.choice_filter, names, Formula.choice_filter),
        default=_in_text(item.default, names) if item.default_is_computed else item.default,
    )


def _in_formula(
    formula: Formula | None, names: Mapping[str, str], read: Callable[[str], Formula]
) -> Formula | None:
    if formula is None or formula.references.isdisjoint(names):
        return formula
    return read(_in_text(formula.text, names))


def _in_text(text: str, names: Mapping[str, str]) -> str:
    return _IN_FORMULA.sub(
        lambda found: f"${{{names[found[1]]}}}" if found[1] in names else found[0], text
    )


def _in_texts(texts: Texts, names: Mapping[str, str]) -> Texts:
    def new(found: re.Match[str]) -> str:
        name = found[1].strip()
        return f"${{{names[name]}}}" if name in names else found[0]

    return Texts({language: REFERENCE.sub(new, text) for language, text in texts.items()})
