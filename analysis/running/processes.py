"""The heavy parts in several processes of this machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from multiprocessing import forkserver
from pathlib import Path
from threading import Thread, active_count
from types import TracebackType
from typing import Any

from threadpoolctl import threadpool_limits

from analysis.running.mortal_workers import MortalWorkers
from analysis.running.spare_time import SpareTime
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

    lost = (BrokenProcessPool, CancelledError)
    in_vain = "The processes of the analysis keep dying: is there enough memory?"

    def __init__(self, count: int) -> None:
        self._count = count
        self._folder = Path(tempfile.mkdtemp(prefix="analysis-"))
        self._shared = 0
        self._spare = SpareTime(count, self.lost)
        self._pool = self._first_pool()

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
        self._spare.forget()
        self._pool.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def spread(self, value: Any) -> Any:
        self._shared += 1
        path = self._folder / f"{self._shared}.pickle"
        with path.open("wb") as file:
            pickle.dump(value, file, protocol=pickle.HIGHEST_PROTOCOL)
        return _OnDisk(path)

    def mend(self, shared: Sequence[Any]) -> None:
        try:
            # Those who lost parts at the same death all come here: the first has mended it.
            self._pool.submit(int)
        except BrokenProcessPool:
            broken, self._pool = self._pool, self._new_pool()
            broken.shutdown(wait=False, cancel_futures=True)

    def made(
        self,
        function: Callable[..., Made],
        parts: Iterable[Item],
        shared: Sequence[Any],
        ahead: int | None,
        *,
        can_wait: bool = False,
    ) -> Iterator[Made]:
        give = self._spare.line() if can_wait else self._spare.watch

        def submit(part: Item) -> Future[Made]:
            return give(lambda: self._pool.submit(_done, function, part, *shared))

        return in_order(submit, lambda future: future.result(), parts, ahead)

    def _new_pool(self) -> ProcessPoolExecutor:
        # Not copies of this process: it has threads by now, and much memory.
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            context.set_forkserver_preload(_READ_BEFOREHAND)
            # It reads them now, while this process goes on.
            forkserver.ensure_running()
        return ProcessPoolExecutor(self.count, mp_context=context, initializer=_make_ready)

    def _first_pool(self) -> ProcessPoolExecutor:
        """Return copies of this process, which need not read the libraries, where that is safe."""
        # Elsewhere than on Linux, the libraries of the system do not bear it.
        if sys.platform != "linux" or active_count() > 1:
            return self._new_pool()
        context = multiprocessing.get_context("fork")
        pool = ProcessPoolExecutor(self.count, mp_context=context, initializer=_make_ready)
        # The copies are made now, before this process reads anything or has threads.
        pool.submit(int)
        return pool


def _make_ready() -> None:
    """Set up a process that does nothing but parts."""
    Thread(target=_end_with_the_command, daemon=True).start()
    for name in _READ_BEFOREHAND:
        import_module(name)
    # As in a command: a great many small objects and next to no cycles.
    gc.disable()
    # Once for all parts: to look which libraries have threads takes a while.
    threadpool_limits(limits=1)


def _end_with_the_command() -> None:
    """Stop when the process that gives out the parts is gone: killed, it tells nobody."""
    if (command := multiprocessing.parent_process()) is not None:
        command.join()
        os._exit(1)


def _done(function: Callable[..., Made], part: Any, *shared: Any) -> Made:
    given = [_read(value.path) if isinstance(value, _OnDisk) else value for value in shared]
    return function(part, *given)


@lru_cache(maxsize=4)
def _read(path: Path) -> Any:
    with path.open("rb") as file:
        return pickle.load(file)  # noqa: S301 -- written by the process that started this one
