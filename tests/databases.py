"""On which databases a test runs: on both, or on one of them where its module says that either
will do."""

from __future__ import annotations

import zlib

import pytest

DATABASES = ("sqlite", "postgresql")
EITHER = "either_database"


def is_elsewhere(item: pytest.Item) -> bool:
    """Whether this test of a module for either database is done on the other one: by its name, so
    that it is the same one in every run and in every process."""
    if item.get_closest_marker(EITHER) is None or not isinstance(item, pytest.Function):
        return False
    database = item.callspec.params.get("migrated_app") if hasattr(item, "callspec") else None
    if database is None:
        return False
    name = item.nodeid.replace(f"[{database}", "[", 1)
    return database != DATABASES[zlib.crc32(name.encode()) % len(DATABASES)]


def has_turn(database: str, *places: int) -> bool:
    """Whether it is the turn of this database, where a grid is shared between both: each line and
    each column of it meets both."""
    return DATABASES.index(database) == sum(places) % len(DATABASES)
