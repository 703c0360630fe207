"""Nightly commands that say when they last came to their end."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from app.cli.writing import transaction
from app.models.types import now
from app.watching.signs import keep_sign

P = ParamSpec("P")
R = TypeVar("R")


def nightly(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Write down that this command ran, once it has; not a trial (`--dry-run`), nor a failure.

    `name`: its words after `flask`, one of `app.watching.signs.NIGHTLY`.
    """

    def decorate(command: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            result = command(*args, **kwargs)
            if not kwargs.get("dry_run"):
                with transaction() as session:
                    keep_sign(session, name, now())
            return result

        return run

    return decorate
