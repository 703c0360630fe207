"""Where the heavy parts run: in this process, in several, or on a dask cluster.

Whatever the place, the result is the same bytes: a part depends on its arguments only, its sums
run on one thread, and the results come back in the order of the parts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
Begun = Generator[Made, None, None]
"""Results to come, in the order of the parts. Closed, what is not done yet is given up."""


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
        self, function: Callable[..., Made], parts: Iterable[Item], *shared: Any
    ) -> Begun[Made]:
        """As `each`, but each part is given out as soon as it comes, and the caller does more.

        All parts have come when this returns; what takes long to make them is done meanwhile.
        What others are given later waits for it. One process alone begins when it is asked.
        """

    def aside(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Begun[Made]:
        """As `begin`, but the workers do these parts while they have nothing else to do."""


class OneProcess:
    """Does one part after the other, here."""

    count = 1

    def spread(self, value: Any) -> Any:
        return value

    def each(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Begun[Made]:
        for part in parts:
            yield function(part, *shared)

    def begin(
        self, function: Callable[..., Made], parts: Iterable[Item], *shared: Any
    ) -> Begun[Made]:
        return self.each(function, list(parts), *shared)

    def aside(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Begun[Made]:
        return self.each(function, parts, *shared)


def in_order(
    submit: Callable[[Item], Any],
    result: Callable[[Any], Made],
    parts: Iterable[Item],
    ahead: int | None,
) -> Iterator[Made]:
    """Yield the results of the parts while at most `ahead` of them are given out, or all (None).

    The first are given out now. What nobody waits for any more (the reader stopped, a part
    failed) is cancelled.
    """
    following = iter(parts)
    given = deque(submit(part) for part in islice(following, ahead))
    collected = _collected(submit, result, following, given)
    # At work from now on: let go before the first result was asked for, it cancels the rest too.
    next(collected)
    return collected


def _collected(
    submit: Callable[[Item], Any],
    result: Callable[[Any], Made],
    following: Iterator[Item],
    given: deque[Any],
) -> Generator[Any, None, None]:
    try:
        yield None
        while given:
            made = result(given[0])
            given.popleft()
            given += [submit(part) for part in islice(following, 1)]
            yield made
    finally:
        for waiting in given:
            waiting.cancel()
