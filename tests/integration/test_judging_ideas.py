"""Ideas shown one at a time: a fair order, each judged once, the answer changed at will."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.ideas import judging
from app.ideas.judging import NotJudged, OwnIdea
from app.models import ContributionState, IdeaVote, Judgement
from app.models.types import now
from app.web.device import COOKIE
from tests.boxes_with_people import make_box
from tests.integration.counting import count_of

pytestmark = pytest.mark.either_database


def _judge(session, box, idea, participant, judgement=Judgement.AGREE):
    judging.judge(session, box.box, idea, participant, judgement, origin="", moment=now())


def _seen(session, box, participant):
    """All that somebody is shown, one after the other, as they pass."""
    titles = []
    while (idea := judging.next_idea(session, box.box, participant)) is not None:
        titles.append(idea.contribution.title)
        _judge(session, box, idea, participant, Judgement.PASS)
    return titles


def test_everybody_sees_each_idea_once_those_that_were_judged_least_first(session):
    box = make_box()
    ideas = [box.idea(f"Idée {number}") for number in range(6)]
    for idea in ideas[:3]:
        _judge(session, box, idea, box.device())
    first = _seen(session, box, box.device())
    assert sorted(first) == sorted(idea.contribution.title for idea in ideas)
    assert set(first[:3]) == {"Idée 3", "Idée 4", "Idée 5"}
    assert [idea.votes for idea in ideas] == [2, 2, 2, 1, 1, 1]


def test_two_people_start_elsewhere_among_ideas_that_were_judged_as_often(session):
    box = make_box()
    for number in range(20):
        box.idea(f"Idée {number}", draw=number * 2**31 // 20)
    starts = {judging.next_idea(session, box.box, box.device()).id for _ in range(12)}
    assert len(starts) > 4
    device = box.device()
    assert len({judging.next_idea(session, box.box, device).id for _ in range(3)}) == 1


def test_what_is_ones_own_not_public_or_grouped_is_not_shown(session):
    box = make_box()
    me = box.device()
    box.idea("La mienne", participant_id=me.id)
    lead = box.idea("Tête")
    box.idea("Membre", lead_id=lead.id)
    box.idea("Retenue", state=ContributionState.HELD)
    assert judging.progress_of(session, box.box, me) == judging.Progress(0, 1)
    assert _seen(session, box, me) == ["Tête"]
    assert judging.progress_of(session, box.box, me) == judging.Progress(1, 0)


def test_nobody_judges_their_own_idea_nor_one_that_is_judged_through_another(session):
    box = make_box()
    me = box.device()
    mine, lead = box.idea(participant_id=me.id), box.idea()
    member = box.idea(lead_id=lead.id)
    with pytest.raises(OwnIdea):
        _judge(session, box, mine, me)
    with pytest.raises(NotJudged):
        _judge(session, box, member, me)
    assert [idea.votes for idea in (mine, member)] == [0, 0]


def test_an_answer_is_kept_once_and_changed_and_the_end_says_what_to_do(session, client):
    box = make_box()
    idea = box.idea("Une seule idée")
    session.commit()
    address = f"{box.address}/votes"
    assert "Une seule idée" in client.get(address).text
    for answer in ("agree", "agree", "disagree"):
        sent = client.post(address, data={"idea": idea.id, "judgement": answer})
        assert sent.headers["Location"] == f"{address}#judging"
    assert count_of(session, IdeaVote) == 1
    assert session.scalars(sa.select(IdeaVote.judgement)).one() is Judgement.DISAGREE
    session.refresh(idea)
    assert idea.votes == 1
    page = client.get(address).text
    assert "Vous avez donné votre avis sur toutes les idées" in page
    assert f"{address}?change={idea.id}#judging" in page
    assert "Que dites-vous maintenant" in client.get(f"{address}?change={idea.id}").text


def test_what_cannot_be_judged_is_said_and_nothing_is_kept(session, client):
    box = make_box()
    idea = box.idea(state=ContributionState.WITHDRAWN)
    other = box.idea("Publique")
    session.commit()
    address = f"{box.address}/votes"
    client.post(address, data={"idea": idea.id, "judgement": "agree"})
    assert "n’est plus publique" in client.get(address).text
    for wrong in ({"idea": "x", "judgement": "agree"}, {"idea": other.id, "judgement": "hurrah"}):
        assert client.post(address, data=wrong).status_code == 400
    assert client.get(f"{address}?change={other.id}").status_code == 404
    box.box.closes_at = now()
    session.commit()
    assert client.post(address, data={"idea": other.id, "judgement": "agree"}).status_code == 302
    assert "pas donner son avis en ce moment" in client.get(address).text
    assert count_of(session, IdeaVote) == 0


def test_a_box_without_judging_has_no_such_page(session, client):
    box = make_box(takes_votes=False)
    session.commit()
    assert client.get(f"{box.address}/votes").status_code == 404


def test_who_sends_again_because_the_answer_was_lost_judges_once(app, session, client):
    """With the answer went the mark of the device, of which the first vote bears the digest."""
    box = make_box()
    idea = box.idea("Une idée")
    session.commit()
    votes = f"/consultations/{box.consultation.slug}/ideas/{box.box.activity.code}/votes"
    client.get(votes)
    for said in ("agree", "disagree"):
        client.delete_cookie(COOKIE)
        assert client.post(votes, data={"idea": idea.id, "judgement": said}).status_code == 302
    assert [vote.judgement for vote in session.scalars(sa.select(IdeaVote))] == [Judgement.DISAGREE]
