"""The pages by which ideas are grouped, split and answered."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from app.corpus.search.indexing import index_again
from app.ideas import grouping
from app.ideas.splitting import Part, split
from app.models import Consultation, ContributionState, Idea, IdeaAnswer, ModerationEvent, Role
from tests.factories import IdeaBoxFactory, idea_of
from tests.integration.counting import count_of
from tests.integration.test_many_at_once import at_once

pytestmark = pytest.mark.either_database


class Room:
    """A box of a consultation with a few ideas, and a steward."""

    def __init__(self, session, sign_in) -> None:
        self.session, self.sign_in = session, sign_in
        self.box = IdeaBoxFactory()
        text = "Former les bénévoles le soir. Ouvrir un guichet."
        titles = ["Former les bénévoles", "Former des bénévoles le soir", "Un guichet", "Autre"]
        self.ideas = [idea_of(self.box, title, text) for title in titles]
        activity = self.box.activity
        index_again(session)
        self.consultation = session.get_one(Consultation, activity.consultation_id)
        self.home = f"/consultations/{self.consultation.slug}/ideas/{activity.code}"
        self.steward = sign_in(self.consultation, Role.STEWARD)

    def page(self, idea: Idea, rest: str = "") -> str:
        return f"{self.home}/{idea.id}{rest}"

    def leads(self) -> list:
        self.session.rollback()
        return [self.session.get_one(Idea, idea.id).lead_id for idea in self.ideas]


@pytest.fixture
def room(session, sign_in) -> Room:
    return Room(session, sign_in)


def test_an_idea_is_put_under_one_that_is_like_it_and_taken_out_again(room):
    lead, idea, *_ = room.ideas
    page = room.steward.get(room.page(idea, "/group"))
    assert page.text.index(lead.contribution.title) < page.text.index("Un guichet")
    answer = room.steward.post(room.page(idea, "/group"), data={"lead": str(lead.id)})
    assert answer.headers["Location"] == room.page(idea)
    assert room.leads() == [None, lead.id, None, None]
    shown = room.steward.get(room.page(idea)).text
    assert lead.contribution.title in shown
    assert room.page(idea, "/group/leave") in shown
    room.steward.post(room.page(idea, "/group/leave"))
    assert room.leads() == [None] * 4


def test_ideas_that_are_ticked_are_grouped_under_the_one_that_is_chosen(room):
    first, second, third, other = room.ideas
    found = room.steward.get(f"{room.home}/group?q=autres").text
    assert str(other.id) in found
    assert str(first.id) not in found
    ticked = urlencode([("idea", str(one.id)) for one in (first, second, third)])
    answer = room.steward.post(f"{room.home}/group/lead?{ticked}", data={"lead": str(second.id)})
    assert answer.headers["Location"] == room.page(second)
    assert room.leads() == [second.id, None, second.id, None]
    room.steward.post(room.page(third, f"/group/lead?instead_of={second.id}"))
    assert room.leads() == [third.id, third.id, None, None]
    room.steward.post(room.page(third, "/group/undo"))
    assert room.leads() == [None] * 4


def test_who_comes_second_is_told_and_nothing_is_half_done(room, session):
    lead, idea, third, other = room.ideas
    grouping.group(session, other, [lead], account_id=None)
    grouping.group(session, third, [idea], account_id=None)
    session.commit()
    before = room.leads()
    answer = room.steward.post(room.page(other, "/group"), data={"lead": str(lead.id)})
    assert answer.status_code == 422
    assert "“Autre”" in answer.text or "« Autre »" in answer.text
    wrong = f"{room.home}/group/lead?idea={other.id}&idea={idea.id}"
    assert room.steward.post(wrong, data={"lead": str(other.id)}).status_code == 422
    for lead_id in ("", "nothing"):
        answer = room.steward.post(room.page(other, "/group"), data={"lead": lead_id})
        assert answer.status_code == 422
    assert room.leads() == before
    assert room.steward.get(f"{room.home}/group/lead?idea=nothing").status_code == 404


def test_two_moderators_who_group_each_idea_under_the_other_at_once_make_one_group(room):
    one, other, *_ = room.ideas
    posts = [
        partial(room.steward.post, room.page(one, "/group"), data={"lead": str(other.id)}),
        partial(
            room.sign_in(room.consultation, Role.WRITER).post,
            room.page(other, "/group"),
            data={"lead": str(one.id)},
        ),
    ]
    assert sorted(answer.status_code for answer in at_once(posts)) == [302, 422]
    assert sorted(map(bool, room.leads())) == [False, False, False, True]
    assert count_of(room.session, ModerationEvent) == 1


def test_a_group_whose_lead_was_withdrawn_is_read_without_its_words(room, session, client):
    lead, idea, *_ = room.ideas
    grouping.group(session, lead, room.ideas[1:], account_id=None)
    lead.contribution.state = ContributionState.WITHDRAWN
    session.commit()
    shown = client.get(room.page(idea)).text
    assert ">Former les bénévoles<" not in shown
    assert "Un guichet" in shown
    assert "/group" not in shown
    assert room.page(idea, "/group/lead") in room.steward.get(room.page(idea)).text


def test_an_idea_is_split_by_ticking_its_passages(room, session):
    idea = room.ideas[0]
    address = room.page(idea, "/split")
    parts = {
        "seen": "0",
        "number": "2",
        "part1-title": "Former",
        "part1-passages": "0",
        "part2-title": "Un guichet",
    }
    more = room.steward.post(address, data={**parts, "more": "1"})
    assert more.status_code == 200
    assert 'name="part3-title"' in more.text
    assert 'value="Former"' in more.text
    assert room.steward.post(address, data=parts).status_code == 422
    assert count_of(session, Idea) == 4
    right = {**parts, "part2-passages": "1"}
    for _ in range(2):  # sent twice
        assert room.steward.post(address, data=right).status_code == 302
    session.rollback()
    made = session.scalars(sa.select(Idea).where(Idea.split_from_id == idea.id)).all()
    assert [one.contribution.text for one in made] == [
        "Former les bénévoles le soir.",
        "Ouvrir un guichet.",
    ]
    assert room.page(made[1]) in room.steward.get(room.page(idea)).text
    assert room.page(idea) in room.steward.get(room.page(made[0])).text
    stale = room.steward.post(address, data={**right, "part1-title": "Autrement"})
    assert stale.status_code == 422
    assert "Autrement" in stale.text
    for wrong in ({"seen": "9" * 9000}, {"number": "x"}, {"part1-passages": "9"}):
        assert room.steward.post(address, data={**right, **wrong}).status_code in (302, 422)
    assert count_of(session, Idea) == 6


def test_a_split_is_undone_unless_somebody_took_part_in_it(room, session):
    idea = room.ideas[0]
    parts = [Part("Un", (0,)), Part("Deux", (1,))]
    made = split(session, idea, parts, seen=0, account_id=None)
    made[0].supporters = 1
    session.commit()
    room.steward.post(room.page(idea, "/split/undo"))
    session.rollback()
    assert made[0].contribution.state is ContributionState.PUBLISHED
    made[0].supporters = 0
    session.commit()
    room.steward.post(room.page(idea, "/split/undo"))
    session.rollback()
    assert {one.contribution.state for one in made} == {ContributionState.WITHDRAWN}


def test_an_answer_is_public_says_why_and_keeps_those_before_it(room, session, client):
    idea = room.ideas[0]
    address = room.page(idea, "/answer")
    form = {"key": "a" * 32, "seen": "", "verdict": "kept", "reason": "**Oui** <script>x</script>"}
    for wrong in ({"reason": "  "}, {"verdict": "perhaps"}, {"reason": "x" * 5001}):
        answer = room.steward.post(address, data={**form, **wrong})
        assert answer.status_code == 422
    for _ in range(2):  # sent twice
        assert room.steward.post(address, data=form).status_code == 302
    assert count_of(session, IdeaAnswer) == 1
    shown = client.get(room.page(idea)).text
    assert "<strong>Oui</strong>" in shown
    assert "<script>x" not in shown
    later = {**form, "key": "b" * 32, "verdict": "set_aside", "reason": "Finalement non."}
    stale = room.steward.post(address, data=later)
    assert stale.status_code == 422
    assert "Finalement non." in stale.text
    seen = str(session.scalars(sa.select(IdeaAnswer.id)).one())
    assert room.steward.post(address, data={**later, "seen": seen}).status_code == 302
    shown = client.get(room.page(idea)).text
    assert shown.index("Finalement non.") < shown.index("<strong>Oui</strong>")


def test_the_desk_shows_what_waits_and_what_is_near(room, session):
    first, second, third, other = room.ideas
    third.all_supporters = third.supporters = 3
    session.commit()
    room.steward.post(
        room.page(other, "/answer"), data={"key": "a" * 32, "verdict": "kept", "reason": "Oui."}
    )
    desk = room.steward.get(f"{room.home}/desk").text
    assert desk.index(room.page(third, "/answer")) < desk.index(room.page(first, "/answer"))
    assert room.page(other, "/answer") not in desk
    alike = room.steward.get(f"{room.home}/desk/alike").text
    assert room.page(second, "/group") in alike
    for wrong in ("after=x", "before=1_x", f"after={'9' * 30}_{first.id}"):
        for page in ("desk", "desk/alike"):
            assert room.steward.get(f"{room.home}/{page}?{wrong}").status_code == 200
