"""What a run measures besides its themes."""

import pytest

from app.themes.run_measures import MEASURES, measures_of
from tests.unit.analysis.voices.spoken import people, said


def test_who_says_what_says_where_it_stands_and_stops_when_asked() -> None:
    result, documents = said([*people("x", a=20, b=5), *people("y", a=5, b=20)])
    told: list[str] = []

    def cancelled(_share: float, step: str) -> None:
        told.append(step)
        if step == "voices":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measures_of(result, documents, cancelled)
    assert told == ["measure"] * len(MEASURES) + ["voices"]
