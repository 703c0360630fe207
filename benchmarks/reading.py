"""How long the pages take on a full platform: `python -m benchmarks.reading`.

Each page is asked 20 times of the application, in this process. Printed: the median and the 95th
percentile of the wall time, the time of the processor (of this process; PostgreSQL has its own),
and how many statements a page takes; and the same on a platform of a tenth of the size, to see
whether the time of a page depends on how much there is. `--only WORD` asks for some pages,
`--explain` shows the plans of the statements that took the longest.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.session import open_session
from app.cli.writing import transaction
from app.extensions import db
from app.models import Account, Membership, Role, SignInWay
from benchmarks.big_platform import DATABASES, HOME, directory_of, is_filled, platform_on
from benchmarks.reading_pages import PUBLIC, SLUG, Reading, pages
from benchmarks.verdicts import verdict

MOST_P95 = 0.200
TIMES = 20
PATIENCE = 6.0
"""Seconds after which a page is asked no more: it is slow anyway."""


@dataclass(frozen=True)
class Measured:
    """Seconds, but for `statements` and `status`."""

    status: int
    first: float
    p50: float
    p95: float
    cpu: float
    statements: int

    @property
    def is_met(self) -> bool:
        return self.p95 <= MOST_P95 and self.status == 200


@dataclass
class Statements:
    """What was asked of the database, with how long it took."""

    asked: list[tuple[float, str, Any]] = field(default_factory=list)

    @contextmanager
    def counted(self, engine: sa.Engine) -> Iterator[None]:
        def before(_c: Any, _cursor: Any, _s: str, _p: Any, context: Any, _many: bool) -> None:
            context.began = time.perf_counter()

        def after(_c: Any, _cursor: Any, told: str, given: Any, context: Any, _many: bool) -> None:
            self.asked.append((time.perf_counter() - context.began, told, given))

        sa.event.listen(engine, "before_cursor_execute", before)
        sa.event.listen(engine, "after_cursor_execute", after)
        try:
            yield
        finally:
            sa.event.remove(engine, "before_cursor_execute", before)
            sa.event.remove(engine, "after_cursor_execute", after)

    def slowest(self) -> tuple[float, str, Any]:
        return max(self.asked, key=lambda one: one[0])


def measure(client: FlaskClient, path: str, times: int) -> tuple[Measured, Statements]:
    """Ask for a page; the first time counts its statements and warms up what a process keeps."""
    statements = Statements()
    begun = time.perf_counter()
    with statements.counted(db.engine):
        status = client.get(path).status_code
    first = time.perf_counter() - begun
    walls, cpu = [], time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        client.get(path)
        walls.append(time.perf_counter() - start)
        if time.perf_counter() - begun > PATIENCE:
            break
    cpu = (time.process_time() - cpu) / len(walls)
    p95 = statistics.quantiles(walls, n=20)[-1] if len(walls) > 1 else walls[0]
    found = Measured(status, first, statistics.median(walls), p95, cpu, len(statements.asked))
    return found, statements


def clients_of(app: Flask) -> dict[Role, FlaskClient]:
    """A visitor, and a steward of the consultation."""
    with transaction() as session:
        account = session.scalars(
            sa.select(Account)
            .join(Membership, Membership.account_id == Account.id)
            .where(Membership.role == Role.STEWARD)
            .limit(1)
        ).one()
        open_session(session, account, SignInWay.PASSWORD, lifetime=dt.timedelta(hours=1))
        cookie_of_steward = account.cookie
    steward = app.test_client()
    with steward.session_transaction() as cookie:
        cookie.update(_user_id=cookie_of_steward, _fresh=True, _permanent=True)
    return {PUBLIC: app.test_client(), Role.STEWARD: steward}


def read_all(
    directory: Path, database: str, only: str, times: int, explain: bool
) -> dict[str, Measured]:
    found: dict[str, Measured] = {}
    with platform_on(directory, database) as app:
        _as_served()
        with app.app_context():
            wanted = [one for one in pages() if only in one.name]
            clients = clients_of(app)
            engine = db.engine
        app.config["SERVER_NAME"] = None
        for one in wanted:
            with app.app_context():
                found[one.name], statements = measure(clients[one.role], _address(one), times)
            _tell(one, found[one.name])
            if explain:
                _explain(engine, statements)
    return found


def _as_served() -> None:
    """Freeze what is loaded as `wsgi.py` does, and what only measures with it: walking through it
    is no part of a page."""
    gc.collect()
    gc.freeze()


def _address(one: Reading) -> str:
    if one.path.startswith("!"):
        return one.path[1:]
    return f"/consultations/{SLUG}{one.path}"


def _tell(one: Reading, found: Measured) -> None:
    print(
        f"{one.name:40.40} {found.status} first {found.first * 1000:7.0f}"
        f"  p50 {found.p50 * 1000:7.0f}  p95 {found.p95 * 1000:7.0f}"
        f"  CPU {found.cpu * 1000:7.0f} ms  {found.statements:3} statements"
        f"  {verdict(found.is_met)}",
        flush=True,
    )


def _explain(engine: sa.Engine, statements: Statements) -> None:
    for took, told, given in sorted(statements.asked, key=lambda one: -one[0])[:3]:
        if took < 0.03 or not told.lstrip().startswith(("SELECT", "WITH")):
            continue
        print(f"--- {took * 1000:.0f} ms: {' '.join(told.split())[:1500]}")
        word = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN ANALYZE "
        with engine.connect() as connection:
            for row in connection.exec_driver_sql(word + told, given):
                print("    ", row[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=DATABASES, action="append")
    parser.add_argument("--directory", type=Path, default=HOME)
    parser.add_argument("--part", type=float, action="append")
    parser.add_argument("--only", default="")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--explain", action="store_true")
    asked = parser.parse_args()
    is_met = True
    for database in asked.database or DATABASES:
        by_part: dict[float, dict[str, Measured]] = {}
        for part in asked.part or (0.1, 1.0):
            directory = directory_of(asked.directory, database, part)
            if not is_filled(directory):
                print(f"{directory} is not filled: python -m benchmarks.big_platform")
                return 1
            print(f"{database}, {part:g} of everything")
            by_part[part] = read_all(directory, database, asked.only, asked.times, asked.explain)
        is_met = all(one.is_met for one in by_part[max(by_part)].values()) and is_met
        _tell_ratios(database, by_part)
    return 0 if is_met else 1


def _tell_ratios(database: str, by_part: dict[float, dict[str, Measured]]) -> None:
    if len(by_part) < 2:
        return
    small, large = by_part[min(by_part)], by_part[max(by_part)]
    slow = [name for name, one in large.items() if one.p95 > MOST_P95]
    worst = sorted(large, key=lambda name: -large[name].p50 / small[name].p50)[:8]
    told = ", ".join(f"{name} × {large[name].p50 / small[name].p50:.1f}" for name in worst)
    print(f"{database}: {len(large) - len(slow)} of {len(large)} pages within 200 ms at p95")
    print(f"  not: {', '.join(slow) or 'none'}")
    print(f"  ten times the size takes longer most for: {told}")


if __name__ == "__main__":
    sys.exit(main())
