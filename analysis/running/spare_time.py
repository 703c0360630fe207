"""Parts that the workers do while they have nothing else to do."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from threading import Lock
from typing import Any

Submit = Callable[[], Future[Any]]


class SpareTime:
    """Gives out what can wait, a part at a time, when fewer parts than `enough` are at work.

    Parameters
    ----------
    lost : what a part raises when the workers died: whoever waits for another is told so too.
    """

    def __init__(self, enough: int, lost: tuple[type[BaseException], ...]) -> None:
        self._enough, self._lost = enough, lost
        self._at_work = 0
        self._lines: list[deque[tuple[Future[Any], Submit]]] = []
        self._lock = Lock()

    def watch(self, submit: Submit) -> Future[Any]:
        """Give out a part that cannot wait."""
        with self._lock:
            self._at_work += 1
        return self._given(submit)

    def line(self) -> Callable[[Submit], Future[Any]]:
        """Return what promises the result of a part that can wait, those of one call in a line.

        A new line goes before the older ones: who began it last mostly asks for it first.
        """
        line: deque[tuple[Future[Any], Submit]] = deque()
        with self._lock:
            self._lines.append(line)

        def later(submit: Submit) -> Future[Any]:
            promise: Future[Any] = Future()
            with self._lock:
                line.append((promise, submit))
            self._fill()
            return promise

        return later

    def forget(self) -> None:
        """Give up what has not begun."""
        for promise in self._emptied():
            promise.cancel()

    def _given(self, submit: Submit) -> Future[Any]:
        try:
            future = submit()
        except BaseException:
            with self._lock:
                self._at_work -= 1
            raise
        future.add_done_callback(self._done)
        return future

    def _fill(self) -> None:
        while True:
            with self._lock:
                line = next(filter(None, reversed(self._lines)), None)
                if self._at_work >= self._enough or line is None:
                    return
                promise, submit = line.popleft()
                wanted = promise.set_running_or_notify_cancel()
                self._at_work += wanted
            if wanted:
                try:
                    self._given(submit).add_done_callback(partial(_hand_on, promise))
                except BaseException as error:
                    promise.set_exception(error)

    def _done(self, future: Future[Any]) -> None:
        with self._lock:
            self._at_work -= 1
        error = None if future.cancelled() else future.exception()
        if isinstance(error, self._lost):
            # Nobody else may ever ask these workers for anything: who waits must know.
            self._tell(error)
        else:
            self._fill()

    def _emptied(self) -> list[Future[Any]]:
        """Return what was promised and has not begun, and let go of it."""
        with self._lock:
            promises = [promise for line in self._lines for promise, _ in line]
            for line in self._lines:
                line.clear()
        return promises

    def _tell(self, error: BaseException) -> None:
        for promise in self._emptied():
            if promise.set_running_or_notify_cancel():
                promise.set_exception(error)


def _hand_on(promise: Future[Any], future: Future[Any]) -> None:
    """Give what came out of a part to whoever waits for it."""
    if future.cancelled():
        promise.set_exception(CancelledError())
    elif (error := future.exception()) is not None:
        promise.set_exception(error)
    else:
        promise.set_result(future.result())
