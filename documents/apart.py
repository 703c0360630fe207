"""Reads a document in a process of its own, which may be slow, greedy or die without harm."""

import signal
import subprocess
import sys
import threading
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

_ROOT = Path(__file__).resolve().parent.parent

_ENDS = {
    -signal.SIGXCPU: Reason.TOO_SLOW,
    -signal.SIGALRM: Reason.TOO_SLOW,
    -signal.SIGKILL: Reason.OUT_OF_MEMORY,  # what a machine without memory left sends
}


def read_apart(path: Path, *, seconds: int = SECONDS, memory: int = MEMORY) -> ReadDocument:
    """Read a document as `documents.read` does, in at most so many seconds of the processor,
    twice as many by the clock, and so many bytes of address space.

    Raises DocumentError: as `read`, and OUT_OF_MEMORY, TOO_SLOW, CRASHED. Needs the limits of
    processes that POSIX has.
    """
    process = subprocess.Popen(  # noqa: S603 - no shell, and a path after `--`
        [
            *(sys.executable, "-B", "-m", "documents"),
            *("--seconds", str(seconds), "--clock", str(PATIENCE * seconds)),
            *("--memory", str(memory), "--", str(path.absolute())),
        ],
        cwd=_ROOT,
        env={"LANG": "C.UTF-8"},  # none of our keys and addresses
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(PATIENCE * seconds, stop)
    clock.start()
    with process:
        try:
            assert process.stdout is not None
            answer = process.stdout.read(_LARGEST_ANSWER + 1)
            if len(answer) > _LARGEST_ANSWER:
                process.kill()
            process.wait()
        finally:
            process.kill()
            clock.cancel()
    if process.returncode == 0:
        return _understood(answer)
    reason = _ENDS.get(process.returncode, Reason.CRASHED)
    if len(answer) > _LARGEST_ANSWER:
        reason = Reason.CRASHED
    elif late.is_set():
        reason = Reason.TOO_SLOW
    raise DocumentError(reason, {"limit": seconds} if reason is Reason.TOO_SLOW else {})


def _understood(answer: bytes) -> ReadDocument:
    try:
        return understood(answer)
    except DocumentError:
        raise
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DocumentError(Reason.CRASHED) from error
