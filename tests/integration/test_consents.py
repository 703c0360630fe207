"""Agreeing to extras in words that are kept, and taking it back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import Consent, ConsentText
from app.privacy import consents
from app.privacy.consents import Extra, Who
from tests.factories import AccountFactory, ConsultationFactory
from tests.subscribers import WORDS, Following, paths_in


@pytest.fixture
def consultation(session):
    made = ConsultationFactory()
    session.commit()
    return made


def _consents(session) -> list[Consent]:
    session.rollback()
    return list(session.scalars(sa.select(Consent).order_by(Consent.id)))


def test_somebody_agrees_to_be_written_to_and_takes_it_back(session, client, sign_in, consultation):
    page = f"/consultations/{consultation.slug}/privacy/consents"
    assert "Se connecter" in client.get(page).text
    assert client.post(page, data={"agree": "y"}).status_code == 422
    person = sign_in()
    assert "checked" not in person.get(page).text
    assert person.post(page, data={}).status_code == 422
    assert _consents(session) == []
    for _twice in range(2):
        assert person.post(page, data={"agree": "y"}).status_code == 302
    (agreed,) = _consents(session)
    text = session.scalars(sa.select(ConsentText)).one()
    assert (agreed.text_digest, agreed.purpose) == (text.digest, "recontact")
    assert text.words in person.get(page).text
    other = sign_in()
    other.post(f"{page}/take-back", data={"extra": "recontact"})
    assert _consents(session)[0].taken_back_at is None
    person.post(f"{page}/take-back", data={"extra": "recontact"})
    assert _consents(session)[0].taken_back_at is not None
    assert text.words not in person.get(page).text.split("<form")[0]


def test_an_agreement_to_the_newsletter_counts_once_the_address_is_confirmed(
    app, session, client, work
):
    following = Following(app, session, work)
    following.subscribe(client, "lea@example.org", newsletter="y")
    assert session.scalars(sa.select(ConsentText.words)).all() == [WORDS]
    assert _consents(session) == []
    manage = next(path for path in paths_in(following.sent()[0]) if "/subscriptions/" in path)
    client.post(f"{manage}/confirm")
    (agreed,) = _consents(session)
    assert agreed.text_digest == consents.digest_of(WORDS)
    assert agreed.subscription_id == following.subscriptions()[0].id
    client.post(f"{manage}/stop?only=newsletter")
    assert _consents(session)[0].taken_back_at is not None


def test_an_agreement_ends_with_the_subscription_and_its_proof_stays(app, session, client, work):
    following = Following(app, session, work)
    following.subscribe(client, "lea@example.org", newsletter="y")
    manage = next(path for path in paths_in(following.sent()[0]) if "/subscriptions/" in path)
    client.post(f"{manage}/confirm")
    client.post(f"{manage}/stop")
    assert following.subscriptions() == []
    assert _consents(session)[0].taken_back_at is not None


def test_other_words_are_another_agreement(session, consultation):
    who = Who(account_id=AccountFactory().id)
    for words in ("Premiers mots.", "Premiers mots.", "D’autres mots."):
        digest = consents.keep_words(session, Extra.RECONTACT, words, "fr")
        consents.agree(session, consultation.id, Extra.RECONTACT, who, digest)
    session.commit()
    first, second = _consents(session)
    assert first.taken_back_at is not None
    assert second.taken_back_at is None
    assert len(session.scalars(sa.select(ConsentText)).all()) == 2
