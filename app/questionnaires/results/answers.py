"""The answers that results are made of: one column a question, in the order of the responses."""

from __future__ import annotations

import datetime as dt
import uuid
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from cachetools import LRUCache
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from app.models import Response
from app.models.types import PARIS
from app.questionnaires.queries import sent_to
from app.questionnaires.results.columns import Column, ColumnWriter, Grouped, Pairs
from surveys.answers import given
from surveys.model import Question, Repeat, Survey
from surveys.statistics.masking import SMALLEST
from surveys.types import type_named
from surveys.types.tallies import Tallied
from surveys.variables import NOT_ASKED, Variable

T = TypeVar("T")
MOST_NARROWED = 2
"""Each takes some twenty bytes a response that is left, and as much again for what is crossed."""
CHUNK = 500
"""Responses read at a time: their documents are not kept."""
TEXTS = frozenset({"text", "hidden"})
WORDS = frozenset({"name", "other", "key"})
"""Parts of an answer that somebody wrote, or that lead to a file."""


@dataclass(frozen=True)
class Entries:
    """Answers in the entries of a repeat; `responses` holds the place of the response of each."""

    responses: NDArray[np.int32]
    answers: Column

    def narrowed(self, kept: NDArray[np.bool_]) -> Entries:
        """Those of the responses where `kept` is true, at their new places."""
        new_place = (np.cumsum(kept) - 1).astype(np.int32)
        staying = kept[self.responses]
        return Entries(new_place[self.responses[staying]], self.answers.narrowed(staying))


@dataclass
class _EntriesWriter:
    """Makes entries, answer by answer."""

    responses: array[int] = field(default_factory=lambda: array("i"))
    answers: ColumnWriter = field(default_factory=ColumnWriter)

    def add(self, place: int, value: Any) -> None:
        self.responses.append(place)
        self.answers.extend((value,))

    def entries(self) -> Entries:
        return Entries(np.array(self.responses, dtype=np.int32), self.answers.column())


class Narrowed(Mapping[str, T]):
    """What stands under some names, each as `narrow` leaves it; made when it is asked for."""

    def __init__(self, whole: Mapping[str, T], narrow: Callable[[T], T]) -> None:
        self._whole, self._narrow = whole, narrow

    def __getitem__(self, name: str) -> T:
        return self._narrow(self._whole[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


@dataclass(frozen=True)
class Answered:
    """Sent responses, in the order of their identifiers. `columns` hold one answer a response,
    without the words that people wrote (`without_words`); questions of a repeat stand in
    `entries`. `days`: when each was sent, as ordinals."""

    ids: NDArray[np.void]
    days: NDArray[np.int32]
    columns: Mapping[str, Column]
    entries: Mapping[str, Entries]
    counted_at: dt.datetime | None = None
    """When they were read, of a large questionnaire; None: just now."""
    _asked: dict[str, Tallied] = field(default_factory=dict, compare=False)
    _grouped: dict[tuple[Any, ...], Grouped] = field(default_factory=dict, compare=False)
    _narrowed: LRUCache[Hashable, Answered] = field(
        default_factory=lambda: LRUCache(MOST_NARROWED), compare=False
    )
    _lock: Lock = field(default_factory=Lock, compare=False)

    def __len__(self) -> int:
        return len(self.days)

    def column(self, name: str) -> Column:
        """The answers to a question; to one that is newer than them, nobody was asked."""
        found = self.columns.get(name)
        return found or Column([NOT_ASKED], np.zeros(len(self), dtype=np.uint8))

    def asked(self, name: str) -> Tallied:
        """The answers to a question of everybody who was asked, those of a repeat by entry."""
        if name not in self._asked:
            entries = self.entries.get(name)
            self._asked[name] = (self.column(name) if entries is None else entries.answers).asked
        return self._asked[name]

    def people(self, variable: Variable) -> NDArray[np.int64]:
        """How many people fall into each category (see `Variable.indicators`)."""
        return self._by(variable).people()

    def pairs(self, rows: Variable, columns: Variable) -> Pairs:
        """How many people fall into each two categories of two variables."""
        return Pairs.of(self._by(rows), self._by(columns))

    def _by(self, variable: Variable) -> Grouped:
        known = variable.key, variable.cuts, len(variable.categories)
        if known not in self._grouped:
            self._grouped[known] = self.column(variable.question.name).grouped(variable)
        return self._grouped[known]

    def narrowed(self, kept: NDArray[np.bool_]) -> Answered:
        """The responses where `kept` is true; of each question once it is asked for."""
        return Answered(
            self.ids[kept],
            self.days[kept],
            Narrowed(self.columns, lambda column: column.narrowed(kept)),
            Narrowed(self.entries, lambda entries: entries.narrowed(kept)),
            self.counted_at,
        )

    def narrowed_once(self, by: Hashable, kept: Callable[[], NDArray[np.bool_]]) -> Answered:
        """`narrowed`, with what is counted of it, for the pages and pictures that ask for the same
        one after the other; `by` is what `kept` depends on."""
        with self._lock:
            found = self._narrowed.get(by)
        if found is None:
            found = self.narrowed(kept())
            with self._lock:
                self._narrowed[by] = found
        return found

    def before(self, day: dt.date) -> Answered:
        """The responses that were sent before a day."""
        kept = self.days < day.toordinal()
        return self if kept.all() else self.narrowed_once(("before", day), lambda: kept)

    def by_day(self) -> dict[dt.date, int]:
        """How many responses were sent on each day that had any, in order."""
        days, numbers = np.unique(self.days, return_counts=True)
        return {
            dt.date.fromordinal(int(day)): int(number)
            for day, number in zip(days, numbers, strict=True)
        }


def read_answers(session: Session, questionnaire_id: uuid.UUID, survey: Survey) -> Answered:
    """Read every response that was sent; tests do not count."""
    # Identifiers as the database writes them: to make half a million of them takes longer.
    found = sa.select(
        sa.cast(Response.id, sa.String), Response.submitted_at, Response.answers
    ).where(*sent_to(questionnaire_id))
    stored = {name: each for name, each in survey.questions.items() if type_named(each.type).stored}
    columns = {name: ColumnWriter() for name in stored if not survey.places[name].repeats}
    entries = {name: _EntriesWriter() for name in stored if name not in columns}
    ids = bytearray()
    days = array("i")
    repeats = replace(survey, items=_outer_repeats(survey))
    rows = session.execute(
        found.order_by(Response.id), None, execution_options={"yield_per": CHUNK}
    )
    for part in rows.partitions(CHUNK):
        for name, column in columns.items():
            given_there = [answers.get(name, NOT_ASKED) for _id, _moment, answers in part]
            column.extend(_without_words(given_there, stored[name]))
        for response_id, moment, answers in part:
            if entries:
                _read_entries(repeats, answers, len(days), entries)
            ids += bytes.fromhex(response_id.replace("-", ""))
            days.append(moment.astimezone(PARIS).toordinal())
    return Answered(
        np.frombuffer(bytes(ids), dtype="V16"),
        np.array(days, dtype=np.int32),
        {name: column.column() for name, column in columns.items()},
        {name: writer.entries() for name, writer in entries.items()},
    )


def _without_words(values: list[Any], question: Question) -> Iterable[Any]:
    """What of the answers to a question is counted: `without_words` of each."""
    if question.type in TEXTS:
        return [one if one is None or one is NOT_ASKED else len(str(one)) for one in values]
    if any(type(one) is dict for one in values):
        return [without_words(one, question) for one in values]
    return values


def without_words(value: Any, question: Question) -> Any:
    """What of an answer is counted: how long a text is in place of it, and of an organisation or an
    own answer not its name. Half a million people write half a million texts."""
    if value is None or value is NOT_ASKED:
        return value
    if question.type in TEXTS:
        return len(str(value))
    if isinstance(value, dict):
        return {part: "…" if part in WORDS and said else said for part, said in value.items()}
    return value


def _outer_repeats(survey: Survey) -> tuple[Repeat, ...]:
    """The repeats that stand in no other: everything else is found by its name."""
    return tuple(
        place.item
        for place in survey.places.values()
        if isinstance(place.item, Repeat) and not place.repeats
    )


def _read_entries(
    survey: Survey, answers: Mapping[str, Any], place: int, entries: Mapping[str, _EntriesWriter]
) -> None:
    for path, name, value in given(survey, answers):
        if path and name in entries:
            entries[name].add(place, without_words(value, survey.questions[name]))


def shown_until(by_day: Mapping[dt.date, int], today: dt.date) -> dt.date:
    """Up to which day responses count for those who see masked results.

    Days that are over, in groups of at least five responses: whoever looks twice never sees what
    fewer people changed.
    """
    last, waiting = dt.date.min, 0
    for day, number in by_day.items():
        waiting += number
        if day < today and waiting >= SMALLEST:
            last, waiting = day, 0
    return last if last == dt.date.min else last + dt.timedelta(days=1)
