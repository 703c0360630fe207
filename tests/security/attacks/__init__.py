"""The attacks, apart from the database on which they are made."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any


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
                found[name] = test
    return found
