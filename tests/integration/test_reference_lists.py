"""The lists that people choose from: read, taken away, put in place, and put back."""

from __future__ import annotations

import html
import io
import re

import pytest
import sqlalchemy as sa

from app.models import ListKind, Organisation, OrganisationKind, ReferenceList, Role
from app.organisations.lists.reading import entries_of, label_of
from tests.factories import ConsultationFactory

FILE = "code;libellé;parent\n44;Loire-Atlantique;Pays de la Loire\n49;Anjou;Pays de la Loire\n"
ABOUT = {"source": "Atelier de géographie", "dated_on": "2026-03-01"}


@pytest.fixture
def consultation(session):
    consultation = ConsultationFactory()
    session.commit()
    return consultation


@pytest.fixture
def steward(sign_in, consultation):
    return sign_in(consultation, Role.STEWARD)


@pytest.fixture
def home(consultation) -> str:
    return f"/consultations/{consultation.slug}/lists"


def _send(client, address: str, text: str, **values):
    file = (io.BytesIO(text.encode()), "list.csv")
    return client.post(f"{address}/new", data={**ABOUT, **values, "file": file})


def _confirmed(page) -> dict[str, str]:
    """What the preview sends when its button is pressed."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: html.unescape(value) for name, value in found}


def _put(client, address: str, text: str = FILE, **values):
    return client.post(f"{address}/put", data=_confirmed(_send(client, address, text, **values)))


def _labels(session, consultation) -> list[str]:
    session.rollback()
    return [one.label for one in entries_of(session, consultation.id, ListKind.DEPARTEMENT)]


def test_a_list_is_looked_at_searched_and_taken_away(steward, home):
    assert "1 255" in steward.get(home).text
    page = steward.get(f"{home}/epci?q=nantes+metropole").text
    assert "244400404" in page
    assert "insee.fr" in page
    following = steward.get(f"{home}/epci?after=24").text
    assert "200042935" not in following
    file = steward.get(f"{home}/departement/list.csv").get_data(as_text=True)
    assert file.splitlines()[1] == "01;Ain;;Auvergne-Rhône-Alpes"
    assert steward.get(f"{home}/planets").status_code == 404
    assert "Aucune" in steward.get(f"{home}/epci?q=zzzz").text


def test_a_list_counts_once_a_steward_saw_what_it_changes(session, steward, consultation, home):
    session.add(
        Organisation(
            consultation_id=consultation.id,
            name="Association fictive",
            kind=OrganisationKind.ASSOCIATION,
            territory="Mayenne",
        )
    )
    session.commit()
    address = f"{home}/departement"
    preview = _send(steward, address, FILE)
    assert preview.status_code == 200
    assert "Mayenne (1 structure)" in preview.text
    assert "Anjou" in preview.text
    assert len(_labels(session, consultation)) == 101
    answer = steward.post(f"{address}/put", data=_confirmed(preview))
    assert answer.status_code == 302
    assert _labels(session, consultation) == ["Loire-Atlantique", "Anjou"]
    assert label_of(session, consultation.id, ListKind.DEPARTEMENT, "49") == "Anjou"
    assert len(entries_of(session, None, ListKind.DEPARTEMENT)) == 101
    assert "Atelier de géographie" in steward.get(home).text


def test_a_list_that_is_confirmed_twice_is_put_in_place_once(session, steward, home):
    address = f"{home}/departement"
    sent = _confirmed(_send(steward, address, FILE))
    for _ in range(2):
        answer = steward.post(f"{address}/put", data=sent, follow_redirects=True)
        assert "utilisée désormais" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(ReferenceList)) == 1


def test_the_second_of_two_stewards_is_told_that_the_list_changed(
    session, steward, sign_in, consultation, home
):
    other, address = sign_in(consultation, Role.STEWARD), f"{home}/departement"
    mine, theirs = (
        _confirmed(_send(client, address, text))
        for client, text in ((steward, FILE), (other, FILE.replace("Anjou", "Val de Loire")))
    )
    other.post(f"{address}/put", data=theirs)
    answer = steward.post(f"{address}/put", data=mine, follow_redirects=True)
    assert "Quelqu’un a mis une autre liste en place" in answer.text
    assert _labels(session, consultation) == ["Loire-Atlantique", "Val de Loire"]


def test_a_former_list_and_that_of_the_platform_count_again(session, steward, consultation, home):
    address = f"{home}/departement"
    _put(steward, address)
    (first,) = session.scalars(sa.select(ReferenceList.id))
    _put(steward, address, FILE.replace("Anjou", "Val de Loire"))
    assert _labels(session, consultation) == ["Loire-Atlantique", "Val de Loire"]
    assert "Anjou" in steward.get(f"{address}?version={first}").text
    page = steward.get(f"{address}?version={first}")
    steward.post(f"{address}/back", data=_confirmed(page))
    assert _labels(session, consultation) == ["Loire-Atlantique", "Anjou"]
    steward.post(f"{address}/back", data=_confirmed(steward.get(f"{address}?shipped=1")))
    assert len(_labels(session, consultation)) == 101
    assert session.scalar(sa.select(sa.func.count()).select_from(ReferenceList)) == 4


def test_what_cannot_be_a_list_is_refused_line_by_line_and_keeps_what_was_typed(
    session, steward, consultation, home
):
    address = f"{home}/departement"
    answer = _send(steward, address, FILE + "=cmd|' /C calc'!A0;Mal;\n49;Deux fois;\n")
    assert answer.status_code == 422
    assert "Atelier de géographie" in answer.text
    assert "=cmd|" in html.unescape(answer.text)
    assert "49" in answer.text
    assert _send(steward, address, "").status_code == 422
    assert _send(steward, address, "nom;ville\nA;B\n").status_code == 422
    assert _send(steward, address, FILE, dated_on="2999-01-01").status_code == 422
    for entries in ("[", "[1]", "[" * 3000, '[{"code": "A", "label": "b"}]', '[{"code": 1}]', ""):
        steward.post(f"{address}/put", data={**ABOUT, "entries": entries})
    assert len(_labels(session, consultation)) == 101
    assert session.scalars(sa.select(ReferenceList)).all() == []


def test_cells_that_are_formulas_are_texts_on_the_page_and_in_the_file(steward, home):
    _put(steward, f"{home}/departement", 'code;label\n44;"=HYPERLINK(""http://x"")"\n')
    assert "'=HYPERLINK" in steward.get(f"{home}/departement/list.csv").get_data(as_text=True)
    _put(steward, f"{home}/departement", "code;label\n44;<script>alert(1)</script>\n")
    assert "&lt;script&gt;alert" in steward.get(f"{home}/departement").text


def test_a_list_of_another_consultation_is_not_found(session, steward, sign_in, home):
    elsewhere = ConsultationFactory()
    other = sign_in(elsewhere, Role.STEWARD)
    _put(other, f"/consultations/{elsewhere.slug}/lists/departement")
    (theirs,) = session.scalars(sa.select(ReferenceList.id))
    address = f"{home}/departement"
    assert steward.get(f"{address}?version={theirs}").status_code == 404
    assert steward.post(f"{address}/back", data={"version": str(theirs)}).status_code == 404
