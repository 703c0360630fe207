"""Cards from a sheet: matched to the form, checked by row, taken in once."""

from __future__ import annotations

import io
import zipfile

import pytest
import sqlalchemy as sa
import xlsxwriter

from app.models import Card, CardOrigin, CardsImport, Contribution, OrganisationKind, Reaction, Role
from tests.integration.card_rooms import make_room

pytestmark = pytest.mark.either_database

PROMPT = "Un constat : que voyez-vous autour de vous ?"


@pytest.fixture
def room(session):
    return make_room(session)


@pytest.fixture
def steward(sign_in, room):
    return sign_in(room.consultation, Role.STEWARD)


def _csv(room, *rows: str) -> bytes:
    code = room.nodes[0].code
    head = f"Feuille;Séquence;Type de structure;Département;{PROMPT};{code};{code} mots"
    return "\n".join((head, *rows)).encode()


ROWS = (
    "1;Accompagner et financer;Association;Sarthe;Trop de guichets.;pour;",
    "2;employer  se former;collectivite;Vendée;=1+1;À amender;Avec un calendrier",
    "3;;;;Une parole seule.;;",
)


def _upload(steward, room, data: bytes, name: str = "fiches.csv"):
    return steward.post(
        f"{room.home}/import",
        data={"file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def _import(steward, room, data: bytes, **more):
    address = _upload(steward, room, data).headers["Location"]
    return steward.post(address, data={"decision": "import", **more})


def _cards(session) -> list[Card]:
    session.rollback()
    return list(session.scalars(sa.select(Card).order_by(Card.id)))


def test_a_sheet_of_cards_is_checked_then_taken_in(session, steward, room):
    address = _upload(steward, room, _csv(room, *ROWS)).headers["Location"]
    page = steward.get(address)
    assert "Faire entrer 3 fiches" in page.text
    assert _cards(session) == []
    assert steward.post(address, data={"decision": "import"}).status_code == 302
    first, second, third = sorted(_cards(session), key=lambda card: card.sheet)
    assert (first.origin, first.kind) == (CardOrigin.FILE, OrganisationKind.ASSOCIATION)
    assert first.session_id == room.debate.id
    assert second.kind is OrganisationKind.LOCAL_AUTHORITY
    assert second.answers == {"p1": "=1+1"}
    assert third.answers == {"p1": "Une parole seule."}
    texts = set(session.scalars(sa.select(Contribution.text)))
    assert texts == {"Trop de guichets.", "=1+1", "Avec un calendrier", "Une parole seule."}
    assert len(list(session.scalars(sa.select(Reaction)))) == 2
    assert session.scalars(sa.select(CardsImport)).one().added == 3


def test_the_same_file_twice_adds_nothing_and_a_longer_one_adds_the_rest(session, steward, room):
    _import(steward, room, _csv(room, *ROWS))
    page = steward.get(_upload(steward, room, _csv(room, *ROWS)).headers["Location"])
    assert "Ce fichier ne donnerait aucune fiche" in page.text
    _import(steward, room, _csv(room, *ROWS))
    assert len(_cards(session)) == 3
    _import(steward, room, _csv(room, *ROWS, "4;;;;Une de plus.;;"))
    assert len(_cards(session)) == 4


def test_an_import_is_confirmed_once(session, steward, room):
    address = _upload(steward, room, _csv(room, *ROWS)).headers["Location"]
    for _ in range(2):
        answer = steward.post(address, data={"decision": "import"})
        assert answer.status_code in (200, 302, 422)
    assert len(_cards(session)) == 3
    assert "Ce fichier a été importé" in steward.get(address).text


def test_bad_rows_are_named_and_left_out_only_when_that_is_said(session, steward, room):
    bad = (
        "5;Une session inventée;;;Parole;;",
        "6;;Roi;;Parole;;",
        "7;;;;Parole;peut-être;",
        "8;;;;Parole;;des mots sans réaction",
        f"9;;;;{'x' * 2001};;",
        "1;;;;Le numéro un encore.;;",
        ";;;;;;",
    )
    address = _upload(steward, room, _csv(room, *ROWS, *bad)).headers["Location"]
    page = steward.get(address).text
    for said in (
        "séquence qui n’est pas sur la fiche",
        "type de structure inconnu",
        "ni pour, ni contre",
        "sans réaction",
        "trop longue",
        "numéro d’une fiche déjà là",
    ):
        assert said in page
    refused = steward.post(address, data={"decision": "import"})
    assert refused.status_code == 422
    assert _cards(session) == []
    steward.post(address, data={"decision": "import", "skip_bad_rows": "y"})
    assert len(_cards(session)) == 3


def test_the_number_of_a_card_that_was_typed_in_is_not_taken_again(session, steward, room):
    steward.post(f"{room.home}/type", data=room.fields(sheet="2"))
    _import(steward, room, _csv(room, *ROWS), skip_bad_rows="y")
    assert sorted(card.sheet for card in _cards(session)) == ["1", "2", "3"]


def test_columns_are_chosen_by_hand_where_their_names_say_nothing(session, steward, room):
    data = b"a;b\nPremier;Sarthe\nSecond;Mayenne\n"
    address = _upload(steward, room, data).headers["Location"]
    assert "Ce fichier ne donnerait aucune fiche" in steward.get(address).text
    chosen = {"decision": "columns", "role-0": "answer_p2", "role-1": "territory"}
    steward.post(address, data=chosen)
    steward.post(address, data={**chosen, "role-0": "answer_p9", "role-1": "answer_p2"})
    steward.post(address, data=chosen)
    steward.post(address, data={"decision": "import"})
    assert [(card.answers, card.territory) for card in _cards(session)] == [
        ({"p2": "Premier"}, "Sarthe"),
        ({"p2": "Second"}, "Mayenne"),
    ]


def test_the_template_is_read_back_once_it_is_filled_in(session, steward, room):
    empty = steward.get(f"{room.home}/import/template.xlsx")
    assert empty.data.startswith(b"PK")
    headings = [
        "Numéro de la feuille", "Séquence", "Type de structure", "Département ou territoire",
        PROMPT, "Une proposition : que faudrait-il faire ?",
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(empty.data)) as book:
        strings = book.read("xl/worksheets/sheet1.xml").decode()
    assert all(heading in strings for heading in headings)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet("Fiches")
    page.write_row(0, 0, headings)
    page.write_row(1, 0, [14, "Employer, se former", "Réseau", "Mayenne", "Constat.", "Idée."])
    book.close()
    _import(steward, room, file.getvalue())
    (card,) = _cards(session)
    assert (card.sheet, card.kind) == ("14", OrganisationKind.NETWORK)
    assert card.answers == {"p1": "Constat.", "p2": "Idée."}


def test_what_is_no_table_or_too_much_is_refused_with_a_sentence(session, steward, room):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", " " * 60_000_000)
    rows = "\n".join(f"{n};;;;Parole {n};;" for n in range(5_001))
    for data in (b"", b"%PDF-1.7", bomb.getvalue(), _csv(room, rows), b"<html><b>x</b></html>"):
        answer = _upload(steward, room, data, "../../<b>x.xlsx")
        assert answer.status_code == 422
        assert "error-summary" in answer.text
    session.rollback()
    assert list(session.scalars(sa.select(CardsImport))) == []


def test_an_import_belongs_to_its_form(session, steward, sign_in, room):
    address = _upload(steward, room, _csv(room, *ROWS)).headers["Location"]
    other = make_room(session)
    import_id = address.rsplit("/", 1)[1]
    stranger = sign_in(other.consultation, Role.STEWARD)
    assert stranger.get(f"{other.home}/imports/{import_id}").status_code == 404
    assert stranger.get(address).status_code == 403
