"""Reads one document under limits and writes what it says on standard output: see `apart`."""

import argparse
import logging
import resource
import signal
import sys
from pathlib import Path

from documents.reading import read
from documents.refusals import DocumentError, Reason
from documents.wire import written


def main() -> int:
    asked = _arguments()
    _confine(asked.seconds, asked.memory)
    signal.alarm(asked.clock)  # ends by itself when its worker was killed
    # A parser that complains of a file once a page would fill the disk of logs.
    logging.disable(logging.CRITICAL)
    sys.stdout.buffer.write(_answer(asked.path))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="documents", description=__doc__)
    parser.add_argument("--seconds", type=int, required=True, help="of the processor")
    parser.add_argument("--clock", type=int, required=True, help="seconds from now")
    parser.add_argument("--memory", type=int, required=True, help="bytes of address space")
    parser.add_argument("path", type=Path)
    return parser.parse_args()


def _confine(seconds: int, memory: int) -> None:
    """Bound what this process may use. It writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Only the first of two limits is told from other ends.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(path: Path) -> bytes:
    try:
        return written(read(path))
    except DocumentError as error:
        return written(error)
    except MemoryError:
        return written(DocumentError(Reason.OUT_OF_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
