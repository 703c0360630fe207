"""Processes are killed while people take part: what was acknowledged is there, once.

Twenty respondents answer the questionnaire page by page, post ideas, write notes and vote, in
turn. Meanwhile a web worker, the whole server, the job worker or PostgreSQL is killed (`kill -9`)
every few seconds and started again.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from benchmarks.drills.kept_words import kept_words
from benchmarks.drills.platform import (
    POSTGRESQL,
    WEB,
    WEB_WORKER,
    WORKER,
    Platform,
    Visited,
    platform,
)
from benchmarks.drills.results import Figure, Result, asked, told
from benchmarks.drills.sayings import (
    BEGINNING,
    Said,
    Saying,
    answer,
    note,
    post_idea,
    register,
    vote,
)
from benchmarks.drills.visitors import NO_ANSWER, GaveUp, Refused, Visitor
from benchmarks.processes import until


@dataclass(frozen=True)
class Size:
    """How much of it: `seconds` after which nobody begins anything new, as on a busy machine."""

    respondents: int
    submissions: int
    kills: int
    questionnaire: str
    seconds: float = 1_200.0
    between: tuple[float, float] = (3.0, 12.0)
    """Seconds between two kills."""


FULL = Size(respondents=20, submissions=5_000, kills=1_000, questionnaire="questionnaire")
SMALL = Size(respondents=10, submissions=100, kills=3, questionnaire="short", between=(0.2, 0.8))
KINDS = ("questionnaire", "idea", "note", "vote")
IDEAS = 20
"""Those that are there from the beginning, to vote on."""
PATIENCE, JOB_PATIENCE = 900.0, 60.0
"""Seconds that a respondent waits for one step, and that a job may take after the kills."""
VICTIMS = {WEB_WORKER: 6, WORKER: 3, WEB: 2, POSTGRESQL: 3}
"""What is killed, and how often beside the others."""


@dataclass
class Crowd:
    """Respondents, each in a thread of its own."""

    port: int
    places: Mapping[str, str]
    size: Size
    accidents: Counter[object] = field(default_factory=Counter)
    acknowledged: list[Said] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    """Who was not thanked: what they wanted to say, and why."""
    begun: int = 0

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
        in_turn = partial(answer, name=self.size.questionnaire), post_idea, note, vote
        self.sayings: Mapping[str, Saying] = dict(zip(KINDS, in_turn, strict=True))

    @property
    def faults(self) -> int:
        """How often somebody was told that something went wrong on our side (500)."""
        passing = (NO_ANSWER, 503)
        return sum(n for what, n in self.accidents.items() if what not in passing)

    def run(self) -> None:
        """Until everything was said or the time is over, and each who began has ended."""
        limit = time.monotonic() + self.size.seconds
        threads = [
            threading.Thread(target=self._take_part, args=(limit,))
            for _ in range(self.size.respondents)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _take_part(self, limit: float) -> None:
        while time.monotonic() < limit:
            with self.lock:
                if self.begun >= self.size.submissions:
                    return
                number = self.begun
                self.begun += 1
            self._say(number)

    def _say(self, number: int) -> None:
        visitor = Visitor(self.port, patience=PATIENCE)
        kind = KINDS[number % len(KINDS)]
        try:
            said = self.sayings[kind](visitor, self.places, f"{BEGINNING} {number:05d}")
        except (Refused, GaveUp) as error:
            self.failures.append((kind, str(error)))
        else:
            self.acknowledged.append(said)
        with self.lock:
            self.accidents += visitor.accidents


def run(database: str, is_small: bool) -> Result:
    size = SMALL if is_small else FULL
    with platform(database) as running:
        return drill(running, size)


def drill(running: Platform, size: Size) -> Result:
    """Take part on a platform that runs, while its processes are killed."""
    places = json.loads(running.module("benchmarks.drills.places", str(IDEAS)))
    crowd = Crowd(running.port, places, size)
    killed: Counter[str] = Counter()
    end = threading.Event()
    killer = threading.Thread(target=_kill, args=(running, size, killed, end))
    start = time.monotonic()
    killer.start()
    crowd.run()
    seconds = time.monotonic() - start
    end.set()
    killer.join()
    running.wait_until_ready()
    if crowd.faults or crowd.failures:
        print(*crowd.failures, running.logs(), sep="\n", file=sys.stderr)
    works = _works(running, places)
    return Result((*compared(running, crowd), works, *_around(running, crowd, killed, seconds)))


def _kill(running: Platform, size: Size, killed: Counter[str], end: threading.Event) -> None:
    """Kill something, start it again, wait until the site answers, and so on."""
    victims = Counter(VICTIMS)
    if running.database != POSTGRESQL:
        del victims[POSTGRESQL]
    left: list[str] = []
    while killed.total() < size.kills and not end.wait(random.uniform(*size.between)):
        # Drawn as cards are: by chance, and none is forgotten.
        left = left or random.sample(list(victims), victims.total(), counts=victims.values())
        name = left.pop()
        running.kill(name)
        killed[name] += 1
        end.wait(random.uniform(0, 1))
        start = time.monotonic()
        running.restart(name)
        running.wait_until_ready()
        # Up at least for as long as it was down, on a slow machine too.
        end.wait(time.monotonic() - start)


def _works(running: Platform, places: Mapping[str, str]) -> Figure:
    """Whether the job worker goes on by itself after all this: a message is asked for."""
    register(Visitor(running.port), places, "Claire Martin")
    try:
        until(lambda: any((running.data / "mails").glob("*.eml")), "a message", JOB_PATIENCE)
    except TimeoutError:
        return Figure(f"no job done {JOB_PATIENCE:.0f} s later", False)
    return Figure("jobs go on", True)


# --- What is found at the end ---------------------------------------------------------------


def compared(running: Visited, crowd: Crowd) -> list[Figure]:
    """What a crowd was told, beside what is there."""
    kept, said = kept_words(running), Counter(crowd.acknowledged)
    # What somebody gave up on may be there, once.
    more = Counter(one.kind for one in (kept - said).elements())
    unthanked = Counter(kind for kind, _why in crowd.failures)
    return [
        told(f"{len(crowd.acknowledged):,} of {crowd.size.submissions:,} submissions"),
        asked((said - kept).total(), "acknowledged lost"),
        asked((more - unthanked).total(), "doubled"),
        asked(len(crowd.failures), "without thanks"),
    ]


def _around(running: Platform, crowd: Crowd, killed: Counter[str], seconds: float) -> list[Figure]:
    """What else is told: who was killed, and what people saw of it."""
    names = ", ".join(f"{name} {number}" for name, number in sorted(killed.items()))
    seen = crowd.accidents
    return [
        told(f"{killed.total()} kills ({names})"),
        told(f"{len(crowd.acknowledged) / seconds:.1f} a second"),
        told(f"{seen[NO_ANSWER]:,} requests without an answer"),
        told(f"{seen[503]:,} told to send again"),
        asked(crowd.faults, "told of a fault of ours"),
    ]
