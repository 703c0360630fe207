"""What several figures of a recount are counted from."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.figures.reading_once import read_once, reading_once


def test_the_same_is_read_once_in_a_recount_and_anew_outside() -> None:
    session, read = Session(), []

    def respondents() -> Any:
        read.append(None)
        return read

    for _ in range(2):
        read_once(session, "respondents", respondents)
    assert len(read) == 2
    for number in (3, 4):
        with reading_once(session):
            for _ in range(3):
                assert read_once(session, "respondents", respondents) is read
        assert len(read) == number
