"""The heavy parts in several processes of this machine."""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import forkserver
from pathlib import Path
from types import TracebackType
from typing import Any

from threadpoolctl import threadpool_limits

from analysis.running.mortal_workers import MortalWorkers
from analysis.workers import Item, Made, in_order

# What a worker needs is read once, before it is copied into each of them.
_READ_BEFOREHAND = ["analysis.themes.clustering"]


@dataclass(frozen=True)
class _OnDisk:
    """A value that every process reads once."""

    path: Path


class Processes(MortalWorkers):
    """Several processes; a context, at the end of which they stop.

    A process that dies is replaced, and its part given out again.

    Raises (while working)
    ------
    AnalysisError : processes die again and again, for want of memory most often.
    """

    lost = (BrokenProcessPool,)
    in_vain = "The processes of the analysis keep dying: is there enough memory?"

    def __init__(self, count: int) -> None:
        self._count = count
        self._folder = Path(tempfile.mkdtemp(prefix="analysis-"))
        self._shared = 0
        self._pool = self._new_pool()

    @property
    def count(self) -> int:
        return self._count

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def spread(self, value: Any) -> Any:
        self._shared += 1
        path = self._folder / f"{self._shared}.pickle"
        with path.open("wb") as file:
            pickle.dump(value, file, protocol=pickle.HIGHEST_PROTOCOL)
        return _OnDisk(path)

    def mend(self, shared: Sequence[Any]) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new_pool()

    def made(
        self,
        function: Callable[..., Made],
        parts: Iterable[Item],
        shared: Sequence[Any],
        ahead: int | None,
    ) -> Iterator[Made]:
        def submit(part: Item) -> Future[Made]:
            return self._pool.submit(_done, function, part, *shared)

        return in_order(submit, lambda future: future.result(), parts, ahead)

    def _new_pool(self) -> ProcessPoolExecutor:
        # Not a copy of this process: it may have threads, and much memory.
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            context.set_forkserver_preload(_READ_BEFOREHAND)
            # It reads them now, while this process reads the texts.
            forkserver.ensure_running()
        return ProcessPoolExecutor(self.count, mp_context=context)


def _done(function: Callable[..., Made], part: Any, *shared: Any) -> Made:
    given = [_read(value.path) if isinstance(value, _OnDisk) else value for value in shared]
    with threadpool_limits(limits=1):
        return function(part, *given)


@lru_cache(maxsize=4)
def _read(path: Path) -> Any:
    with path.open("rb") as file:
        return pickle.load(file)  # noqa: S301 -- written by the process that started this one
