"""Erasing an account: nothing of the person is left anywhere, and nothing of others is lost."""

from __future__ import annotations

import threading
from functools import partial

import pytest
import sqlalchemy as sa

from app.documents import reading_job
from app.extensions import current_session, db
from app.jobs.runner import writing
from app.models import (
    Account,
    Contribution,
    ContributionState,
    Document,
    DocumentState,
    Idea,
    Participant,
    Response,
    ResponseState,
    Role,
)
from app.models.types import now
from app.privacy.erasing import OnlySteward, erase_account
from app.privacy.holdings.holding import Choice, Words, numbers_of
from app.privacy.holdings.registry import HOLDINGS
from app.storage.folder import Folder
from tests.erased_person import EMAIL, MARK, SAID, SECRET, Person, places_of
from tests.factories import AccountFactory, ConsultationFactory, MembershipFactory
from tests.integration.test_many_at_once import at_once


def _erase(app, session, account: Account, words: Words, tmp_path) -> bool:
    with app.test_request_context():
        done = erase_account(session, account, Choice(words, Folder(tmp_path), now()))
        session.commit()
    return done


def test_every_column_that_names_somebody_belongs_to_a_holding():
    """A new table is to be added to a holding, so that exports and erasure know of it."""
    naming = {
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        if {key.target_fullname for key in column.foreign_keys} & {"account.id", "participant.id"}
        or column.name in ("account_id", "participant_id", "recipient")
        or "email" in column.name
    }
    known = {column for holding in HOLDINGS for column in holding.columns}
    assert naming - known == set()
    every = {f"{t.name}.{c.name}" for t in db.metadata.tables.values() for c in t.columns}
    assert known - every == set()


def test_the_words_stay_and_nothing_says_whose_they_are(app, session, tmp_path):
    person = Person(session)
    assert len(places_of(session, MARK)) > 15  # the search finds what is there
    assert _erase(app, session, person.account, Words.ANONYMOUS, tmp_path)
    assert places_of(session, MARK, SECRET) == []
    assert places_of(session, SAID) != []
    spoken = session.get_one(Idea, person.ideas[0].id)
    assert (spoken.signature, spoken.all_supporters, spoken.unverified_supporters) == ("", 1, 0)
    response = session.get_one(Response, person.response.id)
    assert response.answers == {
        "structure": {"actor_type": "asso", "territory": "ville"},
        "mot": f"{SAID} répondu",
    }
    assert session.scalar(sa.select(Participant.account_id)) is None


def test_withdrawn_the_words_are_gone_as_well(app, session, tmp_path):
    person = Person(session)
    assert _erase(app, session, person.account, Words.WITHDRAWN, tmp_path)
    assert places_of(session, MARK, SECRET, SAID) == []
    states = set(session.scalars(sa.select(Contribution.state)))
    assert states == {ContributionState.WITHDRAWN, ContributionState.REJECTED}
    assert session.scalar(sa.select(Response.state)) is ResponseState.WITHDRAWN
    account = session.get_one(Account, person.account.id)
    assert account.email == f"erased:{account.id}"
    assert account.name == "Compte supprimé"
    assert not _erase(app, session, account, Words.WITHDRAWN, tmp_path)


def test_what_is_read_of_a_file_while_the_account_is_erased_is_not_kept(app, session, tmp_path):
    person = Person(session)
    document = session.scalars(sa.select(Document).where(Document.text == SECRET)).one()
    document.state, document.text = DocumentState.READING, ""
    session.commit()
    _erase(app, session, person.account, Words.ANONYMOUS, tmp_path)
    reading_job.store(session, document.id, reading_job.Outcome(text=f"{SECRET} {MARK}"))
    session.commit()
    assert places_of(session, MARK) == []
    assert session.get_one(Document, document.id).text == ""


def test_an_accident_half_way_leaves_everything_as_it_was(app, session, tmp_path, monkeypatch):
    person = Person(session)
    before = places_of(session, MARK, SAID, SECRET)

    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(type(HOLDINGS[-1]), "erase", fail)
    with pytest.raises(RuntimeError):
        _erase(app, session, person.account, Words.WITHDRAWN, tmp_path)
    assert places_of(session, MARK, SAID, SECRET) == before


def test_the_only_steward_hands_the_consultation_over_first(app, session, tmp_path):
    account, consultation = AccountFactory(), ConsultationFactory(title="La démarche")
    there = {"consultation_id": consultation.id, "role": Role.STEWARD}
    MembershipFactory(account_id=account.id, **there)
    gone = AccountFactory(erased_at=now())
    MembershipFactory(account_id=gone.id, **there)
    session.commit()
    with pytest.raises(OnlySteward) as refusal:
        _erase(app, session, account, Words.ANONYMOUS, tmp_path)
    assert refusal.value.titles == ("La démarche",)
    session.rollback()
    MembershipFactory(account_id=AccountFactory().id, **there)
    session.commit()
    assert _erase(app, session, account, Words.ANONYMOUS, tmp_path)


def test_what_is_given_names_everything_that_the_person_left(app, session):
    person = Person(session)
    with app.test_request_context():
        given = {one.key: one.given(session, person.account) for one in HOLDINGS}
        numbers = numbers_of(session, person.account, HOLDINGS)
    said = str(given)
    for word in (EMAIL, MARK, SAID, f"{SECRET} held", f"{SECRET} refused", "Le Verger"):
        assert word in said
    empty = {key for key, rows in given.items() if not rows}
    assert empty == {"team-acts", "desk", "exports", "log"}
    counted = zip(HOLDINGS, numbers, strict=True)
    assert {one.key for one, number in counted if not number} == empty


def test_what_somebody_does_while_their_account_is_erased_is_erased_too(app, session, tmp_path):
    account, consultation = AccountFactory(), ConsultationFactory()
    session.commit()

    def leave() -> None:
        with app.test_request_context(), writing():
            own = current_session()
            found = own.get_one(Account, account.id)
            erase_account(own, found, Choice(Words.ANONYMOUS, Folder(tmp_path), now()))
            own.commit()

    session.add(Participant(consultation_id=consultation.id, account_id=account.id, name=MARK))
    session.flush()
    leaving = threading.Thread(target=leave)
    leaving.start()
    leaving.join(0.5)
    session.commit()
    leaving.join()
    assert places_of(session, MARK) == []
    assert session.scalar(sa.select(Account.erased_at)) is not None


def test_two_stewards_who_leave_at_once_do_not_leave_nobody(app, session, tmp_path):
    consultation = ConsultationFactory()
    accounts = [AccountFactory(), AccountFactory()]
    for account in accounts:
        MembershipFactory(account_id=account.id, consultation_id=consultation.id, role=Role.STEWARD)
    session.commit()

    def leave(account_id) -> bool:
        with app.test_request_context(), writing():
            own = current_session()
            try:
                account = own.get_one(Account, account_id)
                erase_account(own, account, Choice(Words.ANONYMOUS, Folder(tmp_path), now()))
                own.commit()
            except OnlySteward:
                own.rollback()
                return False
            return True

    left = at_once([partial(leave, account.id) for account in accounts])
    assert sorted(left) == [False, True]
