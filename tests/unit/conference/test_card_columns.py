"""The columns of a sheet of cards are told from their names; rows are read as people write."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask

from app.conference.cards.card_columns import folded, proposed_columns
from app.conference.cards.card_content import Direction, Face, Prompt
from app.conference.cards.card_rows import Fault, RowReader
from app.conference.cards.typing_in import next_sheet
from app.models import CardForm, ConferenceSession, Nature, OrganisationKind, Stance

DIRECTION = Direction(uuid.UUID(int=5), "O5", "Consolider les solutions d’accompagnement")
STANCE, WORDS = f"stance_{DIRECTION.id.hex}", f"words_{DIRECTION.id.hex}"


@pytest.fixture(autouse=True)
def in_french(app_of_no_database: Flask) -> Any:
    with app_of_no_database.test_request_context():
        yield


@pytest.fixture
def face() -> Face:
    return Face(
        CardForm(title="Fiche", asks_session=True, asks_kind=True, asks_territory=True),
        (
            Prompt("p1", "Un constat : que voyez-vous autour de vous ?", Nature.FINDING),
            Prompt("p2", "Une proposition : que faudrait-il faire ?", Nature.PROPOSAL),
        ),
        (ConferenceSession(id=uuid.uuid4(), title="Employer, se former"),),
        (DIRECTION,),
    )


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("N°", "sheet"),
        ("Numéro de feuille", "sheet"),
        ("Débat", "session"),
        ("Type de structure", "kind"),
        ("DÉPARTEMENT", "territory"),
        ("Constat", "answer_p1"),
        ("un constat que voyez vous", "answer_p1"),
        ("O5", STANCE),
        ("O5 – Consolider les solutions d’accompagnement", STANCE),
        ("O5 commentaire", WORDS),
        ("Adresse électronique", None),
        ("", None),
    ],
)
def test_a_column_is_told_from_its_name(face: Face, name: str, role: str | None) -> None:
    assert proposed_columns(face, [name]).get("0") == role


def test_no_two_columns_fill_in_the_same_thing(face: Face) -> None:
    assert proposed_columns(face, ["Constat", "Constat"]) == {"0": "answer_p1"}


def test_cells_are_read_as_people_write_them(face: Face) -> None:
    columns = {"0": "session", "1": "kind", "2": STANCE, "3": WORDS, "4": "answer_p1"}
    reader = RowReader(face, columns, set())
    read = reader.read(
        ["EMPLOYER se former", "Service de l'Etat", "a amender", "Plus tôt", " Oui "]
    )
    assert read.problems == ()
    assert read.written.session_id == face.sessions[0].id
    assert read.written.kind is OrganisationKind.STATE
    assert read.written.answers == {"p1": "Oui"}
    assert [(one.stance, one.words) for one in read.written.stands] == [(Stance.AMEND, "Plus tôt")]


def test_what_is_wrong_with_a_row_is_told_once_each(face: Face) -> None:
    columns = {
        "0": "session",
        "1": "kind",
        "2": STANCE,
        "3": WORDS,
        "4": "sheet",
        "40": "answer_p1",
    }
    reader = RowReader(face, columns, {"7"})
    read = reader.read(["Ailleurs", "Roi", "peut-être", "mots", "7"])
    assert [one.fault for one in read.problems] == [
        Fault.NO_SUCH_STANCE,
        Fault.NO_STANCE,
        Fault.NO_SUCH_SESSION,
        Fault.NO_SUCH_KIND,
        Fault.SHEET_THERE,
    ]


@pytest.mark.parametrize(
    ("sheet", "after"),
    [
        ("12", "13"),
        ("A 09", "A 10"),
        ("A-99", "A-100"),
        ("A", ""),
        ("", ""),
        ("9" * 12, "1" + "0" * 12),
    ],
)
def test_the_number_of_the_next_sheet(sheet: str, after: str) -> None:
    assert next_sheet(sheet) == after


def test_names_are_compared_without_what_does_not_tell_them_apart() -> None:
    assert folded("  L’Économie,  SOCIALE ") == folded("l'economie sociale")
