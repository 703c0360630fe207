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
    downwards = descending != cursor.backwards
    if key is not None:
        found = found.where(column < key if downwards else column > key)
    return found.order_by(column.desc() if downwards else column.asc()).limit(size + 1)


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
