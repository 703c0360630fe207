"""What is kept for some seconds is made by one, and given to the others meanwhile."""

from __future__ import annotations

import threading

import pytest

from app.watching.kept import Kept


def test_who_asks_while_it_is_made_anew_is_given_what_there_was():
    kept, begun, go_on = Kept[str](seconds=0.0), threading.Event(), threading.Event()
    assert kept.get(lambda: "first") == "first"

    def slow() -> str:
        begun.set()
        assert go_on.wait(30)
        return "second"

    maker = threading.Thread(target=lambda: kept.get(slow))
    maker.start()
    assert begun.wait(30)
    assert kept.get(lambda: "never made") == "first"
    go_on.set()
    maker.join(30)
    assert kept.get(lambda: "third") == "third"


def test_what_could_not_be_made_is_made_by_the_next():
    kept = Kept[str](seconds=60.0)
    with pytest.raises(ZeroDivisionError):
        kept.get(lambda: str(1 / 0))
    assert kept.get(lambda: "made") == "made"
