"""A disk that is full: nothing is said to be kept that is not, and pages are read all the same.

The data directory, temporary files and PostgreSQL are on a small file system in memory, which is
filled to its last byte. People send what they have; each is told "not saved" with what they typed,
until room is made; then all of it is kept, once, without any process being started again.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.drills.kept_words import kept_words
from benchmarks.drills.platform import Platform
from benchmarks.drills.results import Figure, Result, asked, told
from benchmarks.drills.sayings import BEGINNING, Said, Saying, answer, note, post_idea, vote
from benchmarks.drills.team import signed_in
from benchmarks.drills.uploads import KINDS, Upload, content
from benchmarks.drills.visitors import GaveUp, Refused, Visitor, hidden_fields, words_of
from benchmarks.processes import until

SIZES = {"sqlite": "96m", "postgresql": "400m"}
"""Of the file system."""
SECONDS_FULL = 20.0
IDEAS = 5
FILE = 3_000_000
"""Bytes of a file that is sent: more than what is left anywhere."""
READ = ("/", "/consultations/exercice", "{ideas}", "{short}", "{call}", "/sign-in")


@dataclass
class Crowd:
    """People who say one thing each, and try again as long as they are told to."""

    port: int
    places: Mapping[str, str]
    kept: list[Said] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    told_to_wait: Counter[str] = field(default_factory=Counter)
    faults: Counter[object] = field(default_factory=Counter)

    def begin(self, name: str, say: Saying, number: int) -> threading.Thread:
        thread = threading.Thread(target=self._say, args=(name, say, number))
        thread.start()
        return thread

    def _say(self, name: str, say: Saying, number: int) -> None:
        visitor = Visitor(self.port)
        try:
            self.kept.append(say(visitor, self.places, f"{BEGINNING} {number:05d}"))
        except (Refused, GaveUp) as error:
            self.failures.append(f"{name}: {error}")
        self.told_to_wait[name] += visitor.accidents.pop(503, 0)
        self.faults += visitor.accidents


def run(database: str, is_small: bool) -> Result:
    with tempfile.TemporaryDirectory(prefix="sillage-disk-") as place:
        if not _is_mounted(Path(place), SIZES[database]):
            return Result(skipped="no file system in memory can be mounted here")
        try:
            return _drill(Path(place), database, 1 if is_small else 5)
        finally:
            subprocess.run(["umount", "--lazy", place], check=True)


def _drill(disk: Path, database: str, each: int) -> Result:
    temporary = disk / "tmp"
    temporary.mkdir()
    temporary.chmod(0o1777)
    settings = {"TMPDIR": str(temporary)}
    where = Platform(disk / "data", database, settings=settings, postgresql_directory=str(disk))
    with where as running:
        places = json.loads(running.module("benchmarks.drills.places", str(IDEAS)))
        person = signed_in(running.port)
        uploads = [kind(person, places) for kind in KINDS]
        crowd = Crowd(running.port, places)
        with _filled(disk):
            threads = list(_everybody(crowd, each))
            refused = [_is_refused(person, upload) for upload in uploads]
            read = sum(_is_read(running.port, path.format(**places)) for path in READ)
            time.sleep(SECONDS_FULL)
        for thread in threads:
            thread.join()
        figures = [
            told(f"{len(crowd.kept)} things said on a full disk by {len(threads)} people"),
            told(f"told {sum(crowd.told_to_wait.values())} times to send again"),
            asked(len(crowd.failures), "without thanks in the end"),
            asked(sum(crowd.faults.values()), "told of a fault of ours"),
            asked(refused.count(True), f"of {len(refused)} files told not saved", len(refused)),
            asked(read, f"of {len(READ)} pages read", len(READ)),
            asked(_lost(running, crowd), "acknowledged lost or doubled"),
            _whole(running),
            asked(_sends_again(person, places), "uploads refused once there was room"),
        ]
        for line in crowd.failures:
            print(f"  {line}")
        if crowd.faults:
            print(running.logs())
        return Result(tuple(figures))


def _everybody(crowd: Crowd, each: int) -> Iterator[threading.Thread]:
    def short(visitor: Visitor, places: Mapping[str, str], words: str) -> Said:
        return answer(visitor, places, words, "short")

    kinds: dict[str, Saying] = {
        "questionnaire": short,
        "idea": post_idea,
        "note": note,
        "vote": vote,
    }
    for number in range(each):
        for at, (name, say) in enumerate(kinds.items()):
            yield crowd.begin(name, say, number * len(kinds) + at)


def _is_refused(person: Visitor, upload: Upload) -> bool:
    """Whether they are told that the file is not kept, with all else that they typed."""
    headers, body = upload.request(person, content(FILE))
    answered = person.attempt("POST", upload.path, body, headers)
    if answered is None or answered.status != 503:
        print(f"  {upload.path}: {answered and (answered.status, words_of(answered.body)[:200])}")
        return False
    typed = {name: value for name, value in upload.fields.items() if name != "csrf_token"}
    return 'type="file"' in answered.body and typed.items() <= hidden_fields(answered.body).items()


def _is_read(port: int, path: str) -> bool:
    answered = Visitor(port).attempt("GET", path, None, {"Accept": "text/html"})
    if answered is None or answered.status != 200:
        print(f"  {path}: {answered and answered.status}")
    return answered is not None and answered.status == 200


def _lost(running: Platform, crowd: Crowd) -> int:
    """What was begun beside, for the files, is nobody's of the crowd."""
    kept, said = kept_words(running), Counter(crowd.kept)
    return sum(abs(kept[one] - number) for one, number in said.items())


def _whole(running: Platform) -> Figure:
    if running.database == "postgresql":
        # It answered all the counts before this; nothing says more of its files.
        return told("PostgreSQL goes on")
    found = running.query("PRAGMA integrity_check")
    return Figure("integrity check passes", found == [("ok",)])


def _sends_again(person: Visitor, places: Mapping[str, str]) -> int:
    refused = 0
    for kind in KINDS:
        upload = kind(person, places)
        headers, body = upload.request(person, content(20_000))
        answered = person.attempt("POST", upload.path, body, headers)
        refused += answered is None or answered.status >= 400
    return refused


def _is_mounted(place: Path, size: str) -> bool:
    options = f"size={size},mode=755"
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True
        )
    except OSError:
        return False
    return done.returncode == 0


@contextmanager
def _filled(disk: Path) -> Iterator[None]:
    """Without room for one byte more."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (2**20, 2**12, 1):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    try:
        yield
    finally:
        ballast.unlink()
        until(lambda: not ballast.exists(), "room on the disk")
