"""Two web processes and two workers on one PostgreSQL: people go from one to the other unaware."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest

import config
from app import create_app
from app.cli.writing import transaction
from app.extensions import db
from benchmarks.drills.places import open_places
from benchmarks.drills.several_hosts import Hosts, short_journey
from tests.journeys.processes import Platform
from tests.own_databases import app_on_an_own_database, new_database


@pytest.fixture
def url(postgresql_url: str, tmp_path: Path) -> str:
    """A database of its own, with its tables."""
    url = new_database("postgresql", tmp_path, postgresql_url)
    with app_on_an_own_database(url, tmp_path).app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    return url


@pytest.fixture
def office(url: str, tmp_path: Path) -> dict[str, str]:
    settings = config.load({"SILLAGE_DATA": str(tmp_path), "DATABASE_URL": url})
    with create_app(settings).app_context(), transaction() as session:
        return open_places(session, ideas=2)


@pytest.fixture
def hosts(url: str, tmp_path: Path) -> Iterator[list[Platform]]:
    with Platform(tmp_path, url) as first, Platform(tmp_path, url) as second:
        yield [first, second]


def test_a_journey_goes_across_two_hosts_and_two_workers(
    hosts: list[Platform], office: dict[str, str]
) -> None:
    pids = [one.worker.pid for one in hosts if one.worker is not None]
    found = short_journey(Hosts([one.port for one in hosts], pids, hosts[0].query), office)
    assert [one.words for one in found if not one.is_met] == []
    assert len(found) == 7
