"""The real queues: SQLite's file and PostgreSQL carry the same task to the same row."""

from __future__ import annotations

import uuid

import pytest

from app.jobs.queue import build_huey


@pytest.fixture(params=["sqlite", "postgresql", "memory"])
def huey(request, tmp_path):
    urls = {
        "sqlite": f"sqlite:///{tmp_path / 'queue.db'}",
        "memory": "memory://",
    }
    url = urls.get(request.param) or request.getfixturevalue("postgresql_url")
    huey = build_huey(url)
    huey.flush()
    yield huey
    huey.flush()


def test_what_is_sent_is_done_once_in_order(huey):
    done: list[str] = []
    task = huey.task(name="note")(done.append)
    names = [str(uuid.uuid4()) for _ in range(5)]
    for name in names:
        task(name)
    while (waiting := huey.dequeue()) is not None:
        huey.execute(waiting)
    assert done == names
