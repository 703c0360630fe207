"""What several figures are counted from: read once in a recount, and forgotten at its end."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")
_READ = "figures: read once"


@contextmanager
def reading_once(session: Session) -> Iterator[None]:
    """Within it, `read_once` reads the same thing once."""
    session.info[_READ] = {}
    try:
        yield
    finally:
        del session.info[_READ]


def read_once(session: Session, name: Hashable, read: Callable[[], T]) -> T:
    """What `read` gives, which nobody may change; outside of a recount it is read anew."""
    held = session.info.get(_READ)
    if held is None:
        return read()
    if name not in held:
        held[name] = read()
    found: T = held[name]
    return found
