"""Counters of rate limits that several processes share: none is lost, each ends."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from app.web import limits_storage
from app.web.limits_storage import DatabaseStorage, counters


@pytest.fixture
def workers(app: Flask, tmp_path) -> Iterator[list[DatabaseStorage]]:
    """Two processes, as far as their counters are concerned."""
    database_url = app.extensions["settings"].database_url
    on_sqlite = database_url.startswith("sqlite")
    url = f"sqlite:///{tmp_path / 'rate_limits.db'}" if on_sqlite else database_url
    made = [storage_from_string("database://", url=url) for _ in range(2)]
    yield made
    engine = sa.create_engine(url)
    counters.drop(engine)
    engine.dispose()


def test_two_workers_count_together_and_lose_nothing(workers):
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda n: workers[n % 2].incr("posting/a", 60), range(40)))
    assert sorted(counts) == list(range(1, 41))
    assert workers[0].get("posting/a") == 40
    assert workers[1].get("posting/b") == 0
    limiter = FixedWindowRateLimiter(workers[1])
    assert limiter.hit(RateLimitItemPerMinute(1), "c")
    assert not FixedWindowRateLimiter(workers[0]).hit(RateLimitItemPerMinute(1), "c")


def test_a_window_ends_and_what_ended_is_erased(workers, monkeypatch):
    storage, moment = workers[0], 1_000_000.0
    monkeypatch.setattr(limits_storage.time, "time", lambda: moment)
    assert [storage.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert storage.get_expiry("a") == moment + 60
    moment += 60
    assert storage.get("a") == 0
    monkeypatch.setattr(limits_storage, "BETWEEN_CLEANINGS", 1)
    assert storage.incr("b", 60) == 1
    assert storage.reset() == 1
    assert storage.check()


def test_a_counter_is_taken_back(workers):
    workers[0].incr("a", 60)
    workers[1].clear("a")
    assert workers[0].get("a") == 0
