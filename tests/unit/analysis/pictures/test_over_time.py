"""How much was said of each theme, and when."""

from __future__ import annotations

import datetime as dt

from analysis import ClusterResult, Document, Placement, RunManifest, Theme
from analysis.pictures.over_time import Step, over_time

RUN = RunManifest({}, {}, "", 0.0)
THEMES = tuple(
    Theme(name, parent, name, (), 0, ()) for name, parent in [("t1", None), ("t1.1", "t1")]
)


def _counted(*days: dt.date | None):
    documents = [Document(str(number), "x", day=day) for number, day in enumerate(days)]
    placed = tuple(Placement(one.id, "t1.1", 1.0) for one in documents)
    return over_time(ClusterResult(RUN, THEMES, placed), documents)


def test_weeks_without_a_text_are_not_left_out_and_a_theme_holds_those_below_it():
    found = _counted(dt.date(2016, 6, 28), dt.date(2016, 6, 29), dt.date(2016, 7, 11), None)
    assert found is not None
    assert found.step is Step.WEEK
    assert found.starts == ("2016-06-27", "2016-07-04", "2016-07-11")
    assert found.themes == {"t1": (2, 0, 1), "t1.1": (2, 0, 1)}
    assert (found.dated, found.undated) == (3, 1)


def test_a_longer_time_is_told_by_month_then_by_year():
    months = _counted(dt.date(2015, 11, 30), dt.date(2016, 12, 1))
    assert months is not None
    assert (months.step, months.starts[0], len(months.starts)) == (Step.MONTH, "2015-11-01", 14)
    years = _counted(dt.date(1, 1, 1), dt.date(9, 12, 31))
    assert years is not None
    assert (years.step, years.starts[-1], len(years.starts)) == (Step.YEAR, "0009-01-01", 9)


def test_one_week_or_no_day_at_all_makes_no_picture():
    assert _counted(None) is None
    assert _counted(dt.date(2016, 6, 28)) is None
