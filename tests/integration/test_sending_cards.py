"""A card filled in on a phone: kept once, in the corpus at once, and withdrawn when wanted."""

from __future__ import annotations

import re
import threading

import pytest
import sqlalchemy as sa

from app.conference.cards.making import renew_code
from app.models import (
    IN_CORPUS,
    Card,
    CardOrigin,
    Contribution,
    ContributionState,
    Excerpt,
    Nature,
    Reaction,
    Respondent,
    Role,
    Stance,
)
from tests.integration.card_rooms import make_room
from tests.integration.counting import count_of

pytestmark = pytest.mark.either_database


@pytest.fixture
def room(session):
    return make_room(session)


def _receipt(answer) -> str:
    """The private link that a card that was sent leads to."""
    return answer.headers["Location"].split("?")[0]


def test_a_card_enters_the_corpus_as_it_is_sent(app, session, client, room):
    answer = client.post(room.address(app), data=room.fields())
    assert answer.status_code == 302
    card = session.scalars(sa.select(Card)).one()
    assert (card.origin, card.territory, card.session_id) == (
        CardOrigin.PHONE,
        "Sarthe",
        room.debate.id,
    )
    said = {one.question: one for one in session.scalars(sa.select(Contribution))}
    assert len(said) == 2
    finding = said["Un constat : que voyez-vous autour de vous ?"]
    assert finding.text == "Les petites structures n’ont pas de trésorerie."
    excerpt = session.scalars(sa.select(Excerpt).filter_by(contribution_id=finding.id)).one()
    assert (excerpt.nature, excerpt.location) == (Nature.FINDING, "Accompagner et financer")
    respondent = session.scalars(sa.select(Respondent)).one()
    assert respondent.attributes == {"Type de structure": "Association", "Département": "Sarthe"}
    assert {one.respondent_id for one in said.values()} == {respondent.id}
    reaction = session.scalars(sa.select(Reaction)).one()
    assert reaction.stance is Stance.AMEND
    words = session.get_one(Contribution, reaction.contribution_id)
    assert words.question == f"{room.nodes[0].code} – {room.nodes[0].title}"


def test_the_kind_of_body_is_kept_in_the_language_of_the_corpus(app, session, client, room):
    client.post("/language", data={"language": "en"})
    client.post(room.address(app), data=room.fields(kind="local_authority"))
    respondent = session.scalars(sa.select(Respondent)).one()
    assert respondent.attributes["Type de structure"] == "Collectivité"


def test_a_card_sent_again_is_thanked_and_not_doubled(app, session, client, room):
    first = client.post(room.address(app), data=room.fields())
    again = client.post(room.address(app), data=room.fields(answer_p1="Autre chose"))
    assert first.headers["Location"] == again.headers["Location"]
    assert (count_of(session, Card), count_of(session, Contribution)) == (1, 2)


def test_a_card_sent_twice_at_once_is_kept_once(app, session, room):
    address, answers = room.address(app), []

    def send() -> None:
        answers.append(app.test_client().post(address, data=room.fields()).status_code)

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * 5
    assert (count_of(session, Card), count_of(session, Contribution)) == (1, 2)


def test_a_retry_is_thanked_after_the_closing_too(app, session, client, room):
    client.post(room.address(app), data=room.fields())
    room.form.is_open = False
    session.commit()
    assert client.post(room.address(app), data=room.fields()).status_code == 302


def test_a_closed_form_takes_no_card_and_gives_back_what_was_written(app, session, client, room):
    room.form.is_open = False
    session.commit()
    seen = client.get(room.address(app))
    assert "Cette fiche est fermée" in seen.text
    assert "<textarea" not in seen.text
    answer = client.post(room.address(app), data=room.fields())
    assert answer.status_code == 422
    assert "pas de trésorerie" in answer.text
    assert count_of(session, Card) == 0


def test_the_code_of_another_turn_or_form_opens_nothing(app, session, client, room):
    before = room.address(app)
    renew_code(session, room.form)
    session.commit()
    for address in (before, f"{room.home}/fill/{'0' * 64}", f"{room.home}/fill/é"):
        assert client.get(address).status_code == 404
        assert client.post(address, data=room.fields()).status_code == 404
    assert client.get(room.address(app)).status_code == 200
    assert count_of(session, Card) == 0


def test_a_card_with_an_error_keeps_what_was_typed(app, session, client, room):
    hexed = room.nodes[1].id.hex
    sent = room.fields(**{f"words_{hexed}": "Sans dire pour ou contre", "answer_p2": "x" * 2001})
    answer = client.post(room.address(app), data=sent)
    assert answer.status_code == 422
    assert "Sans dire pour ou contre" in answer.text
    assert "pas de trésorerie" in answer.text
    assert 'value="' + "k" * 32 in answer.text
    assert count_of(session, Card) == 0


def test_a_blank_card_is_not_kept(app, session, client, room):
    answer = client.post(room.address(app), data={"key": "k" * 32, "answer_p1": "  "})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert count_of(session, Card) == 0


@pytest.mark.parametrize(
    "hostile",
    [
        {"kind": "king"},
        {"session": "0" * 36},
        {"stance": "maybe"},
        {"answer_p1": "a\0b"},
        {"territory": "x" * 121},
    ],
)
def test_a_hostile_card_is_refused(app, session, client, room, hostile):
    if "stance" in hostile:
        hostile = {f"stance_{room.nodes[0].id.hex}": "maybe"}
    assert client.post(room.address(app), data=room.fields(**hostile)).status_code == 422
    assert count_of(session, Card) == 0


def test_hostile_words_are_shown_as_words(app, session, client, sign_in, room):
    words = "<script>alert(1)</script> {{7*7}} =1+1"
    sent = client.post(
        room.address(app), data=room.fields(answer_p1=words, territory='"><img src=x>')
    )
    steward = sign_in(room.consultation, Role.STEWARD)
    for page in (
        client.get(sent.headers["Location"]),
        steward.get(f"{room.home}/type"),
        client.get(room.address(app)),
    ):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_fields_of_others_are_ignored(app, session, client, room):
    more = {"origin": "paper", "account_id": "1", "answer_p9": "x", "sheet": "7"}
    client.post(room.address(app), data=room.fields(**more))
    card = session.scalars(sa.select(Card)).one()
    assert (card.origin, card.account_id, card.sheet) == (CardOrigin.PHONE, None, "")
    assert set(card.answers) == {"p1"}


def test_the_code_shows_the_card_again_and_withdraws_it(app, session, client, room):
    link = _receipt(client.post(room.address(app), data=room.fields()))
    stranger = app.test_client()
    seen = stranger.get(link)
    assert "pas de trésorerie" in seen.text
    assert re.search(r"[2-9A-Z]{5}(-[2-9A-Z]{5}){3}", link)
    assert client.post(f"{link}/withdraw").status_code == 302
    assert client.post(f"{link}/withdraw").status_code == 302
    after = stranger.get(link)
    assert after.status_code == 200
    assert "pas de trésorerie" not in after.text
    session.rollback()
    states = set(session.scalars(sa.select(Contribution.state)))
    assert states == {ContributionState.WITHDRAWN}
    assert not states & set(IN_CORPUS)
    assert count_of(session, Reaction) == 0
    assert session.scalars(sa.select(Respondent)).one().attributes == {}
    assert session.scalars(sa.select(Card)).one().answers == {}


def test_a_withdrawn_card_does_not_come_back_by_a_retry(app, session, client, room):
    link = _receipt(client.post(room.address(app), data=room.fields()))
    client.post(f"{link}/withdraw")
    client.post(room.address(app), data=room.fields())
    assert count_of(session, Card) == 1
    assert set(session.scalars(sa.select(Contribution.state))) == {ContributionState.WITHDRAWN}


def test_the_code_of_a_card_is_not_kept_and_opens_no_other_form(app, session, client, room):
    link = _receipt(client.post(room.address(app), data=room.fields()))
    token = link.rsplit("/", 1)[1]
    card = session.scalars(sa.select(Card)).one()
    assert token not in card.key
    assert "k" * 32 not in card.key
    other = make_room(session)
    assert client.get(f"{other.home}/sent/{token}").status_code == 404
    assert client.post(f"{other.home}/sent/{token}/withdraw").status_code == 404
    assert client.get(f"{room.home}/sent/22222-22222-22222-22222").status_code == 404


def test_a_receipt_leads_to_another_card_by_its_holders_own_code(app, session, client, room):
    answer = client.post(room.address(app), data=room.fields())
    assert room.address(app) in client.get(answer.headers["Location"]).text
    assert room.address(app) not in client.get(_receipt(answer)).text
    renew_code(session, room.form)
    session.commit()
    assert "/fill/" not in client.get(answer.headers["Location"]).text


def test_what_strangers_write_is_not_suggested_to_others(app, session, client, sign_in, room):
    client.post(room.address(app), data=room.fields(territory="Un gros mot"))
    steward = sign_in(room.consultation, Role.STEWARD)
    steward.post(f"{room.home}/type", data=room.fields(key="t" * 32, territory="Mayenne"))
    page = client.get(room.address(app)).text
    assert '<option value="Mayenne">' in page
    assert "Un gros mot" not in page


def test_a_flood_of_cards_is_held_back(app, session, client, room, monkeypatch):
    monkeypatch.setattr("app.conference.cards.sending.MOST_IN_A_WINDOW", 2)
    answers = [
        client.post(room.address(app), data=room.fields(key=f"{number:032}")).status_code
        for number in (1, 2, 3, 1)
    ]
    assert answers == [302, 302, 422, 302]
    assert count_of(session, Card) == 2


def test_a_code_that_was_written_down_leads_to_the_card(app, session, client, room):
    link = _receipt(client.post(room.address(app), data=room.fields()))
    typed = link.rsplit("/", 1)[1].lower().replace("-", " ")
    found = client.post(f"{room.home}/sent", data={"code": typed})
    assert found.headers["Location"] == link
    wrong = client.post(f"{room.home}/sent", data={"code": "<b>22222"})
    assert wrong.status_code == 422
    assert "&lt;b&gt;22222" in wrong.text
