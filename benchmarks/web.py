"""Ten people answer the shipped questionnaire at once, over HTTP: `python -m benchmarks.web`.

Two gunicorn workers serve it on this machine, from a database of their own. Printed: complete
responses a second, CPU seconds of the server for each, and how long a page takes.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

from benchmarks.respondent import fill

ROOT = Path(__file__).resolve().parents[1]
RESPONDENTS = 10
SERVER_WORKERS = 2
MOST_CPU = 0.12
LEAST_A_SECOND = 15.0
SLOWEST_P95 = 0.150
FILLED: dict[tuple[str, int], dict[str, str]] = {}
"""What is answered on each page, worked out once: reading pages is no work of the server."""
HOME = "/consultations/mesure/questionnaires"

PREPARE = """
import flask_migrate
from app import create_app
from app.cli.writing import transaction
from app.consultations.services import create_consultation
from app.questionnaires.definitions import read_shipped
from app.questionnaires.publishing import add_questionnaire

app = create_app()
with app.app_context():
    flask_migrate.upgrade()
    with transaction() as session:
        consultation = create_consultation(session, slug="mesure", title="Mesure")
        consultation.open()
        made = add_questionnaire(
            session, consultation_id=consultation.id, title="Mesure", survey=read_shipped().survey
        )
        made.open()
        session.flush()
        print(made.activity.code)
"""


@dataclass
class Respondent:
    """One connection that stays open, its cookies, and how long each answer took (seconds)."""

    port: int
    cookie: str = ""
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """The status, and the page or the address to go to."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        start = time.perf_counter()
        self.connection.request(method, path, urlencode(data) if data else None, headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        self.seconds.append(time.perf_counter() - start)
        if answer.getheader("Set-Cookie"):
            self.cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status}\n{body[:500]}")
        return answer.status, answer.getheader("Location") or body

    def answer_everything(self, code: str) -> None:
        """From the first page to the receipt."""
        _status, page = self.ask("GET", f"{HOME}/{code}")
        token = page.split('name="csrf_token" type="hidden" value="')[-1].split('"')[0]
        if len(token) > 200 or not token:
            token = page.split('name="csrf_token" value="')[1].split('"')[0]
        _status, address = self.ask("POST", f"{HOME}/{code}/start", {"csrf_token": token})
        while not address.endswith("/end"):
            _status, page = self.ask("GET", address)
            address = self._go_on(address, page)
        self.ask("GET", address)
        _status, receipt = self.ask("POST", address, {"send": "1"})
        _status, page = self.ask("GET", receipt)
        if "receipt-code" not in page:
            raise RuntimeError("no receipt")

    def _go_on(self, address: str, page: str) -> str:
        """Answer a page, and again what its answers brought up."""
        name = address.rsplit("/", 1)[1]
        for attempt in range(5):
            if (name, attempt) not in FILLED:
                FILLED[name, attempt] = {**fill(page), "go": "next"}
            status, result = self.ask("POST", address, FILLED[name, attempt])
            if status == 302:
                return result
            page = result
        raise RuntimeError(f"{address} is never satisfied")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=100, help="in all, in each of 3 rounds")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sillage-bench-") as directory:
        environment = _environment(Path(directory))
        code = subprocess.run(
            [sys.executable, "-c", PREPARE],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        with _server(environment) as (server, port):
            Respondent(port).answer_everything(code)
            rounds = [_round(server, port, code, arguments.responses) for _ in range(3)]
    return _tell(rounds)


def _round(
    server: psutil.Process, port: int, code: str, responses: int
) -> tuple[float, float, float]:
    """Responses a second, CPU seconds for each, and the 95th percentile of a page (seconds)."""
    each = responses // RESPONDENTS
    seconds: list[float] = []
    failures: list[BaseException] = []

    def answer() -> None:
        try:
            for _ in range(each):
                person = Respondent(port)
                person.answer_everything(code)
                seconds.extend(person.seconds)
        except BaseException as error:
            failures.append(error)

    cpu, start = _cpu(server), time.perf_counter()
    threads = [threading.Thread(target=answer) for _ in range(RESPONDENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    elapsed, done = time.perf_counter() - start, each * RESPONDENTS
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return done / elapsed, (_cpu(server) - cpu) / done, p95


def _tell(rounds: list[tuple[float, float, float]]) -> int:
    pace, cpu, p95 = (statistics.median(column) for column in zip(*rounds, strict=True))
    told = [
        (f"{pace:8.1f} responses a second", pace >= LEAST_A_SECOND, f"at least {LEAST_A_SECOND}"),
        (f"{cpu:8.3f} CPU seconds a response", cpu <= MOST_CPU, f"at most {MOST_CPU}"),
        (f"{p95 * 1000:8.0f} ms for a page (p95)", p95 <= SLOWEST_P95, "at most 150"),
    ]
    print(f"{RESPONDENTS} respondents at once, {SERVER_WORKERS} workers, median of 3 rounds")
    for figure, is_met, limit in told:
        print(f"{figure}   {limit}: {'met' if is_met else 'NOT MET'}")
    return 0 if all(is_met for _figure, is_met, _limit in told) else 1


def _environment(directory: Path) -> dict[str, str]:
    return {
        **os.environ,
        "SILLAGE_ENV": "production",
        "SILLAGE_DATA": str(directory),
        "SECRET_KEY": "k" * 40,
        "TRUSTED_HOSTS": "127.0.0.1",
        "SECURE_COOKIES": "0",
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[tuple[psutil.Process, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    workers = ["--workers", str(SERVER_WORKERS), "--threads", "2", "--preload"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *workers, "--bind", f"127.0.0.1:{port}", "wsgi:app"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield psutil.Process(process.pid), port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            Respondent(port).ask("GET", "/readyz")
            return
        except (ConnectionError, RuntimeError):
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def _cpu(server: psutil.Process) -> float:
    """CPU seconds used so far by the server and its workers."""
    return sum(
        sum(process.cpu_times()[:2]) for process in (server, *server.children(recursive=True))
    )


if __name__ == "__main__":
    sys.exit(main())
