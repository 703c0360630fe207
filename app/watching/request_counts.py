"""Requests counted and timed by each process, and added up by whichever is asked.

Each process writes into a file of its own, in a page of memory of the system: what is counted
survives a worker that is killed, and costs no lock that another process holds. A file is held by a
lock of the system (`flock`), which ends with its process; the next process goes on in the same
file, so that counts only grow and files stay as few as processes.

Kept by endpoint, method and status: an address may hold the key to what somebody wrote.
"""

from __future__ import annotations

import bisect
import fcntl
import os
import struct
import threading
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; what takes longer than the last is counted after it."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
MOST_LINES = 8192
_LINE = struct.Struct(f"<100s{len(BOUNDS) + 1}Qd")
_LAYOUT = zlib.crc32(repr((_LINE.format, BOUNDS)).encode())
"""Files of another version are let be."""


@dataclass(frozen=True)
class Kind:
    """What is counted together."""

    endpoint: str
    method: str
    status: int


@dataclass
class Times:
    """How many requests took how long: one number for each of `BOUNDS` and one beyond, each by
    itself, and the seconds of all together."""

    numbers: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    @property
    def total(self) -> int:
        return sum(self.numbers)

    def note(self, seconds: float) -> None:
        self.numbers[bisect.bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    def add(self, other: Times) -> None:
        self.numbers = [a + b for a, b in zip(self.numbers, other.numbers, strict=True)]
        self.seconds += other.seconds


class RequestCounts:
    """The counts of the processes that share a directory, on a disk of this machine."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._process = 0
        self._file = -1
        self._places: dict[Kind, int] = {}
        self._end = 0
        """The first place after those that the file has."""
        self._times: dict[Kind, Times] = {}

    def add(self, kind: Kind, seconds: float) -> None:
        """Count a request. Where nothing can be written, this process counts for itself."""
        with self._lock:
            if self._process != os.getpid():
                self._begin()
            times = self._times.setdefault(kind, Times())
            times.note(seconds)
            if kind not in self._places:
                self._places[kind], self._end = self._end, self._end + 1
            place = self._places[kind]
            if self._file >= 0 and place < MOST_LINES:
                line = _LINE.pack(_key(kind), *times.numbers, times.seconds)
                try:
                    os.pwrite(self._file, line, place * _LINE.size)
                except OSError:
                    # The disk is full: what is in memory is written with the next request.
                    return

    def all(self) -> dict[Kind, Times]:
        """What every process counted, those that ended among them."""
        with self._lock:
            if self._process != os.getpid():
                self._begin()
            if self._file < 0:
                return dict(self._times)
        found: dict[Kind, Times] = defaultdict(Times)
        for path in self._directory.glob(f"{_LAYOUT:08x}-*"):
            for _place, kind, times in _lines(path.read_bytes()):
                found[kind].add(times)
        return dict(found)

    def number_of_processes(self) -> int:
        """How many processes count requests now on this machine."""
        return sum(_is_held(path) for path in self._directory.glob(f"{_LAYOUT:08x}-*"))

    def _begin(self) -> None:
        """Take the first file that no living process holds, and go on from what it has."""
        self._process, self._places, self._times, self._end = os.getpid(), {}, {}, 0
        if self._file >= 0:
            # That of the process from which this one was forked.
            os.close(self._file)
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            self._file = self._taken()
            content = os.pread(self._file, MOST_LINES * _LINE.size, 0)
        except OSError:
            self._file = -1
            return
        self._end = len(content) // _LINE.size
        for place, kind, times in _lines(content):
            self._places[kind], self._times[kind] = place, times

    def _taken(self) -> int:
        for number in count():
            path = self._directory / f"{_LAYOUT:08x}-{number}"
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                continue
            return file
        raise AssertionError


def _is_held(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _key(kind: Kind) -> bytes:
    return f"{kind.status} {kind.method} {kind.endpoint}".encode()[:100]


def _lines(content: bytes) -> Iterator[tuple[int, Kind, Times]]:
    """The lines of a file, each with its place. One that a full disk left empty is passed over."""
    for place in range(len(content) // _LINE.size):
        key, *numbers, seconds = _LINE.unpack_from(content, place * _LINE.size)
        words = key.rstrip(b"\0").decode("ascii", "replace").split(" ")
        if len(words) == 3 and words[0].isdecimal():
            status, method, endpoint = words
            yield place, Kind(endpoint, method, int(status)), Times(numbers, seconds)
