"""Uploads that break off in the middle, and servers that are killed between a file and its row.

No row without its file, nothing left of what broke off; what a kill leaves, a sweep finds.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.drills.platform import WEB, Platform, Visited, platform
from benchmarks.drills.results import Figure, Result, asked, told
from benchmarks.drills.team import signed_in
from benchmarks.drills.uploads import KINDS, Upload, content
from benchmarks.drills.visitors import Visitor
from benchmarks.processes import tree, until

SIZE = 400_000
"""Bytes of a file."""
BROKEN, KILLS = 50, 15
"""How many of each kind."""
TWO_DAYS = 2 * 24 * 3600
TABLES = ("document", "corpus_import", "submission")
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


def run(database: str, is_small: bool) -> Result:
    broken, kills = (3, 1) if is_small else (BROKEN, KILLS)
    with platform(database) as running:
        places = json.loads(running.module("benchmarks.drills.places", "0"))
        person = signed_in(running.port)
        return Result(
            (
                *break_off(running, person, places, broken),
                *_kill_between(running, person, places, kills),
            )
        )


# --- Broken off in the middle ----------------------------------------------------------------


def break_off(
    running: Visited, person: Visitor, places: Mapping[str, str], times: int
) -> Iterator[Figure]:
    """Send half of each kind of file so many times, and look at what is left of them."""
    rows, files = _rows(running), set(_files(running.data))
    for number in range(times):
        for kind in KINDS:
            _send_half(running.port, person, kind(person, places), is_reset=bool(number % 2))
    # It answers nobody about them: who asks now comes after them.
    until(lambda: set(_files(running.data)) <= files, "what broke off to be let go", 20)
    yield told(f"{times * len(KINDS):,} uploads broken off at half")
    yield asked(_rows(running) - rows, "rows")
    yield asked(len(set(_files(running.data)) - files), "files left of them")


def _send_half(port: int, person: Visitor, upload: Upload, *, is_reset: bool) -> None:
    """Close the connection, or reset it, in the middle of a body."""
    headers, body = upload.request(person, content(SIZE))
    lines = [f"POST {upload.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head + body[: len(body) // 2])
        if is_reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


# --- Killed between the file and its row -----------------------------------------------------


@dataclass
class Sent:
    """What came of the files that were sent whole."""

    acknowledged: set[str] = field(default_factory=set)
    kills: int = 0


def _kill_between(
    running: Platform, person: Visitor, places: Mapping[str, str], times: int
) -> Iterator[Figure]:
    sent = Sent()
    for _ in range(times):
        for kind in KINDS:
            running.wait_until_ready()
            _send_and_kill(running, person, kind(person, places), sent)
    running.wait_until_ready()
    left = {path.name for path in _files(running.data)}
    held = _held(running)
    yield told(f"{sent.kills} kills once a file was there")
    yield asked(len(held - left), "rows without their file")
    yield asked(len(sent.acknowledged - held), "acknowledged without a row")
    yield told(f"{len(left - held)} files without a row")
    for path in _files(running.data):
        _make_old(path)
    running.command("uploads", "tidy")
    left = {path.name for path in _files(running.data)}
    yield asked(len(left - held), "of them left by the sweep")
    yield asked(len(held - left), "others taken by it")


def _send_and_kill(running: Platform, person: Visitor, upload: Upload, sent: Sent) -> None:
    """Send a file, and kill the web workers as soon as it is seen in its place."""
    whole = content(SIZE)
    key = hashlib.sha256(whole).hexdigest()
    headers, body = upload.request(person, whole)
    answered = threading.Event()

    def send() -> None:
        answer = person.attempt("POST", upload.path, body, headers)
        if answer is not None and answer.status < 400:
            sent.acknowledged.add(key)
        answered.set()

    sender = threading.Thread(target=send)
    sender.start()
    place = running.data / "uploads" / key[:2] / key
    while not place.exists() and not answered.is_set():
        time.sleep(0.0005)
    for process in tree(running.processes[WEB].pid)[1:]:
        process.kill()
    sent.kills += 1
    sender.join()


def _make_old(path: Path) -> None:
    moment = time.time() - TWO_DAYS
    os.utime(path, (moment, moment))


# --- What is kept ----------------------------------------------------------------------------


def _files(data: Path) -> list[Path]:
    """The files that were sent, and parts of files."""
    return [path for path in (data / "uploads").rglob("*") if path.is_file()]


def _rows(running: Visited) -> int:
    return sum(running.count(table) for table in TABLES) + len(_in_answers(running))


def _held(running: Platform) -> set[str]:
    """The hash of each file that a row holds."""
    found = {key for table in TABLES[:2] for (key,) in running.query(f"SELECT sha256 FROM {table}")}
    return found | _in_answers(running)


def _in_answers(running: Visited) -> set[str]:
    rows = running.query("SELECT CAST(answers AS TEXT), CAST(correction AS TEXT) FROM response")
    return set(SHA256.findall(f"{rows}"))
