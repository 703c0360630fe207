"""Calendar files, read back by a program that reads them."""

from __future__ import annotations

import datetime as dt
import uuid

import icalendar
import pytest

from app.conference.calendar import conference_calendar, session_calendar
from app.models import Activity, Channel, Conference, ConferenceSession

MOMENT = dt.datetime(2016, 6, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)
PAGE = "https://ess.region.example/consultations/d/conferences/CONF"


def _conference(**values) -> Conference:
    activity = Activity(channel=Channel.CONFERENCE, code="CONF", title="Rencontre", place="Angers")
    return Conference(
        **{
            "id": uuid.UUID(int=7),
            "activity": activity,
            "starts_at": dt.datetime(2016, 6, 28, 7, 0, tzinfo=dt.UTC),
            "ends_at": dt.datetime(2016, 6, 28, 15, 0, tzinfo=dt.UTC),
            "address": "12 quai des Ardoises",
            "presentation": "Une journée.",
            "revision": 0,
            **values,
        }
    )


def _session(**values) -> ConferenceSession:
    return ConferenceSession(
        **{
            "id": uuid.UUID(int=9),
            "title": "Débat",
            "room": "Salle 1",
            "speakers": "",
            "presentation": "",
            "starts_at": dt.datetime(2016, 3, 27, 0, 30, tzinfo=dt.UTC),
            "ends_at": dt.datetime(2016, 3, 27, 2, 30, tzinfo=dt.UTC),
            **values,
        }
    )


def _event(content: bytes) -> icalendar.Event:
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    assert str(calendar["version"]) == "2.0"
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    return event


def test_a_calendar_knows_what_when_and_where():
    event = _event(conference_calendar(_conference(), PAGE, MOMENT))
    assert str(event["summary"]) == "Rencontre"
    assert str(event["location"]) == "12 quai des Ardoises, Angers"
    assert event.start == dt.datetime(2016, 6, 28, 7, 0, tzinfo=dt.UTC)
    assert event.end == dt.datetime(2016, 6, 28, 15, 0, tzinfo=dt.UTC)
    assert str(event["url"]) == PAGE


def test_an_event_keeps_its_identifier_and_counts_its_changes():
    before = _event(conference_calendar(_conference(), PAGE, MOMENT))
    after = _event(conference_calendar(_conference(revision=3, address="Ailleurs"), PAGE, MOMENT))
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 3)
    part = _event(session_calendar(_conference(), _session(), PAGE, MOMENT))
    assert part["uid"] != before["uid"]


def test_a_session_over_the_change_of_the_clocks_lasts_what_it_lasts():
    event = _event(session_calendar(_conference(), _session(), PAGE, MOMENT))
    assert event.end - event.start == dt.timedelta(hours=2)
    assert event.start == dt.datetime(2016, 3, 27, 0, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "a\r\nATTENDEE:mailto:all@region.example\r\nEND:VEVENT",
        "a\nBEGIN:VALARM",
        "a\rDTSTART:20200101",
        "a\\;,:\"'",
        "é" * 200,
        "a\x00b\x1b\x7f",
        "\u2028\x85BEGIN:VEVENT",
    ],
)
def test_no_text_breaks_out_of_its_line(text):
    conference = _conference(presentation=text, address=text)
    event = _event(conference_calendar(conference, PAGE, MOMENT))
    assert sorted(key.lower() for key in event) == [
        "description",
        "dtend",
        "dtstamp",
        "dtstart",
        "location",
        "sequence",
        "summary",
        "uid",
        "url",
    ]
    assert event.subcomponents == []


def test_lines_are_short_enough_for_every_reader():
    content = conference_calendar(_conference(presentation="mot " * 500), PAGE, MOMENT)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
