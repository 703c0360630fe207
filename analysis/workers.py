"""Where the heavy parts run: in this process, in several, or on a dask cluster.

Whatever the place, the result is the same bytes: a part depends on its arguments only, its sums
run on one thread, and the results come back in the order of the parts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


class Workers(Protocol):
    """Applies a function to parts of the work.

    The function stands at the top of a module and its result depends on its arguments only, so
    that one worker or ten give the same bytes.
    """

    @property
    def count(self) -> int:
        """How many parts may run at the same time."""

    def spread(self, value: Any) -> Any:
        """Give every worker what all the parts share (a large array, a model), once.

        Returns what stands for it in the `shared` of `each`.
        """

    def each(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Iterator[Made]:
        """Yield `function(part, *shared)` for each part, in the order of the parts."""

    def begin(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Iterator[Made]:
        """As `each`, but all is given out at once, to be done while the caller does more.

        What others are given later waits for it. One process alone begins when it is asked.
        """


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

    def begin(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Iterator[Made]:
        return self.each(function, parts, *shared)


def in_order(
    submit: Callable[[int], Any], result: Callable[[Any], Made], parts: int, ahead: int
) -> Iterator[Made]:
    """Yield the results of parts 0, 1, … while at most `ahead` of them are given out.

    The first are given out now. What nobody waits for any more (the reader stopped, a part
    failed) is cancelled.
    """
    given = deque(submit(number) for number in range(min(ahead, parts)))
    return _collected(submit, result, iter(range(len(given), parts)), given)


def _collected(
    submit: Callable[[int], Any],
    result: Callable[[Any], Made],
    following: Iterator[int],
    given: deque[Any],
) -> Iterator[Made]:
    try:
        while given:
            made = result(given[0])
            given.popleft()
            for number in following:
                given.append(submit(number))
                break
            yield made
    finally:
        for waiting in given:
            waiting.cancel()
