"""Files of references: read, compared, chosen from, and stored once."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from app.models import Reference, ReferenceImport, Role
from app.references.importing import Outcome, preview, read, store
from app.references.reading import FileRefused
from app.references.services import description_of
from tests.factories import ConsultationFactory, ReferenceFactory

pytestmark = pytest.mark.either_database

BIBTEX = r"""
@book{one, title={Solidaire}, editor={Bioteau, Emmanuel}, year=2015, isbn={978-2-07-036822-8}}
@article{two, title={Un article {\'e}crit}, author={Dupont, Jean and {CRESS}}, year=2016}
@article{three, title={UN ARTICLE ECRIT}, year=2016}
@book{four, title={Jamais fini}
"""
RIS = "TY  - RPRT\nAU  - INSEE\nTI  - Économie – été\nPY  - 2014\nER  - \n"


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def base(consultation) -> str:
    return f"/consultations/{consultation.slug}/bibliography"


@pytest.fixture
def writer(sign_in, consultation):
    return sign_in(consultation, Role.WRITER)


@pytest.fixture
def files(app):
    return app.extensions["store"]


def _titles(session) -> list[str]:
    session.rollback()
    return list(session.scalars(sa.select(Reference.title).order_by(Reference.id)))


def _paste(writer, base, text) -> str:
    answer = writer.post(f"{base}/imports/new", data={"pasted": text})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def test_what_would_come_of_a_file_is_said_before_anything_is_written(
    session, writer, consultation, base, files
):
    ReferenceFactory(consultation_id=consultation.id, title="Solidaire", year="2015")
    session.commit()
    address = _paste(writer, base, BIBTEX)
    received = session.scalars(sa.select(ReferenceImport)).one()
    found = preview(session, received, files)
    assert [one.outcome for one in found.candidates] == [
        Outcome.TO_COMPLETE,
        Outcome.NEW,
        Outcome.TWICE,
    ]
    assert [(one.line, one.reason) for one in found.problems] == [(4, "unreadable")]
    page = writer.get(address).text
    assert "À compléter" in page
    assert "Ses accolades" in page
    assert _titles(session) == ["Solidaire"]


def test_what_is_ticked_is_added_and_completed_and_the_same_file_adds_nothing_more(
    session, writer, consultation, base
):
    ReferenceFactory(
        consultation_id=consultation.id, title="Solidaire", year="2015", publisher="PUR"
    )
    session.commit()
    address = _paste(writer, base, BIBTEX)
    answers = [writer.post(address, data={"chosen": ["0", "1", "2"]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert "1 référence a été ajoutée" in writer.get(address).text
    assert _titles(session) == ["Solidaire", "Un article écrit"]
    solidaire = description_of(
        session.scalars(sa.select(Reference).where(Reference.title == "Solidaire")).one()
    )
    assert (solidaire.publisher, solidaire.isbn) == ("PUR", "978-2-07-036822-8")
    assert solidaire.directors[0].family == "Bioteau"
    again = _paste(writer, base, BIBTEX)
    assert "Il n’y a rien à ajouter" in writer.get(again).text
    writer.post(again, data={"chosen": ["0", "1", "2"]})
    assert len(_titles(session)) == 2


def test_only_what_is_ticked_is_brought_in(session, writer, base):
    address = _paste(writer, base, BIBTEX)
    writer.post(address, data={"chosen": ["1", "77", "x", "²", "9" * 30]})
    assert _titles(session) == ["Un article écrit"]


def test_nothing_ticked_is_said_and_the_file_waits(session, writer, base):
    address = _paste(writer, base, BIBTEX)
    answer = writer.post(address)
    assert answer.status_code == 422
    assert "Cochez au moins une référence." in answer.text
    assert writer.post(address, data={"chosen": "1"}).status_code == 302
    assert _titles(session) == ["Un article écrit"]


def test_what_somebody_else_added_meanwhile_is_not_added_again(
    session, writer, consultation, base, files
):
    _paste(writer, base, BIBTEX)
    received = session.scalars(sa.select(ReferenceImport)).one()
    ReferenceFactory(
        consultation_id=consultation.id,
        title="Un article écrit",
        year="2016",
        authors=[{"family": "Dupont", "given": "Jean"}],
    )
    done = store(session, received, read(BIBTEX.encode()), account_id=None, chosen={0, 1})
    assert (done.added, done.completed) == (1, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_ris_file_is_read_in_every_encoding(session, writer, base, encoding):
    file = (io.BytesIO(RIS.encode(encoding)), "biblio.ris")
    answer = writer.post(f"{base}/imports/new", data={"file": file})
    assert answer.status_code == 302
    writer.post(answer.headers["Location"], data={"chosen": "0"})
    assert _titles(session) == ["Économie – été"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bioteau, E. (2015). Le développement solidaire.\nUn autre livre, 2014", "simples lignes"),
        ("@book{a, title={x}}\n" * 2001, "plus de 2000 références"),
        ("TY  - BOOK\nER  - \n" * 100_000, "plus de 2000 références"),
        ("@book{a, title={" + "{" * 100_000 + "}" * 100_000 + "}}", "accolades"),
        ("@book{a, title={x}}" + " " * 100 + "é" * (2**20), "2 Mo"),
        ("@comment{rien}", "simples lignes"),
        ("", "l’un des deux"),
        ("@book{a, title={\0}}", "ne peuvent pas être"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_kept_to_be_corrected(
    session, writer, base, text, said
):
    answer = writer.post(f"{base}/imports/new", data={"pasted": text})
    assert answer.status_code == 422
    assert said in answer.text
    assert text[:30].replace("\0", "") in answer.text or len(text) < 30
    assert session.scalar(sa.select(sa.func.count()).select_from(ReferenceImport)) == 0


@pytest.mark.parametrize(
    "content", [b"", b"\x7fELF\x02\x01\x00" * 100, b"%PDF-1.7 \0", b"x" * (2 * 2**20 + 1)]
)
def test_a_file_that_is_no_list_of_references_is_refused(session, writer, base, content):
    file = (io.BytesIO(content), "../../x.bib")
    assert writer.post(f"{base}/imports/new", data={"file": file}).status_code == 422
    assert session.scalar(sa.select(sa.func.count()).select_from(ReferenceImport)) == 0


def test_a_file_and_a_text_at_once_are_refused(writer, base):
    data = {"file": (io.BytesIO(RIS.encode()), "a.ris"), "pasted": RIS}
    assert writer.post(f"{base}/imports/new", data=data).status_code == 422


def test_a_file_that_is_lost_is_asked_for_again(session, writer, base, files):
    address = _paste(writer, base, BIBTEX)
    for path in files.root.joinpath("uploads").rglob("*"):
        if path.is_file():
            path.unlink()
    for answer in (writer.get(address), writer.post(address, data={"chosen": "0"})):
        assert answer.status_code == 302
        assert answer.headers["Location"].endswith("/imports/new")


def test_an_import_of_another_consultation_is_not_found(session, writer, base, sign_in):
    address = _paste(writer, base, BIBTEX)
    other = ConsultationFactory()
    steward = sign_in(other, Role.STEWARD)
    elsewhere = address.replace(base, f"/consultations/{other.slug}/bibliography")
    assert steward.get(elsewhere).status_code == 404
    assert steward.post(elsewhere, data={"chosen": "0"}).status_code == 404
    assert _titles(session) == []


def test_scripts_in_a_file_are_text_on_the_page_that_tells_of_it(writer, base):
    hostile = "<script>alert(1)</script>"
    address = _paste(
        writer, base, f"{hostile}\n@book{{a, title={{{hostile}}}, author={{{hostile}, x}}}}\n"
    )
    assert hostile not in writer.get(address).text


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR])
def test_only_those_who_keep_the_bibliography_bring_references_in(
    session, sign_in, consultation, base, role
):
    person = sign_in(consultation, role)
    assert person.get(f"{base}/imports/new").status_code == 403
    assert person.post(f"{base}/imports/new", data={"pasted": RIS}).status_code == 403
    assert _titles(session) == []


@pytest.mark.parametrize("extension", ["bib", "ris"])
def test_the_bibliography_is_exported_and_read_back_as_it_was(
    session, writer, client, consultation, base, extension
):
    address = _paste(writer, base, BIBTEX.replace("@book{four, title={Jamais fini}\n", ""))
    writer.post(address, data={"chosen": ["0", "1"]})
    answer = client.get(f"{base}/references.{extension}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    found = {one.described for one in read(answer.data).found}
    session.rollback()
    assert found == {description_of(one) for one in session.scalars(sa.select(Reference))}


def test_an_export_holds_what_its_address_chooses(session, writer, client, base):
    writer.post(_paste(writer, base, BIBTEX), data={"chosen": ["0", "1"]})
    of_2016 = client.get(f"{base}/references.bib?year=2016").text
    assert "Un article écrit" in of_2016
    assert "Solidaire" not in of_2016
    session.rollback()
    one = session.scalars(sa.select(Reference).where(Reference.title == "Solidaire")).one()
    assert client.get(f"{base}/references.ris?reference={one.id}").text.count("TY  - ") == 1
    other = ConsultationFactory()
    session.commit()
    elsewhere = f"/consultations/{other.slug}/bibliography/references.ris?reference={one.id}"
    assert client.get(elsewhere).status_code == 404


def test_nothing_readable_is_no_reading():
    with pytest.raises(FileRefused):
        read(b"rien")
