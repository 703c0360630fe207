"""Codes that people copy by hand, read as they were meant."""

from __future__ import annotations

import pytest

from app.corpus.codes import ALPHABET, MISREAD, MOST_READINGS, as_shown, readings_of

CODE = "7KQ2M-9XDRT-4BCDE-FGH23"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "7kq2m9xdrt4bcdefgh23",
        " 7KQ2M 9XDRT\t4BCDE FGH23 ",
        "7KQ2M–9XDRT–4BCDE–FGH23",
        f"https://site.example/consultations/d/receipts/{CODE}?after=x",
        f"/consultations/d/questionnaires/Q1/answers/{CODE}/",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed):
    assert readings_of(typed) == [CODE]


def test_signs_that_stand_in_no_code_are_read_as_those_that_they_look_like():
    assert CODE in readings_of(CODE.replace("Q", "0"))
    assert CODE in readings_of(CODE.replace("D", "O"))
    assert CODE in readings_of(CODE.replace("7", "1"))
    assert not set(MISREAD) & set(ALPHABET)
    assert set("".join(MISREAD.values())) <= set(ALPHABET)


@pytest.mark.parametrize("typed", ["", "  ", "/", "O" * 20, "1l0" * 400, "\u202e💥", "?#"])
def test_what_is_no_code_has_few_readings(typed):
    assert len(readings_of(typed)) <= MOST_READINGS
    assert all(reading == as_shown(reading) for reading in readings_of(typed))
