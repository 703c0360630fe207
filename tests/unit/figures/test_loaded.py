"""What a process holds of kept figures."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from app.figures import loaded
from app.figures.keeping import Kept


def test_the_values_asked_of_last_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    nobody: Any = None
    home = uuid.UUID(int=1)
    moment = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
    monkeypatch.setattr(loaded, "kept_since", lambda *_: moment)
    monkeypatch.setattr(loaded, "kept_figure", lambda _s, _home, name: Kept(name.encode(), moment))

    def value_of(kept: Kept) -> bytes:
        read.append(kept.value)
        return kept.value

    held = loaded.Loaded(value_of)
    for name in ("one", "two", "one", "three", "one"):
        held.value(nobody, home, name)

    assert read == [b"one", b"two", b"three"]
