"""Narrowing results down to those who gave certain answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from app.questionnaires.results.answers import Answered
from surveys.statistics.masking import masked_lines
from surveys.variables import OUTSIDE, Variable

PREFIX = "only-"
"""Begins the names of filters in addresses, so that no question is taken for another argument."""


class UnknownFilter(ValueError):
    """There is no such question, or no such answer."""


@dataclass(frozen=True)
class Filter:
    """Only those who gave this answer."""

    variable: Variable
    code: str

    @property
    def argument(self) -> str:
        return PREFIX + self.variable.key

    @property
    def label(self) -> str:
        return dict(self.variable.categories)[self.code]


@dataclass(frozen=True)
class FilterField:
    """A question to narrow down by: its answers, and the one chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def filters_in(args: Mapping[str, str], variables: Mapping[str, Variable]) -> tuple[Filter, ...]:
    """The filters of an address, in the order of the questionnaire.

    Raises:
        UnknownFilter: one names no closed question, or no answer to it.
    """
    wanted = {
        name.removeprefix(PREFIX): code
        for name, code in args.items()
        if name.startswith(PREFIX) and code
    }
    for key, code in wanted.items():
        variable = variables.get(key)
        if variable is None or not variable.may_filter or code not in dict(variable.categories):
            raise UnknownFilter(key)
    return tuple(
        Filter(variable, wanted[key]) for key, variable in variables.items() if key in wanted
    )


def narrowed_by(filters: Sequence[Filter], answered: Answered) -> Answered:
    """The responses that pass every filter."""
    by = tuple((one.variable.key, one.code, one.variable.categories) for one in filters)
    return answered.narrowed_once(by, lambda: kept_by(filters, answered))


def kept_by(filters: Sequence[Filter], answered: Answered) -> NDArray[np.bool_]:
    """Which responses pass every filter."""
    kept = np.ones(len(answered), dtype=np.bool_)
    for one in filters:
        column = answered.column(one.variable.question.name)
        kept &= column.where(partial(_gave, one))
    return kept


def _gave(one: Filter, value: object) -> bool:
    return one.code in one.variable.codes(value)


def filter_fields(
    variables: Mapping[str, Variable],
    filters: Sequence[Filter],
    offered: Mapping[str, frozenset[str]] | None = None,
) -> list[FilterField]:
    """The fields of the form; `offered` leaves only some answers, by key."""
    chosen = {one.variable.key: one.code for one in filters}
    found = []
    for key, variable in variables.items():
        if not variable.may_filter:
            continue
        options = variable.categories
        if offered is not None:
            options = tuple(one for one in options if one[0] in offered[key])
        if options:
            found.append(FilterField(PREFIX + key, variable.label, options, chosen.get(key, "")))
    return found


def offered_answers(
    variables: Mapping[str, Variable], answered: Answered
) -> dict[str, frozenset[str]]:
    """The answers that others than stewards may narrow down by.

    All those that stand apart from the rest: neither few people, nor what is left out when the
    others are taken away from everybody. Those who did not answer, and who were not asked, are
    groups as well.
    """
    return {
        key: _offered(variable, answered)
        for key, variable in variables.items()
        if variable.may_filter
    }


def _offered(variable: Variable, answered: Answered) -> frozenset[str]:
    people = answered.people(variable)
    mask = masked_lines(people, len(answered), outside=OUTSIDE, several=variable.several)
    return frozenset(
        code
        for (code, _label), is_masked, number in zip(
            variable.categories, mask, people, strict=False
        )
        if number and not is_masked
    )
