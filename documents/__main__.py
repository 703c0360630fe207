"""Reads one document under limits and writes what it says on standard output: see `apart`."""

import argparse
import sys
from pathlib import Path

from documents.confining import ask_limits, confine
from documents.reading import read
from documents.refusals import DocumentError, Reason
from documents.wire import written


def main() -> int:
    asked = _arguments()
    confine(asked)
    sys.stdout.buffer.write(_answer(asked.path))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="documents", description=__doc__)
    ask_limits(parser)
    parser.add_argument("path", type=Path)
    return parser.parse_args()


def _answer(path: Path) -> bytes:
    try:
        return written(read(path))
    except DocumentError as error:
        return written(error)
    except MemoryError:
        return written(DocumentError(Reason.OUT_OF_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
