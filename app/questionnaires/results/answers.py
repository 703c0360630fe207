"""The answers that results are made of: one column a question, in the order of the responses."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from app.models import Response
from app.models.types import PARIS
from app.questionnaires.queries import sent_to
from surveys.answers import InstancePath, given
from surveys.model import Repeat, Survey
from surveys.statistics.masking import SMALLEST
from surveys.types import type_named
from surveys.variables import NOT_ASKED, Variable

CHUNK = 500
"""Responses read at a time: their documents are not kept."""


@dataclass(frozen=True)
class Entry:
    """An answer in an entry of a repeat: the place of its response, the way to the entry."""

    response: int
    path: InstancePath
    value: Any


@dataclass(frozen=True)
class Answered:
    """Sent responses. `columns` hold one value a response (`NOT_ASKED`, or None without answer);
    questions of a repeat stand in `entries`."""

    ids: Sequence[uuid.UUID]
    columns: Mapping[str, list[Any]]
    entries: Mapping[str, list[Entry]]
    _indicators: dict[tuple[Any, ...], NDArray[np.int64]] = field(
        default_factory=dict, compare=False
    )

    def __len__(self) -> int:
        return len(self.ids)

    def asked(self, name: str) -> list[Any]:
        """The answers to a question of everybody who was asked, those of a repeat by entry."""
        if name in self.entries:
            return [entry.value for entry in self.entries[name]]
        return [value for value in self.columns[name] if value is not NOT_ASKED]

    def indicators(self, variable: Variable) -> NDArray[np.int64]:
        """Responses x categories of a variable (see `Variable.indicators`), counted once."""
        known = variable.key, variable.cuts
        if known not in self._indicators:
            column = self.columns[variable.question.name]
            self._indicators[known] = variable.indicators(column)
        return self._indicators[known]

    def narrowed(self, kept: NDArray[np.bool_]) -> Answered:
        """The responses where `kept` is true."""
        new_place = np.cumsum(kept) - 1
        return Answered(
            [one for one, is_kept in zip(self.ids, kept, strict=True) if is_kept],
            {
                name: [value for value, is_kept in zip(column, kept, strict=True) if is_kept]
                for name, column in self.columns.items()
            },
            {
                name: [
                    Entry(int(new_place[entry.response]), entry.path, entry.value)
                    for entry in entries
                    if kept[entry.response]
                ]
                for name, entries in self.entries.items()
            },
        )


def sent_answers(
    session: Session,
    questionnaire_id: uuid.UUID,
    survey: Survey,
    until: dt.datetime | None = None,
) -> Answered:
    """Read every response that was sent, before `until` when given; tests do not count."""
    found = sa.select(Response.id, Response.answers).where(*sent_to(questionnaire_id))
    if until is not None:
        found = found.where(Response.submitted_at < until)
    stored = [name for name, each in survey.questions.items() if type_named(each.type).stored]
    once = [name for name in stored if not survey.places[name].repeats]
    entries: dict[str, list[Entry]] = {name: [] for name in stored if name not in once}
    columns: dict[str, list[Any]] = {name: [] for name in once}
    ids: list[uuid.UUID] = []
    repeats = replace(survey, items=_outer_repeats(survey))
    options = {"yield_per": CHUNK}
    for response_id, answers in session.execute(
        found.order_by(Response.id), None, execution_options=options
    ):
        for name, column in columns.items():
            column.append(answers.get(name, NOT_ASKED))
        if entries:
            _read_entries(repeats, answers, len(ids), entries)
        ids.append(response_id)
    return Answered(ids, columns, entries)


def _outer_repeats(survey: Survey) -> tuple[Repeat, ...]:
    """The repeats that stand in no other: everything else is found by its name."""
    return tuple(
        place.item
        for place in survey.places.values()
        if isinstance(place.item, Repeat) and not place.repeats
    )


def _read_entries(
    survey: Survey, answers: Mapping[str, Any], place: int, entries: dict[str, list[Entry]]
) -> None:
    for path, name, value in given(survey, answers):
        if path and name in entries:
            entries[name].append(Entry(place, path, value))


def sent_by_day(session: Session, questionnaire_id: uuid.UUID) -> dict[dt.date, int]:
    """How many responses were sent on each day that had any, in Paris, in order."""
    moments = session.scalars(sa.select(Response.submitted_at).where(*sent_to(questionnaire_id)))
    days = Counter(moment.astimezone(PARIS).date() for moment in moments if moment)
    return dict(sorted(days.items()))


def shown_until(by_day: Mapping[dt.date, int], today: dt.date) -> dt.datetime:
    """Up to when responses count for those who see masked results.

    Days that are over, in groups of at least five responses: whoever looks twice never sees what
    fewer people changed.
    """
    last, waiting = dt.date.min, 0
    for day, number in by_day.items():
        waiting += number
        if day < today and waiting >= SMALLEST:
            last, waiting = day, 0
    if last == dt.date.min:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), PARIS)
