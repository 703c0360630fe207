"""Comments under an idea: kept once, read by everybody or held, withdrawn by their author."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.corpus.codes import new_secret
from app.ideas import commenting
from app.ideas.counting import recount_comments
from app.models import (
    ContributionState,
    Excerpt,
    IdeaComment,
    ModerationTime,
    Nature,
    Receipt,
)
from app.models.types import now
from app.web.traps import stamp
from tests.boxes_with_people import make_box
from tests.factories import CharterFactory
from tests.integration.counting import count_of

pytestmark = pytest.mark.either_database


@pytest.fixture
def box(session):
    return make_box()


@pytest.fixture
def fields(app):
    """What a person sends who took their time."""

    def make(text="Oui, mais pas le mardi.", **more):
        with app.app_context():
            shown = stamp(now() - timedelta(minutes=1))
        return {"text": text, "signature": "", "key": new_secret(), "shown": shown, **more}

    return make


def test_a_comment_answers_its_idea_in_the_corpus_and_is_kept_once(session, client, box, fields):
    idea = box.idea("Un covoiturage")
    session.commit()
    sent = fields(signature="Ada\u202e")
    places = {
        client.post(box.of(idea, "comments"), data=sent).headers["Location"] for _ in range(2)
    }
    assert len(places) == 1
    assert (count_of(session, IdeaComment), count_of(session, Receipt)) == (1, 1)
    made = session.scalars(sa.select(IdeaComment)).one()
    said = made.contribution
    assert (said.question, said.text, made.signature) == (
        "Un covoiturage",
        "Oui, mais pas le mardi.",
        "Ada",
    )
    assert said.state is ContributionState.PUBLISHED
    excerpt = session.scalars(sa.select(Excerpt).filter_by(contribution_id=said.id)).one()
    assert (excerpt.nature, excerpt.end) == (Nature.OTHER, len(said.text))
    session.refresh(idea)
    assert idea.comments == 1
    assert "Votre code" in client.get(places.pop()).text


def test_the_page_of_a_comment_is_its_authors_and_leads_others_to_the_list(
    app, session, client, box, fields
):
    idea = box.idea()
    session.commit()
    place = client.post(box.of(idea, "comments"), data=fields()).headers["Location"]
    other = app.test_client()
    led = other.get(place, follow_redirects=True)
    assert "Oui, mais pas le mardi." in led.text
    assert "Votre code" not in led.text
    assert other.post(f"{place}/withdraw").status_code == 404
    for _ in range(2):
        assert client.post(f"{place}/withdraw").status_code == 302
    assert "Votre commentaire est retiré" in client.get(place).text
    assert other.get(place).status_code == 404
    assert "Oui, mais" not in other.get(box.of(idea, "comments")).text
    session.rollback()
    assert idea.comments == 0


def test_a_comment_that_is_held_is_seen_by_its_author_alone(app, session, client, box, fields):
    CharterFactory(consultation_id=box.consultation.id, time=ModerationTime.BEFORE)
    idea = box.idea()
    session.commit()
    address = box.of(idea, "comments")
    place = client.post(address, data=fields()).headers["Location"]
    assert "vous seul le voyez" in client.get(place).text
    assert "Oui, mais" in client.get(address).text
    assert "Oui, mais" not in app.test_client().get(address).text
    session.rollback()
    assert idea.comments == 0
    session.scalars(sa.select(IdeaComment)).one().contribution.state = ContributionState.PUBLISHED
    recount_comments(session, idea)
    assert idea.comments == 1


def test_a_robot_is_held(session, client, box, fields):
    idea = box.idea()
    session.commit()
    client.post(box.of(idea, "comments"), data=fields(website="https://spam.example"))
    session.rollback()
    said = session.scalars(sa.select(IdeaComment)).one().contribution
    assert (said.state, said.has_alerts) == (ContributionState.HELD, True)


def test_what_is_refused_is_said_and_kept_in_the_page(session, client, box, fields, monkeypatch):
    idea, gone = box.idea(), box.idea(state=ContributionState.WITHDRAWN)
    session.commit()
    address = box.of(idea, "comments")
    refused = client.post(address, data=fields("x" * 2_001))
    assert refused.status_code == 422
    assert "2 000 signes" in refused.text
    assert client.post(address, data=fields("  ")).status_code == 422
    answer = client.post(box.of(gone, "comments"), data=fields("Mes mots."))
    assert answer.status_code == 409
    assert "Mes mots." in answer.text
    assert "Une idée" not in answer.text
    monkeypatch.setattr(commenting, "MOST_A_DAY", 0)
    assert "Revenez demain" in client.post(address, data=fields()).text
    for change in ({"takes_comments": False}, {"wants_account": True}, {"closes_at": now()}):
        for name, value in change.items():
            setattr(box.box, name, value)
        session.commit()
        refused = client.post(address, data=fields("Mes mots."))
        assert refused.status_code == 422, change
        assert "Mes mots." in refused.text
    assert count_of(session, IdeaComment) == 0


def test_what_is_written_cannot_act_on_the_page(session, client, box, fields):
    idea = box.idea()
    session.commit()
    text = "<script>alert(1)</script> [ici](javascript:alert(1)) [là](https://a.example)"
    client.post(box.of(idea, "comments"), data=fields(text, signature="<b>Ada</b>"))
    page = client.get(box.of(idea, "comments")).text
    assert "<script>alert" not in page
    assert "<b>Ada" not in page
    assert 'href="javascript' not in page
    assert 'rel="ugc nofollow' in page


def test_comments_page_by_key_the_oldest_first(session, client, box):
    idea = box.idea()
    box.comments(session, idea, 30)
    session.commit()
    page = client.get(box.of(idea, "comments")).text
    assert "30 commentaires" in page
    assert "Commentaire 00." in page
    assert "Commentaire 29." not in page
    key = session.scalars(sa.select(IdeaComment.id).order_by(IdeaComment.id)).all()[24]
    assert f"after={key}" in page
    assert "Commentaire 29." in client.get(box.of(idea, f"comments?after={key}")).text
