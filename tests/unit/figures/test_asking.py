"""What is to be counted again."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from app.figures import asking
from app.figures.keeping import Figure
from app.models import KeptFigure

MOMENT = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)


def test_what_several_figures_look_at_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[uuid.UUID] = []

    def changes(_session: Any, home: uuid.UUID) -> object:
        looked.append(home)
        return "as before"

    figures = [Figure(name, changes, lambda _session, _home: b"") for name in ("one", "two")]
    nobody: Any = None
    home = uuid.UUID(int=1)
    stamp = figures[0].stamp(nobody, home)
    looked.clear()
    counted_at = MOMENT - dt.timedelta(minutes=1)
    kept = {
        one.name: KeptFigure(name=one.name, stamp=stamp, counted_at=counted_at, seconds=1.0)
        for one in figures
    }
    monkeypatch.setattr(asking, "figures_of", lambda *_: figures)
    monkeypatch.setattr(asking, "kept_rows", lambda *_: kept)

    assert not asking.Look(nobody, home, MOMENT).is_anything_due
    assert looked == [home]
    kept["two"].stamp = "another"
    assert asking.Look(nobody, home, MOMENT).is_anything_due
