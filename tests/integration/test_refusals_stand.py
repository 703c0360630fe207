"""What a moderator refused stays refused, whatever its author does with the rest."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.conference.cards.sending import withdraw_card
from app.ideas.commenting import withdraw_comment
from app.models import Card, Contribution, ContributionState, IdeaComment, Response
from app.models.types import today
from app.questionnaires.answering.corpus_entry import enter_corpus, leave_corpus
from app.questionnaires.definitions import stored
from tests.boxes_with_people import make_box
from tests.integration.card_rooms import make_room
from tests.responding import questionnaire_with


def _refuse_everything(session) -> None:
    session.execute(sa.update(Contribution).values(state=ContributionState.REJECTED))


def _states(session) -> list[ContributionState]:
    session.expire_all()
    return list(session.scalars(sa.select(Contribution.state).order_by(Contribution.id)))


@pytest.fixture
def response(session):
    made = questionnaire_with(session, [{"mot": "Un mot qui blesse."}])
    response = session.scalars(sa.select(Response)).one()
    response.enter = lambda: enter_corpus(
        session, made, stored(response.version.definition), response, today()
    )
    response.leave = lambda: leave_corpus(session, made, response)
    response.enter()
    return response


def test_an_answer_when_its_response_is_corrected_or_withdrawn(session, response):
    _refuse_everything(session)
    response.enter()
    assert _states(session) == [ContributionState.REJECTED]
    response.answers = {"mot": "Un autre mot."}
    response.enter()
    assert _states(session) == [ContributionState.REJECTED, ContributionState.SUBMITTED]
    response.leave()
    assert _states(session) == [ContributionState.REJECTED, ContributionState.WITHDRAWN]


def test_an_answer_that_was_withdrawn_and_is_said_again_comes_back(session, response):
    for answers in ({}, {"mot": "Un mot qui blesse."}):
        response.answers = answers
        response.enter()
    assert _states(session) == [ContributionState.SUBMITTED]


def test_the_words_of_a_card_when_it_is_withdrawn(app, session, client):
    room = make_room(session)
    client.post(room.address(app), data=room.fields())
    _refuse_everything(session)
    withdraw_card(session, session.scalars(sa.select(Card)).one())
    assert set(_states(session)) == {ContributionState.REJECTED}


def test_a_comment_when_its_author_withdraws_it(session):
    box = make_box()
    idea = box.idea()
    box.comments(session, idea, 1)
    comment = session.scalars(sa.select(IdeaComment)).one()
    comment.contribution.state = ContributionState.REJECTED
    withdraw_comment(session, idea, comment)
    assert comment.contribution.state is ContributionState.REJECTED
