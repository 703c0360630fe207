"""The attacks, apart from the database on which they are made."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest

from tests.security.waiting import WAITING


def every_attack() -> dict[str, Callable[..., Any]]:
    """The tests of every module here, by name: for a module of tests that says on which database.

    The server is started once a database, and the processes that run the tests share the databases
    among themselves, not the attacks.
    """
    found: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.iter_modules(__path__):
        tests = vars(importlib.import_module(f"{__name__}.{module.name}"))
        for name, test in tests.items():
            if name.startswith("test_"):
                assert name not in found, f"two attacks are called {name}"
                found[name] = _waits(test) if name in WAITING else test
    assert found.keys() >= WAITING, "what waits is the name of no attack"
    return found


def _waits(test: Callable[..., Any]) -> Callable[..., Any]:
    """Strict: one that passes before it should is a failure too, so that none is forgotten."""
    waits: Callable[..., Any] = pytest.mark.xfail(reason="not built yet", strict=True)(test)
    return waits
