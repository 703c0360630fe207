"""The job worker is killed (`kill -9`) in the middle of a job and started again.

Each kind of job is done once undisturbed, then once more with the kill: it goes on by itself, in
time, to the same result, and nothing is there twice.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.models.job import ENDED, JobKind
from benchmarks.drills.jobs_to_do import HOME
from benchmarks.drills.platform import WORKER, Platform, platform
from benchmarks.drills.results import Figure, Result, asked, told
from benchmarks.drills.team import Steward, form_to, signed_in
from benchmarks.drills.visitors import Answer
from benchmarks.processes import until
from benchmarks.smtp_server import Accidents, smtp_server

GOES_ON_WITHIN = 60.0
"""Seconds from the new start of the worker to the end of the job, beside what it takes alone."""
MOST_TRIES = 3
"""A short job may be over before it is caught."""
PATIENCE = 600.0
"""Seconds that a job may take to begin, or to end, before the drill gives up."""
PAUSE = 0.03
"""Seconds that the mail server takes for a message."""
WORDS = (
    ("le bus", "la gare", "un vélo", "la route"),
    ("une banque", "un prêt", "le fonds", "une avance"),
    ("la formation", "un tuteur", "le stage", "un diplôme"),
    ("un local", "la halle", "un atelier", "le bureau"),
)
DATA = "/account/data"
_batches = itertools.count(1)


@dataclass(frozen=True)
class Size:
    texts: int
    people: int


FULL, SMALL = Size(texts=4_000, people=300), Size(texts=300, people=60)


@dataclass(frozen=True)
class Case:
    """A kind of job: how it is asked for, and what came of it the last time."""

    name: str
    kind: JobKind
    ask: Callable[[], Answer]
    result: Callable[[], object]


@dataclass(frozen=True)
class Killed:
    """A job that lost its worker: how long it took from the new start, and alone (seconds)."""

    state: str
    attempts: int
    seconds: float
    alone: float


def run(database: str, is_small: bool) -> Result:
    size = SMALL if is_small else FULL
    with smtp_server() as (port, sink):
        sink.pause = PAUSE
        mail = {"MAIL_URL": f"smtp://127.0.0.1:{port}?starttls=0"}
        with platform(database, settings=mail) as running:
            places = json.loads(running.module("benchmarks.drills.jobs_to_do", str(size.people)))
            return Result(tuple(_figures(running, places, size, sink)))


def _figures(
    running: Platform, places: Mapping[str, str], size: Size, sink: Accidents
) -> Iterator[Figure]:
    steward, home = signed_in(running.port), HOME
    cases = [
        Case(
            "import",
            JobKind.IMPORT,
            lambda: steward.bring(home, _table(size), "Réponses"),
            _texts_of(running),
        ),
        Case(
            "analysis",
            JobKind.ANALYSIS,
            lambda: steward.press(f"{home}/analyses/new"),
            _result_hash(running),
        ),
        Case(
            "open data",
            JobKind.MAKING,
            lambda: _make_open_data(steward, home),
            _packed(steward, home),
        ),
        Case(
            "export",
            JobKind.PERSONAL_EXPORT,
            lambda: _ask_for_export(steward),
            lambda: _export_is_whole(steward),
        ),
    ]
    for case in cases:
        case.ask()
        alone = _wait(running, case.kind)
        running.wait_for_jobs(PATIENCE)
        before = case.result()
        killed = _kill_during(running, case.kind, case.ask, alone)
        yield from _told(case.name, killed, before, case.result())
    yield from _mailing(running, steward, places["invitations"], size, sink)


def _kill_during(
    running: Platform, kind: JobKind, ask: Callable[[], Answer], alone: float
) -> Killed:
    """Ask for a job, kill its worker in the middle, start it again and wait for the end."""
    for _ in range(MOST_TRIES):
        ask()
        until(lambda: _latest(running, kind)[0] != "queued", "the job to begin", PATIENCE)
        time.sleep(alone * random.uniform(0.1, 0.6))
        running.kill(WORKER)
        if (found := _latest(running, kind))[0] == "running":
            break
        running.restart(WORKER)
    start = time.monotonic()
    if found[0] == "running":
        running.restart(WORKER)
    _wait(running, kind)
    seconds = time.monotonic() - start
    running.wait_for_jobs(PATIENCE)
    return Killed(*_latest(running, kind), seconds, alone)


def _told(name: str, killed: Killed, before: object, after: object) -> Iterator[Figure]:
    if killed.attempts < 2:
        yield told(f"{name} too short to be caught: over before the kill")
    else:
        words = f"{name} {killed.state} {killed.seconds:.0f} s after the new start"
        is_in_time = killed.seconds <= GOES_ON_WITHIN + killed.alone
        yield Figure(words, killed.state == "done" and is_in_time)
    yield Figure("same result" if after == before else "another result", after == before)


def _mailing(
    running: Platform, steward: Steward, desk: str, size: Size, sink: Accidents
) -> Iterator[Figure]:
    """Each message once at most; one that was on its way when the worker died may have left, and
    is left to a person."""
    address = f"{desk}/message/new"
    told_to_all = {"subject": "Votre avis", "text": "Bonjour,\n\n{lien}", "go": "send"}
    sink.received.clear()
    alone = size.people * PAUSE * 2
    killed = _kill_during(running, JobKind.MAIL, lambda: steward.press(address, told_to_all), alone)
    words = f"mailing {killed.state} {killed.seconds:.0f} s after the new start"
    yield Figure(words, killed.state == "done" and killed.seconds <= GOES_ON_WITHIN + alone)
    received = Counter(sink.recipients)
    yield asked(sum(number - 1 for number in received.values()), "messages twice")
    states = Counter(state for (state,) in running.query("SELECT state FROM outgoing_mail"))
    uncertain = running.query("SELECT count(*) FROM outgoing_mail WHERE trouble = 'uncertain'")
    missing = size.people - len(received)
    yield Figure(
        f"{len(received)} of {size.people} received, {uncertain[0][0]} uncertain",
        uncertain[0][0] <= 1 and missing <= uncertain[0][0] and states["waiting"] == 0,
    )


# --- Jobs -----------------------------------------------------------------------------------


def _latest(running: Platform, kind: JobKind) -> tuple[str, int]:
    """The state and the attempts of the job of this kind that was asked for last, mail to one
    person left out: the worker asks for others by itself."""
    found = running.query(
        f"SELECT state, attempts FROM job WHERE kind = '{kind}'"
        " AND (kind != 'mail' OR consultation_id IS NOT NULL) ORDER BY created_at DESC LIMIT 1"
    )
    state, attempts = found[0]
    return str(state), int(attempts)


def _wait(running: Platform, kind: JobKind) -> float:
    """Until the job of this kind that was asked for last is over; the seconds from its begin."""
    until(lambda: _latest(running, kind)[0] != "queued", "the job to begin", PATIENCE)
    start = time.monotonic()
    until(lambda: _latest(running, kind)[0] in ENDED, "the job to end", PATIENCE)
    return time.monotonic() - start


# --- What is asked for, and what comes of it --------------------------------------------------


def _table(size: Size) -> bytes:
    """Texts of their own each time, but for the number of their batch: the same are taken once."""
    rows, batch = [], next(_batches)
    for number in range(size.texts):
        subject = WORDS[number % len(WORDS)]
        one, other = subject[number // 4 % 4], subject[number // 16 % 4]
        rows.append(f"Lot {batch} : il faudrait {one} et {other} dans la commune numéro {number}.")
    return ("De quoi avez-vous besoin ?\n" + "\n".join(rows)).encode()


def _texts_of(running: Platform) -> Callable[[], object]:
    """The texts of the latest import in order, without the number of their batch, as one hash."""

    def texts() -> object:
        rows = running.query(
            "SELECT text FROM contribution WHERE activity_id ="
            " (SELECT activity_id FROM corpus_import ORDER BY created_at DESC LIMIT 1)"
        )
        said = sorted(str(text).partition(" : ")[2] for (text,) in rows)
        return len(said), hashlib.sha256("\n".join(said).encode()).hexdigest()

    return texts


def _result_hash(running: Platform) -> Callable[[], object]:
    def result() -> object:
        rows = running.query(
            "SELECT content FROM run_measure WHERE name = 'manifest' AND run_id ="
            " (SELECT id FROM run ORDER BY created_at DESC LIMIT 1)"
        )
        content = rows[0][0]
        return (content if isinstance(content, dict) else json.loads(content))["result_hash"]

    return result


def _make_open_data(steward: Steward, home: str) -> Answer:
    page = steward.open(f"{home}/open-data")
    address = f"{home}/open-data/make"
    return steward.send(address, form_to(page.body, address))


def _packed(steward: Steward, home: str) -> Callable[[], object]:
    """The words in the file, as a hash."""

    def packed() -> object:
        return hashlib.sha256(
            steward.take_from_archive(f"{home}/open-data/file.zip", "csv/contributions.csv")
        ).hexdigest()

    return packed


def _ask_for_export(steward: Steward) -> Answer:
    return steward.press(DATA)


def _export_is_whole(steward: Steward) -> object:
    address = re.search(r'href="([^"]+\.zip)"', steward.open(DATA).body)
    return bool(address and steward.names_in_archive(address[1]))
