import pytest

from surveys.problems import AnswerError
from surveys.types import type_named
from tests.unit.surveys.making import question


@pytest.mark.parametrize(
    "written", ["2022-12-31", "31/12/2022", "31.12.2022", "31-12-2022", "2022-12-31 00:00:00"]
)
def test_a_date_is_kept_as_iso(written: str) -> None:
    assert type_named("date").read([written], question()) == "2022-12-31"


@pytest.mark.parametrize("written", ["31/02/2022", "2022-13-01", "12/31/2022", "demain", "1/1/22"])
def test_a_date_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(AnswerError) as caught:
        type_named("date").read([written], question())
    assert caught.value.code == "not_a_date"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("14:30", "14:30"), ("9h05", "09:05"), ("14 h", "14:00"), ("8:15:30", "08:15")],
)
def test_a_time_is_kept_in_hours_and_minutes(written: str, kept: str) -> None:
    assert type_named("time").read([written], question()) == kept


@pytest.mark.parametrize("written", ["24:00", "12:60", "14:", "midi"])
def test_a_time_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(AnswerError) as caught:
        type_named("time").read([written], question())
    assert caught.value.code == "not_a_time"


def test_dates_are_summed_up_by_their_range_and_month() -> None:
    summary = type_named("date").summary(
        ["2022-05-02", None, "2021-01-01", "2022-05-30"], question()
    )
    assert (summary.first, summary.last) == ("2021-01-01", "2022-05-30")
    assert summary.counts == {"2021-01": 1, "2022-05": 2}
