"""Two web hosts behind a proxy that changes host at each request, and two job workers.

A short journey of visitors and of the team goes across them; once more with queues and counters in
Redis and files in a bucket, where their clients are installed; then journeys in a real browser:
those of `tests/journeys/` that are chosen here, by `pytest --several-hosts`.
"""

from __future__ import annotations

import importlib.util
import json
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil

from benchmarks.drills.far_storage import far_storage, is_redis_here
from benchmarks.drills.places import SLUG
from benchmarks.drills.platform import platform
from benchmarks.drills.proxy import RoundRobin, round_robin
from benchmarks.drills.results import Figure, Result, asked, told
from benchmarks.drills.sayings import answer, post_idea, vote
from benchmarks.drills.team import signed_in
from benchmarks.drills.visitors import Visitor
from benchmarks.processes import ROOT
from tests.journeys.browser import find_chromium

ANSWERS = 40
JOURNEYS = (
    "test_answering.py::test_the_shipped_questionnaire_is_answered_on_a_phone_left_and_resumed"
    "[with a script]",
    "test_idea_box.py::test_an_author_posts_an_idea_in_spite_of_one_like_it_corrects_and_withdraws_it",
    "test_idea_box.py::test_a_visitor_on_a_phone_without_javascript_supports_an_idea_and_comments_it",
    "test_supporting.py::test_ideas_are_supported_on_a_phone_and_judged_by_keyboard",
    "test_submissions.py"
    "::test_a_visitor_on_a_phone_deposits_an_odt_corrects_what_was_read_and_sends_it",
    "test_capture.py::test_a_phone_joins_by_the_code_and_adds_a_note[script]",
    "test_capture.py::test_thirty_notes_written_without_a_network_are_on_the_server_afterwards",
    "test_writer.py::test_a_writer_goes_from_a_file_of_answers_to_the_evidence",
    "test_strategy.py"
    "::test_a_word_becomes_a_line_that_is_adopted_and_its_receipt_leads_there_and_back",
    "test_desk.py::test_a_writer_goes_from_candidates_to_accepted_links_by_keys",
)
"""The questionnaire, ideas and votes, a deposit with its file, notes of a workshop, a file that is
read and analysed, a line of the strategy, the review desk."""
LOG_TAIL = 6000
DATA = "/account/data"


@dataclass(frozen=True)
class Hosts:
    """Where two web hosts listen, who the two job workers are, and the database of them all."""

    ports: Sequence[int]
    workers: Sequence[int]
    query: Callable[[str], list[Any]]

    def count(self, rows: str) -> int:
        return int(self.query(f"SELECT count(*) FROM {rows}")[0][0])


def run(database: str, is_small: bool) -> Result:
    figures = _across(database, {})
    if not is_small and is_redis_here() and importlib.util.find_spec("boto3") is not None:
        with far_storage() as settings:
            figures += [told("with Redis and a bucket"), *_across(database, settings)]
    return Result((*figures, _in_a_browser()))


def _across(database: str, settings: Mapping[str, str]) -> list[Figure]:
    with platform(database, hosts=2, job_workers=2, web_workers=1, settings=settings) as running:
        places = json.loads(running.module("benchmarks.drills.places", "2"))
        pids = [running.processes[name].pid for name in running.workers]
        figures = short_journey(Hosts([*running.ports.values()], pids, running.query), places)
        if "FILES_URL" in settings:
            left = [one for one in running.data.glob("exports/**/*") if one.is_file()]
            left += [one for one in running.data.glob("uploads/**/*") if one.is_file()]
            figures.append(asked(len(left), "files beside the bucket"))
    return figures


def _in_a_browser() -> Figure:
    """The chosen journeys, on hosts and a database of their own."""
    if find_chromium() is None:
        return told("no browser here: its journeys were not made")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--several-hosts"]
        + [f"tests/journeys/{name}" for name in JOURNEYS],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    passed = re.search(r"(\d+) passed", done.stdout)
    made = int(passed[1]) if passed else 0
    if done.returncode:
        print(done.stdout[-LOG_TAIL:], file=sys.stderr)
    return Figure(f"{made} of {len(JOURNEYS)} journeys in a browser", made == len(JOURNEYS))


def short_journey(hosts: Hosts, places: Mapping[str, str]) -> list[Figure]:
    """What visitors and the team do, each request on another host than the one before."""
    with round_robin(hosts.ports) as proxy:
        return [
            *_visitors(hosts, proxy.port, places),
            *_team(hosts, proxy.port, f"/consultations/{SLUG}"),
            *_handed(proxy),
        ]


def _visitors(hosts: Hosts, port: int, places: Mapping[str, str]) -> Iterator[Figure]:
    somebody = Visitor(port)
    for say in (post_idea, vote):
        say(somebody, places, "Parole à deux machines")
    answer(somebody, places, "Parole à deux machines", "short")
    yield asked(hosts.count("response WHERE state = 'submitted'"), "answered page by page", 1)
    _send_notes_twice(somebody, places["table"])
    yield asked(hosts.count("note"), "of 3 notes kept that were sent to both", 3)


def _send_notes_twice(somebody: Visitor, table: str) -> None:
    """They waited offline, and the answer was lost: the other host gets them again."""
    items = [
        {"key": key, "text": f"Hors ligne {key[:6]}", "nature": "finding", "round": "1"}
        for key in (secrets.token_hex(16) for _ in range(3))
    ]
    for _ in range(2):
        somebody.send_json(f"{table}/batch", {"items": items})
        # One more request: the next batch goes to the other host.
        somebody.open(table)


def _team(hosts: Hosts, port: int, home: str) -> Iterator[Figure]:
    """Signed in on one host, known to the other; what one received, the worker of the other reads;
    what a worker made, both hosts give."""
    first, second = hosts.workers
    steward = signed_in(port)
    with _frozen(first):
        page = steward.bring(home, _table(), "Réponses")
        # The page of a job that is done leads on to what it made.
        is_done = "/jobs/" not in page.path
        state = "done" if is_done else steward.wait_for(f"{page.path}.json")
    yield Figure(f"import by the second worker {state}", state == "done")
    with _frozen(second):
        steward.press(DATA)
        state = steward.wait_for(f"{DATA}/status.json")
    yield Figure(f"export by the first worker {state}", state == "done")
    address = re.search(r'href="([^"]+\.zip)"', steward.open(DATA).body)
    taken = [bool(steward.names_in_archive(address[1])) for _ in hosts.ports] if address else []
    yield asked(sum(taken), "hosts gave it", len(hosts.ports))
    steward.sign_out()
    refused = [steward.open(home + "/imports").path.startswith("/sign-in") for _ in hosts.ports]
    yield asked(sum(refused), "hosts knew that they signed out", len(hosts.ports))


def _handed(proxy: RoundRobin) -> Iterator[Figure]:
    total, least = sum(proxy.handed.values()), min(proxy.handed.values())
    yield Figure(f"{total} requests, {least} to each host", least * len(proxy.handed) >= total - 1)


def _table() -> bytes:
    rows = "\n".join(f"Il manque un bus le soir au village {n}" for n in range(ANSWERS))
    return f"De quoi avez-vous besoin ?\n{rows}\n".encode()


@contextmanager
def _frozen(pid: int) -> Iterator[None]:
    """Meanwhile a worker does nothing: what is done, the other one did."""
    process = psutil.Process(pid)
    process.suspend()
    try:
        yield
    finally:
        process.resume()
