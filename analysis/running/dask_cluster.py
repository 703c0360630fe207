"""The heavy parts on a dask cluster."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from threadpoolctl import threadpool_limits

from analysis.errors import AnalysisError
from analysis.manifest import versions
from analysis.running.mortal_workers import RETRIES, MortalWorkers
from analysis.workers import Item, Made, in_order

# Seconds to wait for a scheduler, and for its first worker.
_PATIENCE = 10
_KINDS = ("tcp", "tls")


@dataclass
class _Scattered:
    """A value, and what stands for it on the cluster."""

    value: Any
    future: Any


class DaskWorkers(MortalWorkers):
    """The workers of a scheduler such as `tcp://10.0.0.5:8786`; a context, left at its end.

    They run the same code and the same versions as this process: other versions may round
    otherwise. A worker that is lost has its parts given to another.

    Raises
    ------
    AnalysisError : dask is not installed, nobody answers there, no worker, other versions.
    """

    in_vain = "The workers of the cluster keep dying."

    def __init__(self, scheduler: str) -> None:
        try:
            distributed = importlib.import_module("distributed")
        except ImportError:
            raise AnalysisError("A scheduler needs dask: pip install 'sillage[scale]'.") from None
        _check_address(scheduler)
        try:
            self._client = _in_time(
                lambda: distributed.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
            )
        except (OSError, TypeError, ValueError) as error:
            # A TypeError: an address of a kind that needs keys or hardware that are not here.
            raise AnalysisError(f"No dask scheduler answers at {scheduler}.") from error
        self.lost = (
            distributed.scheduler.KilledWorker,
            distributed.client.CancelledError,
        )
        try:
            self._check(scheduler)
        except BaseException:
            self._client.close()
            raise

    @property
    def count(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def __enter__(self) -> DaskWorkers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def spread(self, value: Any) -> Any:
        return _Scattered(value, self._scattered(value))

    def mend(self, shared: Sequence[Any]) -> None:
        for value in shared:
            if isinstance(value, _Scattered):
                value.future = self._scattered(value.value)

    def made(
        self,
        function: Callable[..., Made],
        parts: Iterable[Item],
        shared: Sequence[Any],
        ahead: int | None,
        *,
        can_wait: bool = False,
    ) -> Iterator[Made]:
        given = [value.future if isinstance(value, _Scattered) else value for value in shared]

        def submit(part: Item) -> Any:
            return self._client.submit(
                *(_done, function, part, *given),
                pure=False,
                retries=RETRIES,
                priority=-1 if can_wait else 0,
            )

        return in_order(submit, lambda future: future.result(), parts, ahead)

    def _scattered(self, value: Any) -> Any:
        return self._client.scatter(value, broadcast=True, hash=False)

    def _check(self, scheduler: str) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise AnalysisError(f"The scheduler at {scheduler} has no worker.") from None
        here = versions()
        for worker, there in self._client.run(versions).items():
            if there != here:
                raise AnalysisError(
                    f"The worker {worker} has other versions of what the analysis is made with:"
                    " the same texts might give another result there."
                )


def _in_time(connect: Callable[[], Made]) -> Made:
    """Return what `connect` returns; who takes a call and says nothing would hold it for ever.

    Raises
    ------
    TimeoutError : it takes too long. What it raises goes through.
    """
    outcome: Future[Made] = Future()

    def attempt() -> None:
        try:
            outcome.set_result(connect())
        except BaseException as error:
            outcome.set_exception(error)

    Thread(target=attempt, daemon=True).start()
    return outcome.result(2 * _PATIENCE)


def _check_address(scheduler: str) -> None:
    """Refuse what is no address: dask waits for ever for some of them."""
    try:
        parts = urlsplit(scheduler)
        is_whole = parts.scheme in _KINDS and bool(parts.hostname) and bool(parts.port)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise AnalysisError(f"{scheduler!r} is no address of a scheduler: tcp://HOST:PORT.")


def _done(function: Callable[..., Made], part: Any, *shared: Any) -> Made:
    # For good, not for a while: another thread of this worker may be summing.
    threadpool_limits(limits=1)
    return function(part, *shared)
