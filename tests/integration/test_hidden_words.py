"""Words that not everybody reads any more are not told elsewhere: not by the comments of others,
nor by lists, feeds, messages and what supporters keep."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.corpus.codes import new_secret
from app.corpus.moderation import deciding, redacting
from app.corpus.moderation.deciding import Moderator
from app.corpus.receipts.own import own_supports
from app.ideas.correcting import correct, withdraw
from app.ideas.lists import territories_of
from app.ideas.posting import NewIdea, post
from app.ideas.supporting import support
from app.models import ContributionState, IdeaComment, Notice
from app.models.types import now
from app.notifications.feed_entries import entries_of_consultation
from app.notifications.telling import news_of
from app.web.paging import Cursor
from tests.boxes_with_people import make_box
from tests.factories import CharterFactory, CharterReasonFactory

ANYBODY = Moderator(None)


@pytest.fixture
def box(session):
    return make_box()


def _posted(session, box):
    return post(
        session,
        box.box,
        NewIdea("Appeler Jeanne Dupont", text="Elle sait former les bénévoles."),
        participant=box.device(),
        key=new_secret(),
        app_key="k",
        moment=now(),
    )


def test_comments_bear_the_title_of_their_idea_only_as_everybody_reads_it(session, box):
    reason = CharterReasonFactory(charter_id=CharterFactory(consultation_id=box.consultation.id).id)
    idea = _posted(session, box)
    box.comments(session, idea, 1)
    comment = session.scalars(sa.select(IdeaComment)).one()

    def about() -> str:
        session.expire_all()
        return comment.contribution.question

    assert about() == "Appeler Jeanne Dupont"
    redacting.redact(session, idea.contribution, ANYBODY, ["Dupont"])
    assert about() == "Appeler Jeanne ██████"
    redacting.unmask(session, idea.contribution, ANYBODY)
    deciding.reject(session, idea.contribution, ANYBODY, reason_id=reason.id)
    assert about() == ""
    deciding.restore(session, idea.contribution, ANYBODY)
    assert about() == "Appeler Jeanne Dupont"
    correct(session, idea, NewIdea("Former"), made_from=idea.contribution_id, moment=now())
    assert about() == "Former"
    withdraw(session, idea)
    assert about() == ""


def test_the_territories_of_a_box_are_those_of_what_everybody_reads(session, box):
    box.idea(territory="Nantes")
    for state in (ContributionState.HELD, ContributionState.REJECTED, ContributionState.WITHDRAWN):
        box.idea(territory=f"Un mot qui blesse {state}", state=state)
    assert territories_of(session, box.box) == ["Nantes"]


def test_a_box_that_is_not_published_any_more_is_told_to_nobody(app, session, box):
    idea, supporter = _posted(session, box), box.device()
    support(session, box.box, idea, supporter, origin="", moment=now())

    def told() -> list[int]:
        notices = session.scalars(sa.select(Notice)).all()
        with app.test_request_context():
            return [
                len(entries_of_consultation(session, box.consultation, now())),
                len(news_of(session, box.consultation, notices, now(), to_everybody=True)),
                len(own_supports(session, supporter, Cursor()).rows),
            ]

    assert told() == [1, 1, 1]
    box.box.is_published = False
    session.flush()
    assert told() == [0, 0, 0]
