"""Where the heavy parts run: in this process, or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


class Workers(Protocol):
    """Applies a function to parts of the work.

    The function stands at the top of a module and its result depends on its arguments only, so
    that one worker or ten give the same bytes.
    """

    count: int
    """How many parts may run at the same time."""

    def spread(self, value: Any) -> Any:
        """Give every worker what all the parts share (a large array, a model), once.

        Returns what stands for it in the `shared` of `each`.
        """

    def each(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Iterator[Made]:
        """Yield `function(part, *shared)` for each part, in the order of the parts."""


class OneProcess:
    """Does one part after the other, here."""

    count = 1

    def spread(self, value: Any) -> Any:
        return value

    def each(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Iterator[Made]:
        for part in parts:
            yield function(part, *shared)
