"""The matrix of workshops and the page of one: what is missing, what to do now."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from app.models import (
    DocumentState,
    OrganisationKind,
    Role,
    Synthesis,
    SynthesisState,
    Workshop,
    WorkshopSeries,
)
from app.models.types import now, today
from app.workshops.matrix import grids_of
from app.workshops.progress import Missing
from app.workshops.queries import rounds_of, tables_of
from app.workshops.series_services import create_series
from app.workshops.services import NewRound, NewTable, Plan, add_workshop
from tests.factories import (
    AccountFactory,
    ConsultationFactory,
    DocumentFactory,
    NoteFactory,
    contribution_with_excerpt,
)
from tests.integration.test_queries_are_few import MOST, counted

pytestmark = pytest.mark.either_database

HELD = dt.date(2016, 5, 10)


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def series(session, consultation) -> WorkshopSeries:
    return create_series(session, consultation, title="Ateliers", themes=["Argent", "Emploi"])


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/workshops"


def _held(session, consultation, series, place: str, day=HELD, host=None) -> Workshop:
    return add_workshop(
        session,
        consultation,
        series,
        Plan(theme_id=series.themes[0].id, place=place, day=day),
        tables=[NewTable("Ronde", host), NewTable()],
        rounds=[NewRound(20, "Quoi ?"), NewRound(20)],
        attendance={OrganisationKind.STATE: 2},
    )


def test_the_matrix_says_what_is_missing(session, consultation, series):
    places = ("rien", "notes", "document", "ébauche", "validée", "corpus", "demain")
    made = {place: _held(session, consultation, series, place) for place in places}
    made["demain"].activity.starts_on = today() + dt.timedelta(days=1)
    for place in ("notes", "ébauche", "validée"):
        NoteFactory(table=tables_of(session, made[place].activity_id)[0])
    NoteFactory(table=tables_of(session, made["rien"].activity_id)[0], removed_at=now())
    contribution_with_excerpt(made["corpus"].activity, "Une parole.")
    DocumentFactory(activity=made["document"].activity)
    refused = DocumentFactory(activity=made["rien"].activity)
    refused.state = DocumentState.REFUSED
    session.add(Synthesis(activity_id=made["ébauche"].activity_id))
    session.add(Synthesis(activity_id=made["validée"].activity_id, state=SynthesisState.VALIDATED))
    session.flush()
    (grid,) = grids_of(session, consultation.id, None, today())
    found = {line.workshop.activity.place: line.missing for line in grid.lines}
    assert found == {
        "rien": (Missing.NOTES, Missing.SYNTHESIS),
        "notes": (Missing.SYNTHESIS,),
        "document": (Missing.NOTES, Missing.VALIDATION),
        "ébauche": (Missing.VALIDATION,),
        "validée": (),
        "corpus": (Missing.SYNTHESIS,),
        "demain": (),
    }
    assert grid.lacks[Missing.NOTES] == 2


def test_the_matrix_says_it_in_words(session, consultation, series, sign_in, home):
    _held(session, consultation, series, "Nantes")
    page = sign_in(consultation, Role.WRITER).get(home).text
    assert "Pas de notes" in page
    assert "Pas de synthèse" in page
    assert "Mes ateliers" not in page
    assert "Ajouter un atelier" not in page


def test_a_facilitator_sees_their_workshops_first(session, consultation, series, sign_in, home):
    hugo = AccountFactory()
    done = _held(session, consultation, series, "Angers", host=hugo.id)
    NoteFactory(table=tables_of(session, done.activity_id)[0])
    session.add(Synthesis(activity_id=done.activity_id, state=SynthesisState.VALIDATED))
    _held(session, consultation, series, "Nantes", host=hugo.id)
    _held(session, consultation, series, "Cholet", day=today(), host=hugo.id)
    _held(session, consultation, series, "Laval")
    page = sign_in(consultation, Role.FACILITATOR, hugo).get(home).text
    mine = page.split("Mes ateliers")[1].split('class="stats"')[0]
    assert mine.count("Table 1 – Ronde") == 1, "once the day is over there is no table to open"
    assert mine.index("Cholet") < mine.index("Nantes"), "today's first"
    assert mine.index("Nantes") < mine.index("Angers"), "then what lacks something"
    assert "Laval" not in mine


def test_a_consultation_without_workshops_says_how_to_begin(consultation, session, sign_in, home):
    assert "Nouvelle série" in sign_in(consultation, Role.STEWARD).get(home).text
    assert "Nouvelle série" not in sign_in(consultation, Role.FACILITATOR).get(home).text


@pytest.mark.parametrize("path", ["", "/A01", "/A01/seating", "/A01/people"])
def test_a_page_of_workshops_costs_as_many_queries_with_ten_times_the_rows(session, sign_in, path):
    counts = []
    for number in (2, 20):
        consultation = ConsultationFactory()
        series = create_series(session, consultation, title="A", themes=["Un", "Deux"])
        host = AccountFactory()
        for at in range(number):
            workshop = _held(session, consultation, series, f"Ville {at}", host=host.id)
            NoteFactory(table=tables_of(session, workshop.activity_id)[0])
            session.add(Synthesis(activity_id=workshop.activity_id))
        client = sign_in(consultation, Role.STEWARD)
        with counted(session.get_bind()) as statements:
            answer = client.get(f"/consultations/{consultation.slug}/workshops{path}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(1, "Avant l’atelier"), (0, "Dans la salle"), (-1, "Après l’atelier"), (None, "Avant")],
)
def test_the_page_of_a_workshop_says_what_to_do_now(
    session, consultation, series, sign_in, home, days, sentence
):
    day = None if days is None else today() + dt.timedelta(days=days)
    _held(session, consultation, series, "Nantes", day=day)
    for role in (Role.WRITER, Role.FACILITATOR, Role.STEWARD):
        page = sign_in(consultation, role).get(f"{home}/A01").text
        assert sentence in page
    assert ("Lancer le tour" in page) is (days != -1), "a workshop that was held starts no round"


def test_a_round_is_started_once_and_says_when_it_ends(
    session, consultation, series, sign_in, home
):
    workshop = _held(session, consultation, series, "Nantes")
    one = rounds_of(session, workshop.activity_id)[0]
    facilitator = sign_in(consultation, Role.FACILITATOR)
    page = facilitator.post(f"{home}/A01/rounds/{one.id}/start", follow_redirects=True).text
    assert "a commencé" in page
    assert re.search(r"Se termine à \d\d:\d\d", page)
    session.rollback()
    session.refresh(one)
    first = one.started_at
    page = facilitator.post(f"{home}/A01/rounds/{one.id}/start", follow_redirects=True).text
    assert "avait déjà commencé" in page
    session.rollback()
    session.refresh(one)
    assert one.started_at == first
    facilitator.post(f"{home}/A01/rounds/{one.id}/reset")
    session.rollback()
    session.refresh(one)
    assert one.started_at is None


def test_a_round_that_is_over_says_when_it_ended(session, consultation, series, sign_in, home):
    workshop = _held(session, consultation, series, "Nantes")
    one = rounds_of(session, workshop.activity_id)[0]
    one.started_at = dt.datetime(2016, 5, 10, 12, tzinfo=dt.UTC)
    page = sign_in(consultation, Role.WRITER).get(f"{home}/A01").text
    assert "Terminé le 10 mai 2016, 14:20" in page
    assert "Lancer le tour" not in page


def test_a_round_of_another_workshop_is_not_found(session, consultation, series, sign_in, home):
    _held(session, consultation, series, "Nantes")
    other = _held(session, consultation, series, "Laval")
    one = rounds_of(session, other.activity_id)[0]
    facilitator = sign_in(consultation, Role.FACILITATOR)
    assert facilitator.post(f"{home}/A01/rounds/{one.id}/start").status_code == 404


def test_hostile_words_are_shown_as_they_are(session, consultation, sign_in, home):
    bad = "<script>alert(1)</script>{{7*7}}"
    series = create_series(session, consultation, title=bad, themes=[bad])
    _held(session, consultation, series, bad)
    steward = sign_in(consultation, Role.STEWARD)
    for path in ("", "/A01", "/A01/edit", "/A01/room", f"/series/{series.id}", "/A01/attendance"):
        page = steward.get(f"{home}{path}").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
        assert "{{7*7}}" in page
