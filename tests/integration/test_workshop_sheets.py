"""The sheets of a workshop: they hold what they should, and text is never a command."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from app.models import OrganisationKind, Role, Workshop
from app.workshops import attendance, seating
from app.workshops.people_lists import Person
from app.workshops.printing.sheets import BLANK_LINES
from app.workshops.queries import tables_of
from app.workshops.series_services import create_series
from app.workshops.services import NewRound, NewTable, Plan, add_workshop
from app.workshops.table_codes import table_code
from tests.factories import AccountFactory, ConsultationFactory

pytestmark = pytest.mark.either_database

HOSTILE = '#panic("x") {{7*7}} $x^2$ \\u{41} = titre #image("/etc/passwd") <b>'


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def workshop(session, consultation) -> Workshop:
    series = create_series(session, consultation, title="Ateliers", themes=["Argent"])
    return add_workshop(
        session,
        consultation,
        series,
        Plan(place="Nantes", theme_id=series.themes[0].id),
        tables=[NewTable("Ronde", AccountFactory(name="Hugo B.").id), NewTable()],
        rounds=[NewRound(20, "Qu’est-ce qui freine ?"), NewRound(20)],
    )


@pytest.fixture
def facilitator(consultation, workshop, sign_in):
    return sign_in(consultation, Role.FACILITATOR)


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/workshops/A01"


def _pdf(client, address: str) -> pypdf.PdfReader:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    return pypdf.PdfReader(io.BytesIO(answer.data))


def _words(pdf: pypdf.PdfReader) -> str:
    text = " ".join(page.extract_text() for page in pdf.pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def test_a_table_sheet_has_the_theme_the_question_and_space_by_nature(facilitator, home):
    pdf = _pdf(facilitator, f"{home}/table-sheets.pdf")
    assert len(pdf.pages) == 4, "two tables, two rounds"
    first = pdf.pages[0].extract_text()
    for words in ("Argent", "Table 1 – Ronde", "Hugo B.", "Qu’est-ce qui freine", "Constats"):
        assert words in first
    assert "Besoins" in first
    assert "Propositions" in first


def test_sheets_are_accessible(facilitator, home):
    for name in ("table-sheets", "qr-sheets", "attendance-sheet"):
        pdf = _pdf(facilitator, f"{home}/{name}.pdf")
        catalogue = pdf.trailer["/Root"]
        assert catalogue["/MarkInfo"]["/Marked"]
        assert catalogue["/Lang"] == "fr"
        assert "Nantes" in pdf.metadata.title


def test_a_code_leads_to_its_table(app, session, facilitator, workshop, consultation, home):
    pdf = _pdf(facilitator, f"{home}/qr-sheets.pdf")
    assert len(pdf.pages) == 2
    settings = app.extensions["settings"]
    for table, page in zip(tables_of(session, workshop.activity_id), pdf.pages, strict=True):
        code = table_code(settings.secret_key, table)
        address = (
            f"{settings.public_url}/consultations/{consultation.slug}/tables/{table.id}/join/{code}"
        )
        text = re.sub(r"\s+", "", page.extract_text().replace("\u200b", ""))
        assert address in text
        assert "Sanstéléphone" in text


def test_a_new_code_of_a_table_is_on_its_next_sheet(session, facilitator, workshop, home):
    before = _words(_pdf(facilitator, f"{home}/qr-sheets.pdf"))
    tables_of(session, workshop.activity_id)[0].turn += 1
    session.commit()
    assert _words(_pdf(facilitator, f"{home}/qr-sheets.pdf")) != before


def test_an_attendance_sheet_has_the_known_names_and_says_who_sees_them(
    session, facilitator, workshop, home
):
    blank = _words(_pdf(facilitator, f"{home}/attendance-sheet.pdf"))
    for words in ("Nom", "Structure", "Type de structure", "Signature", "personne d’autre"):
        assert words in blank
    person = Person("Ana Roy", "Les Prés", OrganisationKind.STATE)
    attendance.add_people(session, workshop.activity, [person])
    session.commit()
    known = _words(_pdf(facilitator, f"{home}/attendance-sheet.pdf"))
    assert "Ana Roy" in known
    assert "Les Prés" in known
    assert "Ana Roy" not in blank
    assert BLANK_LINES > 30


def test_a_seating_plan_is_printed_once_people_are_seated(session, facilitator, workshop, home):
    assert facilitator.get(f"{home}/seating.pdf").status_code == 302
    people = [Person(f"Personne {at}", "", OrganisationKind.STATE) for at in range(5)]
    attendance.add_people(session, workshop.activity, people)
    plan = seating.seating_of(session, workshop.activity_id)
    seating.seat_everybody(session, workshop.activity, seating.state_of(plan))
    session.commit()
    text = _words(_pdf(facilitator, f"{home}/seating.pdf"))
    assert all(person.name in text for person in people)
    assert "Tour 2" in text


def test_a_room_without_tables_has_nothing_to_print(session, consultation, workshop, sign_in):
    add_workshop(session, consultation, workshop.series, Plan(place="Laval"))
    client = sign_in(consultation, Role.STEWARD)
    for name in ("table-sheets", "qr-sheets"):
        address = f"/consultations/{consultation.slug}/workshops/A02/{name}.pdf"
        assert "Rien n’est encore à imprimer" in client.get(address, follow_redirects=True).text


def test_hostile_text_stays_literal_on_every_sheet(session, consultation, sign_in):
    series = create_series(session, consultation, title=HOSTILE, themes=[HOSTILE])
    host = AccountFactory(name=HOSTILE)
    workshop = add_workshop(
        session,
        consultation,
        series,
        Plan(title=HOSTILE, place=HOSTILE, theme_id=series.themes[0].id),
        tables=[NewTable(HOSTILE, host.id), NewTable()],
        rounds=[NewRound(20, HOSTILE + "\x07\u200b"), NewRound(20)],
    )
    person = Person(HOSTILE, HOSTILE, OrganisationKind.STATE)
    attendance.add_people(session, workshop.activity, [person])
    plan = seating.seating_of(session, workshop.activity_id)
    seating.seat_everybody(session, workshop.activity, seating.state_of(plan))
    client = sign_in(consultation, Role.STEWARD)
    home = f"/consultations/{consultation.slug}/workshops/{workshop.activity.code}"
    for name in ("table-sheets", "qr-sheets", "attendance-sheet", "seating"):
        text = _words(_pdf(client, f"{home}/{name}.pdf")).replace(" ", "")
        assert '#panic("x"){{7*7}}$x^2$\\u{41}=titre' in text, name
        assert "<b>" in text, name
