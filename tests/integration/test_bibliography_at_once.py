"""People who keep the bibliography at the same moment: one reference, one import, one quote."""

from __future__ import annotations

from functools import partial

import pytest
import sqlalchemy as sa

from app.models import Activity, Channel, Contribution, Reference, ReferenceQuote, Role
from tests.factories import ConsultationFactory, ReferenceFactory
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once

PEOPLE = 6
BIBTEX = "@book{a, title={Un}, year=2015}\n@book{b, title={Deux}, year=2016}\n"
QUOTE = {"text": "Des mots.", "page": "12", "nature": "need"}


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def base(consultation) -> str:
    return f"/consultations/{consultation.slug}/bibliography"


@pytest.fixture
def writers(sign_in, consultation):
    return [sign_in(consultation, Role.WRITER) for _ in range(PEOPLE)]


def test_a_form_sent_by_many_at_once_adds_one_reference(session, writers, base):
    form = {"kind": "book", "title": "Un livre", "year": "2015"}
    answers = at_once([partial(one.post, f"{base}/new", data=form) for one in writers])
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert count_of(session, Reference) == 1


def test_an_import_confirmed_by_many_at_once_is_made_once(session, writers, base):
    sent = writers[0].post(f"{base}/imports/new", data={"pasted": BIBTEX})
    address = sent.headers["Location"]
    chosen = {"chosen": ["0", "1"]}
    answers = at_once([partial(one.post, address, data=chosen) for one in writers])
    assert {answer.status_code for answer in answers} == {302}
    assert count_of(session, Reference) == 2


def test_two_files_of_the_same_references_confirmed_at_once_add_them_once(session, writers, base):
    texts = [BIBTEX, f"{BIBTEX}\n\n"]
    addresses = [
        writers[0].post(f"{base}/imports/new", data={"pasted": text}).headers["Location"]
        for text in texts
    ]
    chosen = {"chosen": ["0", "1"]}
    at_once(
        [
            partial(one.post, address, data=chosen)
            for one, address in zip(writers, addresses, strict=False)
        ]
    )
    assert count_of(session, Reference) == 2


def test_a_quote_taken_by_many_at_once_is_one_and_its_activity_too(
    session, writers, consultation, base
):
    reference = ReferenceFactory(consultation_id=consultation.id)
    session.commit()
    address = f"{base}/{reference.id}/quotes/new"
    answers = at_once([partial(one.post, address, data=QUOTE) for one in writers])
    assert {answer.status_code for answer in answers} == {302}
    assert [count_of(session, model) for model in (ReferenceQuote, Contribution)] == [1, 1]
    channels = session.scalars(sa.select(Activity.channel)).all()
    assert channels == [Channel.REFERENCE]
