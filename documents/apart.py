"""Reads a document in a process of its own, which may be slow, greedy or die without harm."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from documents.content import ReadDocument
from documents.refusals import DocumentError, Reason
from documents.wire import understood

SECONDS = 300
"""Of the processor. A PDF of 2,000 pages takes 70 to 130 of them."""
PATIENCE = 2
"""How many times as long by the clock: a machine may have others to serve."""
MEMORY = 2**30
_LARGEST_ANSWER = 64 * 2**20
"""Bytes. Eight million characters take at most four bytes each, and the blocks some more."""

_BETWEEN_LOOKS = 0.5
"""Seconds."""

_ROOT = Path(__file__).resolve().parent.parent

_ENDS = {
    -signal.SIGXCPU: Reason.TOO_SLOW,
    -signal.SIGALRM: Reason.TOO_SLOW,
    -signal.SIGKILL: Reason.OUT_OF_MEMORY,  # what a machine without memory left sends
}


def read_apart(
    path: Path,
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY,
    while_waiting: Callable[[], None] = lambda: None,
) -> ReadDocument:
    """Read a document as `documents.read` does, in at most so many seconds of the processor,
    twice as many by the clock, and so many bytes of address space.

    `while_waiting` is called now and then; what it raises ends the reading.

    Raises DocumentError: as `read`, and OUT_OF_MEMORY, TOO_SLOW, CRASHED. Needs the limits of
    processes that POSIX has.
    """
    answer = answer_apart(("documents", "--", str(path.absolute())), seconds, memory, while_waiting)
    return _understood(answer)


def answer_apart(
    asked: tuple[str, ...],
    seconds: int,
    memory: int,
    while_waiting: Callable[[], None] = lambda: None,
) -> bytes:
    """What a module of ours, with its arguments, writes in a process of its own, under limits.

    Raises DocumentError: OUT_OF_MEMORY, TOO_SLOW, CRASHED.
    """
    module, *arguments = asked
    process = subprocess.Popen(  # noqa: S603 - no shell, and paths after `--`
        [
            *(sys.executable, "-B", "-m", module),
            *("--seconds", str(seconds), "--clock", str(PATIENCE * seconds)),
            *("--memory", str(memory), *arguments),
        ],
        cwd=_ROOT,
        env={"LANG": "C.UTF-8"},  # none of our keys and addresses
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        try:
            answer, code = _outcome(process, PATIENCE * seconds, while_waiting)
        except subprocess.TimeoutExpired:
            raise DocumentError(Reason.TOO_SLOW, {"limit": seconds}) from None
        finally:
            process.kill()
    if code == 0 and len(answer) <= _LARGEST_ANSWER:
        return answer
    reason = Reason.CRASHED if len(answer) > _LARGEST_ANSWER else _ENDS.get(code, Reason.CRASHED)
    raise DocumentError(reason, {"limit": seconds} if reason is Reason.TOO_SLOW else {})


def _outcome(
    process: subprocess.Popen[bytes], clock: float, while_waiting: Callable[[], None]
) -> tuple[bytes, int]:
    """What the process writes, cut where it is too much, and how it ends.

    Raises:
        subprocess.TimeoutExpired: it did not end in so many seconds.
    """
    received: list[bytes] = []
    stream = process.stdout
    assert stream is not None
    reader = threading.Thread(
        target=lambda: received.append(stream.read(_LARGEST_ANSWER + 1)), daemon=True
    )
    reader.start()
    end = time.monotonic() + clock
    while reader.is_alive():
        reader.join(_BETWEEN_LOOKS)
        while_waiting()
        if time.monotonic() > end:
            raise subprocess.TimeoutExpired(process.args, clock)
    (answer,) = received
    if len(answer) > _LARGEST_ANSWER:
        process.kill()
    return answer, process.wait(max(1.0, end - time.monotonic()))


def _understood(answer: bytes) -> ReadDocument:
    try:
        return understood(answer)
    except DocumentError:
        raise
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DocumentError(Reason.CRASHED) from error
