"""The bibliography: keeping it, and reading it."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa

from app.models import Reference, ReferenceKind, Role
from app.references.author_lines import authors_of_lines
from app.references.description import Description, tidied
from app.references.queries import Filter, Order, reference_of, references_page
from app.references.services import (
    ChangedMeanwhile,
    LooksTheSame,
    add,
    change,
    description_of,
    fingerprint,
)
from app.strategy.services import add_reference_strategy
from app.web.paging import Cursor
from tests.factories import ConsultationFactory, ReferenceFactory

pytestmark = pytest.mark.either_database

FORM = {
    "kind": "book",
    "title": "Le développement solidaire des territoires",
    "authors": "BIOTEAU, Emmanuel (dir.)\nFÉNIÈS-DUPONT, Karine (dir.)",
    "year": "2015",
    "publisher": "Presses universitaires de Rennes",
    "tags": "territoire, initiatives",
}


@pytest.fixture
def consultation(session):
    consultation = ConsultationFactory()
    session.commit()
    return consultation


@pytest.fixture
def base(consultation) -> str:
    return f"/consultations/{consultation.slug}/bibliography"


def _described(title="Un livre", authors="", **values) -> Description:
    return tidied(
        Description(
            kind=values.pop("kind", ReferenceKind.BOOK),
            title=title,
            authors=authors_of_lines(authors),
            **values,
        )
    )


def _add(session, consultation, title="Un livre", authors="", **values) -> Reference:
    return add(
        session,
        consultation_id=consultation.id,
        account_id=None,
        described=_described(title, authors, **values),
    )


def _all(session) -> list[Reference]:
    session.rollback()
    return list(session.scalars(sa.select(Reference).order_by(Reference.id)))


def test_a_row_says_what_was_described(session, consultation):
    described = _described(
        authors="BIOTEAU, Emmanuel (dir.)\nINSEE",
        year="2014-2015",
        pages="12-25",
        abstract="a\n\nb",
        tags=("é", "a"),
        extra=(("note", "n"),),
        key="cle",
    )
    reference = add(session, consultation_id=consultation.id, account_id=None, described=described)
    session.commit()
    session.rollback()
    found = reference_of(session, consultation.id, reference.id)
    assert description_of(found) == described
    assert (found.author_order, found.year_order) == (
        "bioteau emmanuel insee 2014 2015 un livre",
        2014,
    )


def test_each_reference_gets_a_key_of_its_own(session, consultation):
    for title in ("Un", "Deux", "Trois"):
        _add(session, consultation, title, "Bioteau, E.", year="2015")
    assert [one.key for one in _all_now(session)] == [
        "bioteau2015",
        "bioteau2015-2",
        "bioteau2015-3",
    ]


def _all_now(session) -> list[Reference]:
    return list(session.scalars(sa.select(Reference).order_by(Reference.id)))


def test_what_looks_the_same_is_pointed_out_and_what_is_the_same_is_there_already(
    session, consultation
):
    first = _add(session, consultation, year="2015")
    assert _add(session, consultation, year="2015").id == first.id
    with pytest.raises(LooksTheSame) as error:
        _add(session, consultation, "UN LIVRE !", year="2015")
    assert error.value.references == [first]
    other = _add(session, ConsultationFactory(), "UN LIVRE !", year="2015")
    assert other.id != first.id


def test_a_reference_that_somebody_else_corrected_is_not_overwritten(session, consultation):
    reference = _add(session, consultation, year="2015", tags=("a", "b"))
    seen = fingerprint(reference)
    change(session, reference, _described("Mieux", year="2015", tags=("b", "c")), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        change(session, reference, _described("Autrement"), seen=seen)
    change(session, reference, _described("Mieux", year="2015", tags=("b", "c")), seen=seen)
    assert reference.title == "Mieux"
    assert [tag.name for tag in reference.tags] == ["b", "c"]


@pytest.mark.parametrize("order", Order)
def test_every_reference_is_on_one_page_forwards_and_backwards(session, consultation, order):
    for n in range(23):
        _add(session, consultation, f"Titre {n % 7} {n}", f"Nom{n % 5}, A.", year=str(2000 + n % 4))
    session.commit()
    titles, pages, cursor = [], [], Cursor()
    while True:
        page = references_page(session, consultation.id, order=order, cursor=cursor, size=5)
        pages.append([one.id for one in page.rows])
        titles += page.rows
        if page.next_key is None:
            break
        cursor = Cursor(page.next_key)
    assert len({one.id for one in titles}) == 23
    by_year = [one.year_order for one in titles]
    by_author = [one.author_order for one in titles]
    expected = sorted(by_year, reverse=True) if order is Order.YEAR else sorted(by_author)
    assert (by_year if order is Order.YEAR else by_author) == expected
    for before in reversed(pages[:-1]):
        cursor = Cursor(page.previous_key, backwards=True)
        page = references_page(session, consultation.id, order=order, cursor=cursor, size=5)
        assert [one.id for one in page.rows] == before
    assert page.previous_key is None


def test_a_page_that_begins_after_a_removed_reference_is_the_first_one(session, consultation):
    _add(session, consultation)
    page = references_page(session, consultation.id, cursor=Cursor(str(uuid.uuid4())))
    assert len(page.rows) == 1
    assert page.previous_key is None


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        (Filter(words="feniès"), ["Solidaire"]),
        (Filter(words="SOLIDAIRE rennes"), ["Solidaire"]),
        (Filter(words="100%"), ["À 100% ouvert"]),
        (Filter(kind=ReferenceKind.LAW), ["Loi"]),
        (Filter(tag="emploi"), ["Solidaire"]),
        (Filter(territory="France"), ["Loi"]),
        (Filter(year=2014), ["Loi"]),
        (Filter(words="solidaire", year=2014), []),
        (Filter(), ["À 100% ouvert", "Solidaire", "Loi"]),
    ],
)
def test_a_filter_leaves_what_it_says(session, consultation, chosen, titles):
    _add(
        session,
        consultation,
        "Solidaire",
        "Féniès-Dupont, Karine",
        publisher="Rennes",
        tags=("emploi",),
        year="2015",
    )
    _add(session, consultation, "Loi", kind=ReferenceKind.LAW, territory="France", year="2014")
    _add(session, consultation, "À 100% ouvert")
    found = references_page(session, consultation.id, chosen=chosen)
    assert sorted(one.title for one in found.rows) == sorted(titles)


def test_anybody_reads_the_bibliography_and_nobody_else_is_shown_its_actions(
    session, client, sign_in, consultation, base
):
    reference = _add(session, consultation, "Solidaire", "Bioteau, E. (dir.)", year="2015")
    session.commit()
    page = client.get(base).text
    assert "Bioteau, E. (dir.). (2015). <i>Solidaire</i>." in page
    assert "Ajouter une référence" not in page
    assert "BIOTEAU, E. (dir.), 2015." in client.get(f"{base}?style=iso690").text
    record = client.get(f"{base}/{reference.id}").text
    assert "Corriger la notice" not in record
    assert "@book{bioteau2015," in record
    writer = sign_in(consultation, Role.WRITER)
    assert "Ajouter une référence" in writer.get(base).text
    assert "Corriger la notice" in writer.get(f"{base}/{reference.id}").text


@pytest.mark.parametrize(
    "query", ["kind=x", "order=x", "style=x", "year=20155", "year=x", "year=²²²²"]
)
def test_an_address_that_chooses_nothing_known_does_not_exist(client, base, query):
    assert client.get(f"{base}?{query}").status_code == 404


def test_a_reference_is_added_by_form_and_thanked_twice(session, sign_in, consultation, base):
    writer = sign_in(consultation, Role.WRITER)
    first, second = (writer.post(f"{base}/new", data=FORM) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    (reference,) = _all(session)
    assert reference.authors[0] == {"family": "BIOTEAU", "given": "Emmanuel", "role": "editor"}
    assert [tag.name for tag in reference.tags] == ["initiatives", "territoire"]


def test_a_possible_duplicate_leads_to_the_one_that_is_there(session, sign_in, consultation, base):
    there = _add(session, consultation, FORM["title"].upper(), year="2015")
    writer = sign_in(consultation, Role.WRITER)
    answer = writer.post(f"{base}/new", data=FORM)
    assert answer.status_code == 422
    assert f'href="{base}/{there.id}"' in answer.text
    assert "Presses universitaires de Rennes" in answer.text
    assert len(_all(session)) == 1
    assert writer.post(f"{base}/new", data={**FORM, "is_another": "y"}).status_code == 302
    assert len(_all(session)) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("kind", "novel"),
        ("isbn", "9782070368229"),
        ("doi", "pas un doi"),
        ("url", "javascript:alert(1)"),
        ("accessed_on", "hier"),
        ("title", "x" * 1_000_000),
        ("abstract", "x" * 1_000_000),
        ("authors", "x" * 301),
        ("authors", "a\n" * 301),
        ("tags", "x" * 81),
        ("tags", ",".join(map(str, range(101)))),
        ("title", "a\0b"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_what_was_typed_stays(
    session, sign_in, consultation, base, field, value
):
    answer = sign_in(consultation, Role.WRITER).post(f"{base}/new", data={**FORM, field: value})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "Féniès" in answer.text or "FÉNIÈS" in answer.text or field == "authors"
    assert _all(session) == []


def test_the_fields_follow_the_kind_and_nothing_typed_is_lost(sign_in, consultation, base):
    writer = sign_in(consultation, Role.WRITER)
    assert 'name="container"' not in writer.get(f"{base}/new").text
    answer = writer.post(f"{base}/new", data={**FORM, "kind": "article", "switch": "1"})
    assert answer.status_code == 200
    assert 'name="container"' in answer.text
    assert "Presses universitaires de Rennes" in answer.text
    assert "error-summary" not in answer.text


def test_a_correction_made_on_an_old_page_is_refused(session, sign_in, consultation, base):
    reference = _add(session, consultation, year="2015", extra=(("note", "gardée"),))
    writer = sign_in(consultation, Role.WRITER)
    seen = fingerprint(reference)
    address = f"{base}/{reference.id}/edit"
    assert writer.post(address, data={**FORM, "seen": seen}).status_code == 302
    late = writer.post(address, data={**FORM, "title": "Autre", "seen": seen})
    assert late.status_code == 422
    assert "entre-temps" in late.text
    (found,) = _all(session)
    assert found.title == FORM["title"]
    assert found.extra == {"note": "gardée"}
    assert found.key == "un2015"


def test_a_reference_is_removed_once(session, sign_in, consultation, base):
    reference = _add(session, consultation, tags=("a",))
    writer = sign_in(consultation, Role.WRITER)
    assert writer.post(f"{base}/{reference.id}/remove").status_code == 302
    assert writer.post(f"{base}/{reference.id}/remove").status_code == 404
    assert _all(session) == []


def test_scripts_in_a_reference_are_text_and_links_that_are_none_are_not_links(
    session, sign_in, consultation, base
):
    hostile = "<script>alert(1)</script>"
    reference = ReferenceFactory(
        consultation_id=consultation.id,
        title=hostile,
        authors=[{"literal": hostile}],
        abstract=hostile,
        url="javascript:alert(1)",
        container=hostile,
        extra={"note": hostile},
    )
    writer = sign_in(consultation, Role.WRITER)
    for path in ("", f"/{reference.id}", f"/{reference.id}/edit", f"/{reference.id}/quotes/new"):
        page = writer.get(base + path).text
        assert hostile not in page
        assert 'href="javascript' not in page


def test_a_reference_leads_to_its_document_without_telling_where_from(
    session, client, consultation, base
):
    reference = _add(session, consultation, url="https://x.example/a?b=1&c=2")
    session.commit()
    page = client.get(f"{base}/{reference.id}").text
    assert 'href="https://x.example/a?b=1&amp;c=2" rel="noopener noreferrer external"' in page


def test_the_strategy_leads_to_the_bibliography(session, client, consultation, base):
    add_reference_strategy(
        session, consultation_id=consultation.id, code="sress-2016", title="Stratégie"
    )
    session.commit()
    assert f'href="{base}"' in client.get(f"/consultations/{consultation.slug}/strategy").text
