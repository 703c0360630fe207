"""What workers that may die have in common: the parts that they had are given out again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from analysis.errors import AnalysisError
from analysis.workers import Begun, Item, Made

# A part is given out again this many times when the worker that had it dies.
RETRIES = 3


class MortalWorkers(ABC):
    """Applies a function to parts of the work, as `analysis.workers.Workers` says.

    Attributes
    ----------
    lost : what `made` raises when workers die; `mend` is then called.
    in_vain : what is said when they died more than `RETRIES` times.
    """

    lost: tuple[type[BaseException], ...]
    in_vain: str

    @abstractmethod
    def made(
        self,
        function: Callable[..., Made],
        parts: Iterable[Item],
        shared: Sequence[Any],
        ahead: int | None,
        *,
        can_wait: bool = False,
    ) -> Iterator[Made]:
        """Give out `ahead` of the parts now, or all; return the results in their order.

        Those that `can_wait` are done when there is nothing else to do.
        """

    @property
    @abstractmethod
    def count(self) -> int:
        """How many parts may run at the same time."""

    @abstractmethod
    def mend(self, shared: Sequence[Any]) -> None:
        """Make it work again after a death, with what the parts share."""

    def each(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Iterator[Made]:
        return self._whole(iter(()), function, parts, shared)

    def begin(
        self, function: Callable[..., Made], parts: Iterable[Item], *shared: Any
    ) -> Begun[Made]:
        coming, come = iter(parts), list[Item]()
        try:
            begun = iter([self.made(function, _noted(coming, come), shared, None)])
        except self.lost:
            # A worker died while parts were still coming: all are given out again, later.
            self.mend(shared)
            begun = iter(())
            come += coming
        return self._whole(begun, function, come, shared)

    def aside(
        self, function: Callable[..., Made], parts: Sequence[Item], *shared: Any
    ) -> Begun[Made]:
        begun = iter([self.made(function, parts, shared, None, can_wait=True)])
        return self._whole(begun, function, parts, shared)

    def _whole(
        self,
        begun: Iterator[Iterator[Made]],
        function: Callable[..., Made],
        parts: Sequence[Item],
        shared: Sequence[Any],
    ) -> Begun[Made]:
        """Yield all results, the first ones of what is begun already, if anything is."""
        done = deaths = 0
        while done < len(parts):
            try:
                given = next(begun, None) or self.made(
                    function, parts[done:], shared, 2 * self.count
                )
                for one in given:
                    done += 1
                    yield one
            except self.lost:
                deaths += 1
                if deaths > RETRIES:
                    raise AnalysisError(self.in_vain) from None
                self.mend(shared)


def _noted(coming: Iterator[Item], come: list[Item]) -> Iterator[Item]:
    """Yield what comes, and keep it in `come`."""
    for part in coming:
        come.append(part)
        yield part
