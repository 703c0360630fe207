"""Ideas are grouped and taken out again, and nothing is lost."""

from __future__ import annotations

from functools import partial

import pytest
import sqlalchemy as sa

from app.ideas import grouping
from app.ideas.counting import recount_supporters
from app.ideas.taking_part import IdeaNotPublished
from app.models import (
    ContributionState,
    Idea,
    IdeaSupport,
    ModerationAct,
    ModerationEvent,
    Notice,
    NoticeKind,
)
from tests.factories import IdeaBoxFactory, ParticipantFactory, idea_of

BY = {"account_id": None}


@pytest.fixture
def box(session):
    return IdeaBoxFactory()


@pytest.fixture
def ideas(box) -> list[Idea]:
    return [idea_of(box, title=f"Idée {number}") for number in range(5)]


@pytest.fixture
def supported(session, box, ideas) -> list[Idea]:
    """Idea n has n supporters; the same people support the next ones too."""
    people = [ParticipantFactory(consultation_id=box.activity.consultation_id) for _ in ideas]
    for number, idea in enumerate(ideas):
        for person in people[:number]:
            session.add(IdeaSupport(idea_id=idea.id, participant_id=person.id))
        recount_supporters(session, idea)
    return ideas


def _standing(ideas) -> list[tuple]:
    return [(idea.lead_id, idea.supporters, idea.all_supporters) for idea in ideas]


def test_a_group_counts_each_supporter_once_and_ungrouping_restores_everything(session, supported):
    before = _standing(supported)
    lead, one, two, three, _ = supported
    assert grouping.group(session, lead, [one, two, three, lead], **BY) == 3
    assert [idea.lead_id for idea in (lead, one, two, three)] == [None, *[lead.id] * 3]
    assert (lead.supporters, lead.all_supporters) == (0, 3)
    assert [idea.all_supporters for idea in (one, two, three)] == [1, 2, 3]

    assert grouping.group(session, lead, [one, two], **BY) == 0  # sent twice
    assert grouping.ungroup(session, two, **BY) is lead
    assert grouping.ungroup(session, two, **BY) is None
    assert _standing([two]) == [before[2]]
    assert grouping.ungroup_all(session, lead, **BY) == 2
    assert _standing(supported) == before
    assert session.scalar(sa.select(sa.func.count()).select_from(IdeaSupport)) == 10


def test_a_lead_brings_its_group_along_and_leaves_with_it(session, supported):
    lead, one, two, three, four = supported
    grouping.group(session, one, [two], **BY)
    grouping.group(session, three, [one], **BY)
    between = _standing(supported)
    grouping.group(session, lead, [three, four], **BY)
    assert {idea.lead_id for idea in supported[1:]} == {lead.id}
    assert one.all_supporters == one.supporters

    grouping.ungroup(session, three, **BY)
    assert _standing(supported[1:4]) == between[1:4]
    grouping.ungroup(session, one, **BY)
    assert [one.lead_id, two.lead_id, three.lead_id] == [None, one.id, None]
    assert (one.all_supporters, three.all_supporters) == (2, 3)


def test_another_idea_of_the_group_leads_when_the_lead_was_withdrawn(session, supported):
    lead, one, two, three, _ = supported
    grouping.group(session, one, [two], **BY)
    grouping.group(session, lead, [one, three], **BY)
    lead.contribution.state = ContributionState.WITHDRAWN
    session.flush()
    with pytest.raises(IdeaNotPublished):
        grouping.group(session, lead, [supported[4]], **BY)
    for _ in range(2):  # sent twice
        grouping.let_lead(session, two, instead_of=lead.id, **BY)
    assert [idea.lead_id for idea in (lead, one, two, three)] == [two.id, two.id, None, two.id]
    assert (two.all_supporters, lead.all_supporters) == (3, 0)
    with pytest.raises(grouping.NotInThatGroup):
        grouping.let_lead(session, one, instead_of=lead.id, **BY)
    assert grouping.ungroup_all(session, two, **BY) == 3
    assert {idea.lead_id for idea in supported} == {None}


def test_what_cannot_be_grouped_is_refused_and_changes_nothing(session, box, ideas):
    lead, one, two, three, four = ideas
    grouping.group(session, lead, [one], **BY)
    two.contribution.state = ContributionState.HELD
    elsewhere = idea_of(IdeaBoxFactory())
    session.flush()
    before = _standing(ideas)
    group = partial(grouping.group, session, **BY)
    refusals = [
        (grouping.NothingToGroup, lead, [lead]),
        (grouping.OfAnotherBox, lead, [three, elsewhere]),
        (grouping.LeadIsGrouped, one, [three]),
        (grouping.GroupedElsewhere, four, [three, one]),
        (IdeaNotPublished, lead, [three, two]),
        (IdeaNotPublished, two, [three]),
    ]
    for error, under, wanted in refusals:
        with pytest.raises(error):
            group(under, wanted)
        assert _standing(ideas) == before
    with pytest.raises(grouping.TooManyToGroup):
        group(lead, [idea_of(box) for _ in range(grouping.MOST_AT_ONCE + 1)])


def test_each_act_is_in_the_log_and_those_whom_it_concerns_are_told(session, ideas):
    lead, one, two, *_ = ideas
    grouping.group(session, one, [two], **BY)
    grouping.group(session, lead, [one], **BY)
    grouping.ungroup(session, one, **BY)
    events = session.scalars(sa.select(ModerationEvent).order_by(ModerationEvent.id)).all()
    assert [(event.act, event.contribution_id, event.details) for event in events] == [
        (ModerationAct.GROUPED, two.contribution_id, {"lead": str(one.id), "with": []}),
        (ModerationAct.GROUPED, one.contribution_id, {"lead": str(lead.id), "with": [str(two.id)]}),
        (
            ModerationAct.UNGROUPED,
            one.contribution_id,
            {"lead": str(lead.id), "with": [str(two.id)]},
        ),
    ]
    notices = session.scalars(sa.select(Notice).order_by(Notice.id)).all()
    assert {(one.kind, one.is_public) for one in notices} == {(NoticeKind.GROUPED, False)}
    told = [two, one, two]
    assert [one.contribution_id for one in notices] == [idea.contribution_id for idea in told]
