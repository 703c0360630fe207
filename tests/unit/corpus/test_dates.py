"""Dates as people and tools write them."""

import datetime

import pytest

from app.corpus.tables import parse_date

DAY = datetime.date(2016, 6, 28)


@pytest.mark.parametrize(
    "text",
    [
        "2016-06-28",
        " 2016-06-28 ",
        "2016-06-28 10:27:31",
        "2016-06-28T10:27:31Z",
        "2016-06-28T10:27:31.123456+02:00",
        "2016/06/28",
        "28/06/2016",
        "28/6/2016 10:27",
        "28.06.2016",
        "28-06-2016",
        "28/06/16",
        "28 juin 2016",
        "28 Juin 2016",
        "mardi 28 juin 2016",
        "mar. 28 juin 2016 à 10h30",
        "28 june 2016",
        "28\N{NO-BREAK SPACE}juin\N{NO-BREAK SPACE}2016",
    ],
)
def test_a_date_is_read(text):
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er février 2020", datetime.date(2020, 2, 1)),
        ("3 févr. 2020", datetime.date(2020, 2, 3)),
        ("15 août 2021", datetime.date(2021, 8, 15)),
        ("15 aout 2021", datetime.date(2021, 8, 15)),
        ("5 déc. 2019", datetime.date(2019, 12, 5)),
        ("14 juil. 2019", datetime.date(2019, 7, 14)),
        ("29/02/2020", datetime.date(2020, 2, 29)),
    ],
)
def test_months_are_read_in_french_with_or_without_accents(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "06/28/2016",
        "29/02/2019",
        "2016-13-01",
        "2016-06/28",
        "28 jui 2016",
        "28 xyz 2016",
        "0016-06-28",
        "9999-06-28",
        "28 juin",
        "42",
        "28/06/2016 et après",
        "2016-06-28 " * 20,
    ],
)
def test_what_is_no_date_is_not_guessed(text):
    assert parse_date(text) is None
