"""A text with its spans marked, nothing lost: the parts joined give it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Placed(Protocol):
    """What stands at `text[start:end]`."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


def marked(text: str, spans: Iterable[P], offset: int = 0) -> list[tuple[str, P | None]]:
    """The text cut at its spans, which are in order and apart; None stands between two.

    `offset` is where the text begins in the one that the spans point into.
    """
    found: list[tuple[str, P | None]] = []
    at = 0
    for span in spans:
        start, end = span.start - offset, span.end - offset
        if at < start:
            found.append((text[at:start], None))
        found.append((text[start:end], span))
        at = end
    if at < len(text):
        found.append((text[at:], None))
    return found
