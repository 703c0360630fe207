"""Ten people answer the shipped questionnaire at once, over HTTP: `python -m benchmarks.web`.

Two gunicorn workers serve it on this machine, from a database of their own, `--database postgresql`
from PostgreSQL, with `--stored N` responses that are there before. Printed: complete responses a
second, CPU seconds of the server for each, how long a page takes, what it asks of the database, and
the memory of all web processes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import threading
import time
from dataclasses import dataclass

from benchmarks.drills.platform import WEB, Platform, platform
from benchmarks.opened_questionnaire import HOME
from benchmarks.processes import memory_of, processor_of
from benchmarks.respondent import Respondent
from benchmarks.verdicts import verdict

RESPONDENTS = 10
ROUNDS = 3
COUNTING = 900.0
"""Seconds that figures of half a million responses may take."""
MOST_CPU = 0.12
LEAST_A_SECOND = 15.0
SLOWEST_P95 = 0.150
MOST_STATEMENTS = 15
MOST_MEMORY = 300
"""MB."""
LONGEST = 1.0
"""Seconds that no page takes."""


@dataclass(frozen=True)
class Round:
    """Responses a second; for each, CPU seconds of the server; seconds of all pages."""

    pace: float
    cpu: float
    seconds: list[float]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--responses", type=int, default=100, help="in all, in each of 3 rounds")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--stored", type=int, default=0, help="responses that are there before")
    asked = parser.parse_args(arguments)
    with platform(asked.database) as running:
        code = running.module("benchmarks.opened_questionnaire").split()[-1]
        place = f"{HOME}/{code}"
        Respondent(running.port).answer_everything(place)
        if asked.stored:
            running.module("benchmarks.stored_answers", code, str(asked.stored))
            _settle(running)
        rounds = [_round(running, place, asked.responses) for _ in range(ROUNDS)]
        memory = memory_of(running.processes[WEB].pid) / 1e6
        statements = running.module("benchmarks.asked_of_the_database", code).split()[-3:]
    print(
        f"{RESPONDENTS} respondents at once, {running.web_workers} workers, {asked.database},"
        f" {asked.stored:,} stored, median of {ROUNDS} rounds"
    )
    return _tell(rounds, memory, *map(int, statements))


def _settle(running: Platform) -> None:
    """Have the figures of what is stored counted, as a worker does once in a while and not
    all the time: these rounds would be short beside it."""
    running.module("flask", "figures", "count")
    running.wait_for_jobs(COUNTING)


def _round(running: Platform, place: str, responses: int) -> Round:
    each = responses // RESPONDENTS
    seconds: list[float] = []
    failures: list[BaseException] = []

    def answer() -> None:
        try:
            for _ in range(each):
                person = Respondent(running.port)
                person.answer_everything(place)
                seconds.extend(person.seconds)
        except BaseException as error:
            failures.append(error)

    server = running.processes[WEB].pid
    cpu, start = processor_of(server), time.perf_counter()
    threads = [threading.Thread(target=answer) for _ in range(RESPONDENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    elapsed, done = time.perf_counter() - start, each * RESPONDENTS
    return Round(done / elapsed, (processor_of(server) - cpu) / done, seconds)


def _tell(rounds: list[Round], memory: float, most: int, of_all: int, commits: int) -> int:
    pace = statistics.median(one.pace for one in rounds)
    cpu = statistics.median(one.cpu for one in rounds)
    cuts = [statistics.quantiles(one.seconds, n=100) for one in rounds]
    p95 = statistics.median(one[94] for one in cuts)
    p99 = statistics.median(one[98] for one in cuts)
    longest = max(max(one.seconds) for one in rounds)
    told = [
        (f"{pace:8.1f} responses a second", pace >= LEAST_A_SECOND, f"at least {LEAST_A_SECOND}"),
        (f"{cpu:8.3f} CPU seconds a response", cpu <= MOST_CPU, f"at most {MOST_CPU}"),
        (f"{p95 * 1000:8.0f} ms for a page (p95)", p95 <= SLOWEST_P95, "at most 150"),
        (f"{longest * 1000:8.0f} ms for the slowest page", longest <= LONGEST, "at most 1,000"),
        (f"{most:8} statements at most a page", most <= MOST_STATEMENTS, "at most 15"),
        (f"{memory:8.0f} MB in all", memory <= MOST_MEMORY, f"at most {MOST_MEMORY}"),
    ]
    for figure, is_met, limit in told:
        print(f"{figure}   {limit}: {verdict(is_met)}")
    print(f"{p99 * 1000:8.0f} ms for a page (p99)")
    print(f"{of_all:8} statements a response, {commits} of its requests commit")
    return 0 if all(is_met for _figure, is_met, _limit in told) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
