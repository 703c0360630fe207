"""Every attack, on a platform that keeps its rows in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.security.attacked import Attacked
from tests.security.attacks import every_attack

DATABASE = "attacked"


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, postgresql_url: str) -> Iterator[Attacked]:
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
    before, query, after = postgresql_url.partition("?")
    url = f"{before.rsplit('/', 1)[0]}/{DATABASE}{query}{after}"
    with Attacked(tmp_path_factory.mktemp("attacked-postgresql"), url) as running:
        yield running


globals().update(every_attack())
