"""Ten people post ideas and vote at once, over HTTP: `python -m benchmarks.ideas_at_once`.

Each act comes from a browser that was never here before: it opens the page, sends the form and is
thanked. Printed for each kind: how many a second, and how long a request takes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks.drills.platform import WEB, Platform, platform
from benchmarks.drills.sayings import BEGINNING, Saying, post_idea, support, vote
from benchmarks.drills.visitors import Answer, Visitor
from benchmarks.processes import processor_of
from benchmarks.verdicts import verdict

WRITERS = 10
IDEAS = 200
"""Those that are there from the beginning."""
SLOWEST_P95 = 0.200
"""Seconds."""
KINDS: Mapping[str, Saying] = {"ideas": post_idea, "votes": vote, "supports": support}


@dataclass
class Timed(Visitor):
    """A visitor who keeps how long each request took, in seconds."""

    seconds: list[float] = field(default_factory=list)

    def attempt(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer | None:
        start = time.perf_counter()
        answer = super().attempt(method, path, body, headers)
        self.seconds.append(time.perf_counter() - start)
        return answer


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ideas_at_once", description=__doc__)
    parser.add_argument("--acts", type=int, default=300, help="of each kind")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args(arguments)
    with platform(asked.database) as running:
        places = json.loads(running.module("benchmarks.drills.places", str(IDEAS)))
        print(f"{WRITERS} writers at once, {running.web_workers} workers, {asked.database}")
        met = [_measure(running, places, kind, asked.acts) for kind in KINDS]
    return 0 if all(met) else 1


def _measure(running: Platform, places: Mapping[str, str], kind: str, acts: int) -> bool:
    def act(number: int) -> list[float]:
        visitor = Timed(running.port)
        KINDS[kind](visitor, places, f"{BEGINNING} {kind} {number}")
        return visitor.seconds

    server = running.processes[WEB].pid
    cpu, start = processor_of(server), time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as writers:
        seconds = [one for each in writers.map(act, range(acts)) for one in each]
    elapsed = time.perf_counter() - start
    cuts = statistics.quantiles(seconds, n=100)
    is_met = cuts[94] <= SLOWEST_P95
    print(
        f"{kind}: {acts / elapsed:.1f} a second, {(processor_of(server) - cpu) / acts:.3f} CPU"
        f" seconds each, a request {cuts[94] * 1000:.0f} ms (p95), {cuts[98] * 1000:.0f} ms (p99),"
        f" {max(seconds) * 1000:.0f} ms at most; p95 at most 200 ms: {verdict(is_met)}"
    )
    return is_met


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
