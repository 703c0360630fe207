"""What a consultation says of personal data: written by stewards, read by everybody."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import openpyxl
import pytest
import sqlalchemy as sa

from app.models import Channel, PrivacyPolicy, RetentionReport, Role
from tests.factories import ActivityFactory, ConsultationFactory

SAID = {
    "controller": "=Région Exemple",
    "controller_address": "1 rue de la Loire, Nantes",
    "contact": "droits@region.example",
    "officer": "dpo@region.example",
}


@pytest.fixture
def consultation(session):
    made = ConsultationFactory(ends_on=dt.date(2016, 6, 30))
    ActivityFactory(consultation_id=made.id, channel=Channel.IDEA_BOX)
    session.commit()
    return made


@pytest.fixture
def home(consultation):
    return f"/consultations/{consultation.slug}/privacy"


def _form(page: str, **values: str) -> dict[str, str]:
    """What the page of settings proposes, and `values` in its place."""
    fields = dict(SAID)
    for processing in ("ideas", "moderation", "receipts", "subscriptions", "files"):
        fields |= {
            f"{processing}-basis": "public_task",
            f"{processing}-anonymise": "12",
            f"{processing}-delete": "24",
        }
    fields |= {f"{one}-basis": "legal_obligation" for one in ("accounts", "security", "log")}
    fields |= {
        "privacy_requests-basis": "legal_obligation",
        "privacy_requests-anonymise": "36",
        "privacy_requests-delete": "60",
        "made_from": page.split('name="made_from" type="hidden" value="')[1].split('"')[0],
    }
    return {**fields, **values}


def test_a_steward_says_who_answers_and_for_how_long_and_everybody_reads_it(
    session, client, sign_in, consultation, home
):
    steward = sign_in(consultation, Role.STEWARD)
    page = steward.get(f"{home}/settings").text
    asked = _form(page, **{"ideas-anonymise": "3", "ideas-delete": "5", "ideas-basis": "consent"})
    assert steward.post(f"{home}/settings", data=asked).status_code == 302
    assert steward.post(f"{home}/settings", data=asked).status_code == 302, "sent twice"
    session.rollback()
    policy = session.scalars(sa.select(PrivacyPolicy)).one()
    assert policy.anonymise_after["ideas"] == 3
    notice = client.get(home).text
    for said in SAID.values():
        assert said in notice
    assert "3 mois" in notice
    assert "6.1.a" in notice
    assert "cnil.fr" in notice
    assert "Questionnaires</h3>" not in notice, "it has none"

    late = _form(page, controller="Un autre")
    answer = steward.post(f"{home}/settings", data=late)
    assert answer.status_code == 422
    assert "modifié cette page entre-temps" in answer.text
    session.rollback()
    assert session.scalars(sa.select(PrivacyPolicy)).one().controller == SAID["controller"]


@pytest.mark.parametrize("months", [("0", "5"), ("6", "5"), ("12", "121"), ("x", "12")])
def test_times_that_no_policy_may_have_are_refused(session, sign_in, consultation, home, months):
    steward = sign_in(consultation, Role.STEWARD)
    asked = _form(steward.get(f"{home}/settings").text)
    asked |= {"ideas-anonymise": months[0], "ideas-delete": months[1]}
    answer = steward.post(f"{home}/settings", data=asked)
    assert answer.status_code == 422
    assert re.search(r'href="#ideas-\w+">Boîtes à idées, Mois', answer.text)
    session.rollback()
    assert session.scalar(sa.select(PrivacyPolicy)) is None


def test_the_register_names_the_processings_of_the_channels_in_use(
    session, sign_in, consultation, home
):
    session.add(PrivacyPolicy(consultation_id=consultation.id, **SAID))
    session.commit()
    steward = sign_in(consultation, Role.STEWARD)
    page = steward.get(f"{home}/register").text
    assert "Boîtes à idées" in page
    rows = list(
        csv.reader(
            io.StringIO(steward.get(f"{home}/register.csv").data.decode("utf-8-sig")),
            delimiter=";",
        )
    )
    names = [row[0] for row in rows[1:]]
    assert "Boîtes à idées" in names
    assert "Inscriptions aux conférences" not in names
    assert {row[1] for row in rows[1:]} == {"'=Région Exemple"}
    book = openpyxl.load_workbook(io.BytesIO(steward.get(f"{home}/register.xlsx").data))
    sheet = book.active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == names
    assert sheet["B2"].data_type == "s"


def test_the_page_of_times_says_what_is_due_and_what_was_done(session, sign_in, consultation, home):
    numbers = {"ideas": {"anonymised": 41, "deleted": 7}}
    session.add(
        RetentionReport(consultation_id=consultation.id, day=dt.date(2017, 7, 1), numbers=numbers)
    )
    session.commit()
    steward = sign_in(consultation, Role.STEWARD)
    page = steward.get(f"{home}/retention").text
    assert "30 juin 2017" in page
    assert "41" in page
    assert "1er juillet 2017" in page
    consultation.ends_on = None
    session.commit()
    assert "n’a pas de dernier jour" in steward.get(f"{home}/retention").text
