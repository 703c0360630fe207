"""Official answers to ideas."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.ideas import grouping
from app.ideas.answering import AnsweredMeanwhile, NoReason, answer, answered, answers_of
from app.ideas.taking_part import IdeaNotPublished
from app.models import ContributionState, Idea, IdeaAnswer, Notice, NoticeKind, Verdict
from tests.factories import IdeaBoxFactory, idea_of


def _answer(session, idea, verdict=Verdict.KEPT, seen=None, **values) -> IdeaAnswer:
    given = {"key": verdict.value, "account_id": None, "reason": " Parce que. ", **values}
    return answer(session, idea, verdict=verdict, seen=seen, **given)


def _found(session, *verdicts) -> set:
    return set(session.scalars(sa.select(Idea).where(answered(*verdicts))))


def test_the_newest_answer_is_in_force_and_those_before_it_stay(session):
    idea = idea_of(IdeaBoxFactory())
    first = _answer(session, idea)
    assert _answer(session, idea) is first  # sent twice
    with pytest.raises(AnsweredMeanwhile):
        _answer(session, idea, Verdict.SET_ASIDE)
    second = _answer(session, idea, Verdict.SET_ASIDE, seen=first.id)
    shown = answers_of(session, idea)
    assert list(shown.own) == [second, first]
    assert (shown.newest_id, second.reason) == (second.id, "Parce que.")
    notices = session.scalars(sa.select(Notice)).all()
    assert [(one.kind, one.is_public) for one in notices] == [(NoticeKind.ANSWERED, True)] * 2


def test_an_answer_says_why_and_is_given_to_what_everybody_reads(session):
    idea = idea_of(IdeaBoxFactory())
    with pytest.raises(NoReason):
        _answer(session, idea, reason=" \n ")
    withdrawn = idea_of(IdeaBoxFactory(), state=ContributionState.WITHDRAWN)
    with pytest.raises(IdeaNotPublished):
        _answer(session, withdrawn)
    assert session.scalars(sa.select(IdeaAnswer)).all() == []


def test_the_answer_to_a_lead_is_that_of_its_group_until_an_idea_has_its_own(session):
    box = IdeaBoxFactory()
    lead, member, other, apart = (idea_of(box) for _ in range(4))
    grouping.group(session, lead, [member, other], account_id=None)
    given = _answer(session, lead)
    assert list(answers_of(session, member).of_lead) == [given]
    assert _found(session) == {lead, member, other}
    _answer(session, other, Verdict.OUT_OF_SCOPE)
    assert _found(session, Verdict.KEPT) == {lead, member}
    assert _found(session, Verdict.OUT_OF_SCOPE, Verdict.CONSIDERED) == {other}
    later = _answer(session, lead, Verdict.CONSIDERED, seen=given.id)
    assert list(answers_of(session, member).of_lead) == [later, given]
    assert _found(session, Verdict.KEPT) == set()
    grouping.ungroup_all(session, lead, account_id=None)
    assert _found(session) == {lead, other}
    assert apart not in _found(session)
