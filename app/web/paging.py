"""Lists page by key: as quick on the last page as on the first, and stable while rows come."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

T = TypeVar("T")
S = TypeVar("S", bound=sa.Select[*tuple[Any, ...]])
PAGE_SIZE = 25


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and the keys that lead to the rows before and after them."""

    rows: tuple[T, ...]
    previous_key: str | None
    next_key: str | None


@dataclass(frozen=True)
class Cursor:
    """Where a page starts: after `key`, or before it when going back. Without a key: the top."""

    key: str | None = None
    backwards: bool = False

    @classmethod
    def from_args(cls, args: dict[str, str]) -> Cursor:
        """Read `after` or `before` of an address."""
        if args.get("before"):
            return cls(args["before"], backwards=True)
        return cls(args.get("after") or None)

    def as_uuid(self) -> uuid.UUID | None:
        """The key as an identifier; a key that is none starts at the top."""
        try:
            return uuid.UUID(self.key) if self.key else None
        except ValueError:
            return None

    def as_int(self) -> int | None:
        """The key as a rank; a key that is none starts at the top."""
        text = self.key or ""
        return int(text) if text.isdecimal() and len(text) < 10 else None

    def as_count_and_uuid(self) -> tuple[int, uuid.UUID] | None:
        """The key as a count and an identifier (`counted_key`); another one starts at the top."""
        count, _, identifier = (self.key or "").partition("_")
        number, place = Cursor(count).as_int(), Cursor(identifier).as_uuid()
        return None if number is None or place is None else (number, place)


def counted_key(count: int, identifier: uuid.UUID) -> str:
    """The key of a row in the order of a count, where many rows have the same one."""
    return f"{count}_{identifier}"


def paged(
    found: S,
    column: Any,
    cursor: Cursor,
    key: object | None,
    *,
    size: int,
    descending: bool = False,
) -> S:
    """The rows of a page and one more, in the order of a column without equal values, read in the
    direction of the cursor. `key` is that of the cursor, as the column has it."""
    border = None if key is None else (key,)
    return paged_by(found, [(column, descending)], cursor, border, size=size)


def paged_by(
    found: S,
    columns: Sequence[tuple[Any, bool]],
    cursor: Cursor,
    border: Sequence[Any] | None,
    *,
    size: int,
) -> S:
    """The same in the order of several columns, each with whether it descends; no two rows have
    the same values in all of them. `border` holds those of the row where the page begins."""
    directed = [(column, descending != cursor.backwards) for column, descending in columns]
    if border is not None:
        found = found.where(_after(directed, border))
    ordered = [column.desc() if downwards else column.asc() for column, downwards in directed]
    return found.order_by(*ordered).limit(size + 1)


def _after(columns: Sequence[tuple[Any, bool]], border: Sequence[Any]) -> sa.ColumnElement[bool]:
    """The rows after a border, in columns of which each has its direction."""
    if len({downwards for _, downwards in columns}) == 1:
        # As one value, which an index on all of them finds at once.
        downwards = columns[0][1]
        here = sa.tuple_(*(column for column, _ in columns))
        values = zip(columns, border, strict=True)
        there = sa.tuple_(*(sa.literal(value, column.type) for (column, _), value in values))
        return here < there if downwards else here > there
    cases = []
    for place, ((column, downwards), value) in enumerate(zip(columns, border, strict=True)):
        same = [one == at for (one, _), at in zip(columns[:place], border, strict=False)]
        cases.append(sa.and_(*same, column < value if downwards else column > value))
    return sa.or_(*cases)


def make_page(
    found: Sequence[T], cursor: Cursor, *, size: int, key_of: Callable[[T], object]
) -> Page[T]:
    """A page out of up to `size + 1` rows, read in the direction of the cursor."""
    more = len(found) > size
    rows = tuple(found[:size])
    if cursor.backwards:
        rows = rows[::-1]
    has_previous = more if cursor.backwards else cursor.key is not None
    has_next = True if cursor.backwards else more
    return Page(
        rows,
        previous_key=str(key_of(rows[0])) if rows and has_previous else None,
        next_key=str(key_of(rows[-1])) if rows and has_next else None,
    )
