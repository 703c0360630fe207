"""Whatever people and moderators do in whatever order, no support is lost or counted twice.

A model that is simpler than the platform says what should come out: who supports which idea, and
which idea each one was put under. More examples: `GROUPING_EXAMPLES=500 pytest …`.
"""

from __future__ import annotations

import os

import hypothesis.strategies as st
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from app.ideas import grouping, splitting
from app.ideas.counting import recount_supporters
from app.ideas.splitting import Part
from app.ideas.supporting import support, take_back
from app.models import ContributionState, Idea, IdeaSupport
from app.models.types import now
from tests.factories import IdeaBoxFactory, ParticipantFactory, idea_of

EXAMPLES = int(os.environ.get("GROUPING_EXAMPLES", "8"))
STEPS = 30
PEOPLE = 4
IDEAS = 5
MOST_IDEAS = 11
RANK = st.integers(0, MOST_IDEAS - 1)
PERSON = st.integers(0, PEOPLE - 1)
BY = {"account_id": None}


class Box(RuleBasedStateMachine):
    """An idea box, and what should be true of it."""

    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.box = box = IdeaBoxFactory()
        consultation_id = box.activity.consultation_id
        self.people = [ParticipantFactory(consultation_id=consultation_id) for _ in range(PEOPLE)]
        text = "Une phrase. Une autre."
        self.ideas = [idea_of(box, text=text, imported_supporters=n % 3) for n in range(IDEAS)]
        for idea in self.ideas:
            recount_supporters(self.session, idea)
        self.supports: set[tuple[int, int]] = set()
        self.put_under: dict[int, int] = {}
        self.withdrawn: set[int] = set()

    def teardown(self) -> None:
        self.everything_is_ungrouped()
        self.session.rollback()

    # What people do.

    @rule(rank=RANK, person=PERSON)
    def support(self, rank: int, person: int) -> None:
        rank %= len(self.ideas)
        if rank in self.withdrawn:
            return
        support(
            self.session, self.box, self.ideas[rank], self.people[person], origin="", moment=now()
        )
        self.supports.add((rank, person))

    @rule(rank=RANK, person=PERSON)
    def take_back(self, rank: int, person: int) -> None:
        rank %= len(self.ideas)
        if rank in self.withdrawn:
            return
        take_back(self.session, self.box, self.ideas[rank], self.people[person], moment=now())
        self.supports.discard((rank, person))

    @rule(rank=RANK)
    def withdraw(self, rank: int) -> None:
        rank %= len(self.ideas)
        if len(self.withdrawn) < 2:
            self.ideas[rank].contribution.state = ContributionState.WITHDRAWN
            self.session.flush()
            self.withdrawn.add(rank)

    # What moderators do.

    @rule(lead=RANK, ranks=st.lists(RANK, min_size=1, max_size=3))
    def group(self, lead: int, ranks: list[int]) -> None:
        lead %= len(self.ideas)
        others = {rank % len(self.ideas) for rank in ranks} - {lead}
        fitting = others and lead not in self.put_under and lead not in self.withdrawn
        for rank in others:
            apart = rank not in self.put_under and rank not in self.withdrawn
            fitting = fitting and (apart or self._lead(rank) == lead)
        try:
            grouping.group(self.session, self.ideas[lead], [self.ideas[r] for r in others], **BY)
        except ValueError:
            assert not fitting
        else:
            assert fitting
            self.put_under |= {rank: lead for rank in others if rank not in self.put_under}

    @rule(lead=RANK, rank=RANK)
    def group_and_undo(self, lead: int, rank: int) -> None:
        lead, rank = lead % len(self.ideas), rank % len(self.ideas)
        if lead == rank or self._lead(rank) == lead:
            return
        before = self._standing()
        try:
            grouping.group(self.session, self.ideas[lead], [self.ideas[rank]], **BY)
        except ValueError:
            return
        assert grouping.ungroup(self.session, self.ideas[rank], **BY) is self.ideas[lead]
        assert self._standing() == before

    @rule(rank=RANK)
    def ungroup(self, rank: int) -> None:
        rank %= len(self.ideas)
        left = grouping.ungroup(self.session, self.ideas[rank], **BY)
        assert (left is None) == (rank not in self.put_under)
        self.put_under.pop(rank, None)

    @rule(rank=RANK)
    def ungroup_all(self, rank: int) -> None:
        rank %= len(self.ideas)
        grouping.ungroup_all(self.session, self.ideas[rank], **BY)
        if rank not in self.put_under:
            self.put_under = {one: lead for one, lead in self.put_under.items() if lead != rank}

    @rule(rank=RANK)
    def let_lead(self, rank: int) -> None:
        rank %= len(self.ideas)
        former = self._lead(rank)
        if former is None or rank in self.withdrawn:
            return
        former_id = self.ideas[former].id
        grouping.let_lead(self.session, self.ideas[rank], instead_of=former_id, **BY)
        for one, lead in self.put_under.items():
            self.put_under[one] = rank if lead == former else lead
        del self.put_under[rank]
        self.put_under[former] = rank

    @rule(rank=RANK)
    def split(self, rank: int) -> None:
        rank %= len(self.ideas)
        idea = self.ideas[rank]
        if rank in self.withdrawn or len(self.ideas) + 2 > MOST_IDEAS:
            return
        seen = len(splitting.parts_ever(self.session, idea))
        parts = [
            Part("Un", (0,)),
            Part("Deux", (len(splitting.passages_of(idea.contribution)) - 1,)),
        ]
        self.ideas += splitting.split(self.session, idea, parts, seen=seen, **BY)

    @rule(rank=RANK)
    def join_again(self, rank: int) -> None:
        rank %= len(self.ideas)
        idea = self.ideas[rank]
        parts = [n for n, one in enumerate(self.ideas) if one.split_from_id == idea.id]
        try:
            splitting.join_again(self.session, idea, **BY)
        except splitting.PartInUse:
            return
        live = [part for part in parts if part not in self.withdrawn]
        assert not {part for part, _ in self.supports} & set(live)
        self.withdrawn |= set(live)

    # What is true at every moment.

    @invariant()
    def no_support_is_lost(self) -> None:
        rows = self.session.execute(sa.select(IdeaSupport.idea_id, IdeaSupport.participant_id))
        wanted = {(self.ideas[rank].id, self.people[one].id) for rank, one in self.supports}
        found = [tuple(row) for row in rows]
        assert len(found) == len(wanted)
        assert set(found) == wanted

    @invariant()
    def each_is_counted_once(self) -> None:
        leads = [self._lead(rank) for rank in range(len(self.ideas))]
        for (lead_id, own, everybody), rank in zip(
            self._standing(), range(len(leads)), strict=True
        ):
            lead = leads[rank]
            assert lead_id == (None if lead is None else self.ideas[lead].id)
            assert own == self._count([rank])
            group = [rank, *(n for n, lead in enumerate(leads) if lead == rank)]
            assert everybody == self._count(group)

    def everything_is_ungrouped(self) -> None:
        """What is left is what people did, as if no moderator had come."""
        for rank in range(len(self.ideas)):
            self.ungroup(rank)
        assert self.put_under == {}
        self.each_is_counted_once()
        self.no_support_is_lost()

    def _lead(self, rank: int) -> int | None:
        lead = self.put_under.get(rank)
        while lead in self.put_under:
            lead = self.put_under[lead]
        return lead

    def _count(self, ranks: list[int]) -> int:
        people = {person for rank, person in self.supports if rank in ranks}
        return len(people) + sum(self.ideas[rank].imported_supporters for rank in ranks)

    def _standing(self) -> list[tuple]:
        """The lead, the supporters and those of the group of each idea, as the rows have them."""
        self.session.flush()
        rows = self.session.execute(
            sa.select(Idea.id, Idea.lead_id, Idea.supporters, Idea.all_supporters)
        )
        found = {row.id: tuple(row[1:]) for row in rows}
        return [found[idea.id] for idea in self.ideas]


def test_no_support_is_ever_lost_or_counted_twice(session):
    Box.session = session
    run_state_machine_as_test(
        Box,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            suppress_health_check=list(HealthCheck),
            # Making a failure shorter takes minutes: only for who asks for more examples.
            phases=list(Phase) if "GROUPING_EXAMPLES" in os.environ else [Phase.generate],
        ),
    )
