"""Cards from paper: typed in once each, and corrected without editing the corpus."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from app.models import (
    Card,
    CardOrigin,
    Contribution,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    Reaction,
    Role,
)
from tests.factories import AccountFactory
from tests.integration.card_rooms import make_room

pytestmark = pytest.mark.either_database


@pytest.fixture
def room(session):
    return make_room(session, is_open=False)


@pytest.fixture
def facilitator(sign_in, room):
    return sign_in(room.consultation, Role.FACILITATOR)


def _cards(session) -> list[Card]:
    session.rollback()
    return list(session.scalars(sa.select(Card).order_by(Card.id)))


def _type(person, room, **more):
    return person.post(f"{room.home}/type", data=room.fields(**more))


def test_a_typed_card_leads_to_the_next_with_what_stays(session, facilitator, room):
    answer = _type(facilitator, room, sheet="A 09")
    assert answer.status_code == 302
    (card,) = _cards(session)
    assert (card.origin, card.sheet) == (CardOrigin.PAPER, "A 09")
    assert card.account_id is not None
    page = facilitator.get(answer.headers["Location"]).text
    assert 'value="A 10"' in page
    assert f'selected value="{room.debate.id}"' in page
    assert 'selected value="association"' in page
    assert 'value="Sarthe"' in page
    assert "La fiche A 09 est enregistrée." in page
    assert "1 fiche saisie jusqu’ici" in page


def test_a_closed_form_takes_cards_from_paper(session, facilitator, room):
    assert _type(facilitator, room).status_code == 302
    assert len(_cards(session)) == 1


def test_the_same_sheet_twice_is_said_and_kept_only_when_it_is_confirmed(
    session, facilitator, room
):
    _type(facilitator, room, sheet="12")
    again = _type(facilitator, room, sheet=" 12 ", key="b" * 32, answer_p1="Une autre carte")
    assert again.status_code == 422
    assert "déjà là" in again.text
    assert "Une autre carte" in again.text
    assert "is_another" in again.text
    assert len(_cards(session)) == 1
    sure = _type(facilitator, room, sheet="12", key="b" * 32, is_another="y")
    assert sure.status_code == 302
    assert [card.sheet for card in _cards(session)] == ["12", "12"]


def test_two_people_who_type_the_same_sheet_at_once_are_told(app, session, sign_in, room):
    people = [sign_in(room.consultation, Role.FACILITATOR) for _ in range(3)]
    answers = []

    def send(place: int, person) -> None:
        answers.append(_type(person, room, sheet="12", key=f"{place:032}").status_code)

    threads = [threading.Thread(target=send, args=one) for one in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 422, 422]
    assert len(_cards(session)) == 1


def test_a_page_sent_twice_keeps_one_card(session, facilitator, room):
    for _ in range(2):
        assert _type(facilitator, room, sheet="12").status_code == 302
    assert len(_cards(session)) == 1


def test_a_correction_withdraws_the_card_and_another_stands_for_it(session, facilitator, room):
    _type(facilitator, room, sheet="12")
    (card,) = _cards(session)
    address = f"{room.home}/type/{card.id}"
    page = facilitator.get(address).text
    assert "pas de trésorerie" in page
    assert "Oui, mais avec un calendrier." in page
    corrected = "Les petites structures ont de la trésorerie."
    sent = room.fields(sheet="12", key="c" * 32, answer_p1=corrected)
    assert facilitator.post(address, data=sent).status_code == 302
    assert facilitator.post(address, data=sent).status_code == 302
    assert facilitator.get(address).status_code == 404
    assert facilitator.post(address, data={**sent, "key": "d" * 32}).status_code == 404
    before, after = _cards(session)
    assert before.withdrawn_at is not None
    assert after.answers == {"p1": corrected}
    states = {
        one.text: one.state
        for one in session.scalars(sa.select(Contribution).where(Contribution.question.like("Un%")))
    }
    assert states == {
        "Les petites structures n’ont pas de trésorerie.": ContributionState.WITHDRAWN,
        corrected: ContributionState.SUBMITTED,
    }
    assert len(list(session.scalars(sa.select(Reaction)))) == 1


def test_a_card_on_which_somebody_decided_is_not_replaced(session, facilitator, room):
    _type(facilitator, room, sheet="12")
    (card,) = _cards(session)
    excerpt = session.scalars(sa.select(Excerpt)).first()
    session.add(
        EvidenceLink(
            consultation_id=room.consultation.id,
            excerpt_id=excerpt.id,
            node_id=room.nodes[0].id,
            account_id=AccountFactory().id,
            status=EvidenceStatus.KEPT,
        )
    )
    session.commit()
    sent = room.fields(key="c" * 32, answer_p1="Autre chose.")
    answer = facilitator.post(f"{room.home}/type/{card.id}", data=sent)
    assert answer.status_code == 422
    assert "a déjà travaillé" in answer.text
    assert [one.withdrawn_at for one in _cards(session)] == [None]


def test_only_who_typed_it_and_stewards_correct_a_card(session, facilitator, sign_in, room):
    _type(facilitator, room, sheet="12")
    (card,) = _cards(session)
    address = f"{room.home}/type/{card.id}"
    assert sign_in(room.consultation, Role.FACILITATOR).get(address).status_code == 403
    assert sign_in(room.consultation, Role.STEWARD).get(address).status_code == 200
    other = make_room(session)
    assert sign_in(other.consultation, Role.STEWARD).get(address).status_code == 403
    elsewhere = f"{other.home}/type/{card.id}"
    assert sign_in(other.consultation, Role.STEWARD).get(elsewhere).status_code == 404


def test_a_blank_or_wrong_card_is_refused_with_what_was_typed(session, facilitator, room):
    blank = facilitator.post(f"{room.home}/type", data={"key": "k" * 32, "sheet": "77"})
    assert blank.status_code == 422
    assert 'value="77"' in blank.text
    wrong = _type(facilitator, room, kind="king", sheet="x" * 41)
    assert wrong.status_code == 422
    assert _cards(session) == []


def test_hostile_values_in_the_address_are_as_none(facilitator, room):
    page = facilitator.get(f"{room.home}/type?session=1&kind=<b>&sheet=<b>&territory=<b>")
    assert page.status_code == 200
    assert "<b>" not in page.text
