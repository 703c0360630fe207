"""Grouping ideas under a lead idea, and taking them out again, so that nothing is ever lost.

An idea keeps its address, its words, its supports and its comments whatever its group. `lead_id`
has one level: every idea of a group names its lead. `grouped_under_id` keeps what moderators did:
a lead that joins another group brings its own along, and leaves with them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.moderation.log import log_act
from app.ideas.counting import head_of, recount_supporters
from app.ideas.taking_part import refuse_unless_published
from app.models import Idea, IdeaBox, ModerationAct, NoticeKind
from app.models.turns import wait_for_others
from app.notifications.noticing import note_of_contribution

MOST_AT_ONCE = 50
"""Ideas that are grouped by one act."""


class NothingToGroup(ValueError):
    """No idea was named besides the lead."""


class TooManyToGroup(ValueError):
    """More ideas than one act takes."""


class OfAnotherBox(ValueError):
    """Ideas of two boxes are never grouped."""


class GroupedElsewhere(ValueError):
    """`idea` is in another group already: it is taken out of it first."""

    def __init__(self, idea: Idea) -> None:
        super().__init__(idea.id)
        self.idea = idea


class LeadIsGrouped(GroupedElsewhere):
    """The lead was put under another idea: `idea` is that one, which leads instead."""


class NotInThatGroup(ValueError):
    """The idea left the group meanwhile."""


def group(
    session: Session, lead: Idea, ideas: Iterable[Idea], *, account_id: uuid.UUID | None
) -> int:
    """Put ideas under a lead; how many joined. Those of its group already are passed over.

    All of them join or none does. An idea that leads others brings them along.

    Raises:
        NothingToGroup, TooManyToGroup, OfAnotherBox: what is asked makes no sense.
        IdeaNotPublished: one of them is not read by everybody.
        LeadIsGrouped: the lead was put under another idea.
        GroupedElsewhere: an idea is in another group.
    """
    others = list({idea.id: idea for idea in ideas if idea.id != lead.id}.values())
    if not others:
        raise NothingToGroup(lead.id)
    if len(others) > MOST_AT_ONCE:
        raise TooManyToGroup(len(others))
    if any(idea.box_id != lead.box_id for idea in others):
        raise OfAnotherBox(lead.box_id)
    _wait_for_others(session, [lead, *others])
    _refuse_what_is_grouped(session, lead, others)
    joining = [idea for idea in others if idea.lead_id is None]
    for idea in (lead, *joining):
        refuse_unless_published(idea)
    for idea in joining:
        _put_under(session, lead, idea, account_id)
    recount_supporters(session, lead)
    return len(joining)


def ungroup(session: Session, idea: Idea, *, account_id: uuid.UUID | None) -> Idea | None:
    """Take an idea out of its group, with those that came with it; the lead that it left.

    `None`: it is in no group, or was taken out of it by somebody else.
    """
    lead = _wait_for_group(session, idea)
    if lead is idea:
        return None
    _take_out(session, lead, idea, account_id)
    recount_supporters(session, lead)
    return lead


def ungroup_all(session: Session, lead: Idea, *, account_id: uuid.UUID | None) -> int:
    """Take all ideas out of the group of this lead; how many came out, the lead not counted.

    Groups that had joined it are groups again.
    """
    _wait_for_group(session, lead)
    members = _members(session, lead)
    for idea in members:
        if _put_by(idea) == lead.id:
            _take_out(session, lead, idea, account_id)
    recount_supporters(session, lead)
    return len(members)


def let_lead(
    session: Session, idea: Idea, *, instead_of: uuid.UUID, account_id: uuid.UUID | None
) -> None:
    """Make an idea the lead of its group, where the former lead was withdrawn or says it less well.

    Chosen twice, it is chosen once.

    Raises:
        NotInThatGroup: it is not, or no longer, under `instead_of`.
        IdeaNotPublished: not everybody reads it.
    """
    former = _wait_for_group(session, idea)
    if former is idea and session.get_one(Idea, instead_of).lead_id == idea.id:
        return
    if former is idea or former.id != instead_of:
        raise NotInThatGroup(idea.id)
    refuse_unless_published(idea)
    for member in _members(session, former):
        if member.id != idea.id:
            if _put_by(member) == former.id:
                member.grouped_under_id = idea.id
            member.lead_id = idea.id
    idea.lead_id = idea.grouped_under_id = None
    session.flush()
    former.lead_id = former.grouped_under_id = idea.id
    recount_supporters(session, former)
    _tell(session, former, idea, [], account_id)


def _wait_for_others(session: Session, ideas: Sequence[Idea]) -> None:
    """One act on the groups of a box at a time. Leads are held before those under them, as by those
    who support an idea, and else in the order of identifiers: no two wait for one another."""
    wait_for_others(session, session.get_one(IdeaBox, ideas[0].box_id))
    for idea in ideas:
        session.refresh(idea)
    held = {one.id: one for idea in ideas for one in (idea, head_of(session, idea))}
    for idea in sorted(held.values(), key=lambda one: (one.lead_id is not None, one.id)):
        wait_for_others(session, idea)
        session.refresh(idea.contribution)


def _wait_for_group(session: Session, idea: Idea) -> Idea:
    """The same for one idea and its group, whose lead is given back: itself without one."""
    _wait_for_others(session, [idea])
    return head_of(session, idea)


def _refuse_what_is_grouped(session: Session, lead: Idea, ideas: Sequence[Idea]) -> None:
    if lead.lead_id is not None:
        raise LeadIsGrouped(session.get_one(Idea, lead.lead_id))
    for idea in ideas:
        if idea.lead_id not in (None, lead.id):
            raise GroupedElsewhere(idea)


def _put_under(session: Session, lead: Idea, idea: Idea, account_id: uuid.UUID | None) -> None:
    brought = _members(session, idea)
    for one in (idea, *brought):
        one.lead_id = lead.id
    idea.grouped_under_id = lead.id
    recount_supporters(session, idea)
    _tell(session, idea, lead, brought, account_id)


def _take_out(session: Session, lead: Idea, idea: Idea, account_id: uuid.UUID | None) -> None:
    coming = _came_with(session, lead, idea)
    idea.lead_id = idea.grouped_under_id = None
    for one in coming:
        one.lead_id = idea.id
    recount_supporters(session, idea)
    log_act(
        session,
        idea.contribution,
        ModerationAct.UNGROUPED,
        account_id=account_id,
        details={"lead": str(lead.id), "with": [str(one.id) for one in coming]},
    )


def _came_with(session: Session, lead: Idea, idea: Idea) -> list[Idea]:
    """The ideas of a group that came into it with this one, because it led them."""
    put_by: dict[uuid.UUID | None, list[Idea]] = {}
    for member in _members(session, lead):
        put_by.setdefault(_put_by(member), []).append(member)
    coming = put_by.get(idea.id, [])
    for one in coming:
        coming += put_by.get(one.id, [])
    return coming


def _put_by(member: Idea) -> uuid.UUID | None:
    """The idea under which a member of a group was put."""
    return member.grouped_under_id or member.lead_id


def _members(session: Session, lead: Idea) -> list[Idea]:
    session.flush()
    return list(
        session.scalars(
            sa.select(Idea)
            .where(Idea.lead_id == lead.id)
            .order_by(Idea.id)
            .execution_options(populate_existing=True)
        )
    )


def _tell(
    session: Session,
    idea: Idea,
    lead: Idea,
    brought: Sequence[Idea],
    account_id: uuid.UUID | None,
) -> None:
    log_act(
        session,
        idea.contribution,
        ModerationAct.GROUPED,
        account_id=account_id,
        details={"lead": str(lead.id), "with": [str(one.id) for one in brought]},
    )
    for one in (idea, *brought):
        note_of_contribution(session, one.contribution, NoticeKind.GROUPED, is_public=False)
