"""Plans and their actions: who writes them, what is refused, what decisions do to them."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.corpus.receipts.issuing import issue
from app.models import (
    ActionState,
    Body,
    Decision,
    DecisionKind,
    EvidenceLink,
    Notice,
    NoticeKind,
    Organisation,
    OrganisationKind,
    PartnerPart,
    PlanAction,
    PlanEvent,
    PlanState,
    PointKind,
    ReceiptFollower,
    ScoredKind,
    Scoring,
    ScoringState,
    StrategyNode,
    Subscription,
)
from app.models.turns import ChangedMeanwhile
from app.models.types import now
from app.notifications.telling import news_of
from app.strategy.evidence import Decider, keep
from app.strategy.plans import adding, deciding, priorities
from app.strategy.plans.action_lines import Party
from app.strategy.plans.changing import PlanIsClosed, change
from app.strategy.plans.making import make_plan
from app.strategy.plans.queries import line_of, plan_in_force, plans_of
from app.strategy.plans.revising import carrying
from app.strategy.plans.values import ActionRefused, Fault, Values
from tests.action_plans import TERMS, ActionPlan
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    ConsultationFactory,
    PointFactory,
    StrategyFactory,
    StrategyNodeFactory,
    contribution_with_excerpt,
)


@pytest.fixture
def made(session) -> ActionPlan:
    return ActionPlan(session)


def test_a_change_is_told_once_with_what_was_and_what_became(session, made):
    action, by = made.put(), made.by
    values = Values(
        title="Former tout le monde",
        budget=40_000,
        objectives=tuple(one.id for one in reversed(made.objectives)),
        partners=(
            Party(PartnerPart.FUNDER, "L’État", amount=9),
            Party(PartnerPart.LEAD, "La Région"),
        ),
    )
    for _ in range(2):
        change(session, by, action, values, 1)
    event = session.scalars(sa.select(PlanEvent).order_by(PlanEvent.id.desc())).first()
    assert event.changes == {
        "title": ["Former les accompagnateurs", "Former tout le monde"],
        "budget": [None, 40_000],
        "objectives": [[], ["O1", "O2"]],
        "partners": [[], [["lead", "La Région", None], ["funder", "L’État", 9]]],
    }
    assert (event.account_id, action.version) == (made.account.id, 2)
    # Said again by somebody who has not seen it: it is so already.
    change(session, made.by, action, values, 1)
    with pytest.raises(ChangedMeanwhile):
        change(session, made.by, action, Values(budget=1), 1)
    assert line_of(session, action).budget == 40_000


def test_nothing_of_a_change_is_kept_when_a_part_of_it_is_refused(session, made):
    action = made.put()
    elsewhere = StrategyFactory(consultation_id=ConsultationFactory().id)
    foreign = StrategyNodeFactory(strategy_id=elsewhere.id)
    nowhere = Party(PartnerPart.LEAD, "Ailleurs", organisation_id=foreign.id)
    for values, faults in (
        (
            Values(title="Autre", objectives=(foreign.id,)),
            {"objectives": Fault.NOT_OF_THE_STRATEGY},
        ),
        (Values(title="Autre", partners=(nowhere,)), {"partners": Fault.UNKNOWN_ORGANISATION}),
        (Values(title="Autre", progress=101), {"progress": Fault.NOT_A_PERCENT}),
        (
            Values(title="Autre", is_specific=True, territories=("Nièvre",)),
            {"territories": Fault.UNKNOWN_TERRITORY},
        ),
    ):
        with pytest.raises(ActionRefused) as refused:
            change(session, made.by, action, values, 1)
        assert refused.value.faults == faults
    assert line_of(session, action).title == "Former les accompagnateurs"
    with pytest.raises(adding.NoActionOfStrategy):
        adding.put_lines(session, made.by, made.plan, [foreign.id])


def test_a_partner_is_the_organisation_that_alone_has_its_name(session, made):
    action = made.put()
    names = ("Scic La Mailloche", "Homonyme", "Venue d’ailleurs")
    kind = OrganisationKind.COOPERATIVE
    one, *others = (Organisation(name=name, kind=kind) for name in (*names, "Homonyme"))
    others[1].consultation_id = ConsultationFactory().id
    session.add_all([one, *others])
    session.flush()
    partners = tuple(Party(PartnerPart.PARTNER, name) for name in names)
    change(session, made.by, action, Values(partners=partners), 1)
    found = [party.organisation_id for party in line_of(session, action).partners]
    assert found == [one.id, None, None]


def test_a_candidate_becomes_a_line_with_its_evidence_and_its_rank(session, made):
    point = PointFactory(
        consultation_id=made.consultation.id, kind=PointKind.ACTION, title="Un fonds commun"
    )
    put = [
        adding.put_point(session, made.by, made.plan, point, parent_id=made.objectives[0].id)
        for _ in range(2)
    ]
    assert put[0] is put[1]
    node = session.get_one(StrategyNode, put[0].node_id)
    assert (node.title, node.code) == ("Un fonds commun", "O1.A1")
    link = session.scalars(sa.select(EvidenceLink)).one()
    assert (link.from_point_id, link.node_id) == (point.id, node.id)
    assert [one.code for one in line_of(session, put[0]).objectives] == ["O1"]
    assert put[0].priority is None
    session.add(_frozen_ranking(made.consultation.id, point))
    assert priorities.take_priorities(session, made.by, made.plan) == 1
    assert priorities.take_priorities(session, made.by, made.plan) == 0
    assert put[0].priority == 3


def test_who_follows_words_is_told_when_an_action_moves_on_to_which_they_led(session, inside, made):
    action, activity = made.put(), ActivityFactory(consultation_id=made.consultation.id)
    excerpt = contribution_with_excerpt(activity, "Formez-nous.")
    receipt = issue(session, activity, key="secret")
    excerpt.contribution.receipt_id = receipt.id
    here = {"consultation_id": made.consultation.id}
    CharterFactory(**here, decisions_are_public=True)
    follows = Subscription(**here, email="a@b.fr", confirmed_at=now())
    session.add(follows)
    session.flush()
    session.add(ReceiptFollower(receipt_id=receipt.id, subscription_id=follows.id))
    decider = Decider(made.consultation.id, made.account.id)
    keep(session, decider, excerpt_id=excerpt.id, node_id=action.node_id)
    found = sa.select(Notice).filter_by(kind=NoticeKind.PLAN, is_public=False)
    change(session, made.by, action, Values(state=ActionState.ADOPTED), 1)
    assert session.scalars(found).all() == []
    made.plan.state = PlanState.IN_FORCE
    change(session, made.by, action, Values(state=ActionState.UNDER_WAY), 2)
    change(session, made.by, action, Values(budget=9), 3)
    theirs = session.scalars(found).all()
    assert [one.contribution_id for one in theirs] == [excerpt.contribution_id]
    news = news_of(session, made.consultation, theirs, now(), to_everybody=False)
    assert [(one.detail, one.path) for one in news] == [
        ("T1.A1 Former les accompagnateurs : En cours", made.address)
    ]


def _frozen_ranking(consultation_id, point):
    kept = {
        "id": point.id.hex,
        "code": "",
        "title": point.title,
        "criteria": [],
        "overall": None,
        "by_median": {"first": 3, "last": 3},
        "borda": None,
        "by_borda": None,
        "scorers": 1,
    }
    return Scoring(
        consultation_id=consultation_id,
        key="r",
        title="Priorités",
        kind=ScoredKind.ACTIONS,
        state=ScoringState.FROZEN,
        frozen_on=dt.date(2016, 11, 28),
        subjects=[point.id.hex],
        ranking=[kept],
    )


def test_a_new_action_that_is_sent_twice_is_one(session, made):
    by = made.by
    for _ in range(2):
        adding.put_new(session, by, made.plan, parent_id=made.objectives[0].id, title="Nouvelle")
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanAction)) == 1
    assert made.write("Une autre").position == 2


def test_a_plan_in_force_ends_the_one_before_it_and_adopts_what_was_proposed(session, made):
    first, stopped = made.put(), made.write("Arrêtée")
    decision = _decision(session, made)
    deciding.adopt_plan(session, made.plan, decision)
    assert first.state is ActionState.ADOPTED
    deciding.stop_action(session, stopped, _decision(session, made))
    assert (stopped.state, stopped.reason) == (ActionState.STOPPED, "Le plan est adopté")
    with pytest.raises(deciding.PlanNotDraft):
        deciding.adopt_plan(session, made.plan, decision)
    second = make_plan(session, made.strategy, TERMS, key="second")
    assert make_plan(session, made.strategy, TERMS, key="second") is second
    with pytest.raises(deciding.FatesMissing):
        deciding.adopt_plan(session, second, _decision(session, made))
    assert carrying.carry_all(session, made.by, second) == 1
    assert carrying.close_ended(session, made.by, second) == 1
    deciding.adopt_plan(session, second, _decision(session, made))
    assert made.plan.state is PlanState.CLOSED
    assert plan_in_force(session, made.strategy.id) is second
    with pytest.raises(PlanIsClosed):
        change(session, made.by, first, Values(budget=3), first.version)
    with pytest.raises(PlanIsClosed):
        made.put()
    draft = make_plan(session, made.strategy, TERMS, key="third")
    assert plans_of(session, made.strategy.id) == [draft, second, made.plan]
    assert plans_of(session, made.strategy.id, drafts=False) == [second, made.plan]


def _decision(session, made) -> Decision:
    number = (session.scalar(sa.select(sa.func.max(Decision.number))) or 0) + 1
    body = session.scalar(sa.select(Body)) or Body(
        consultation_id=made.consultation.id, key="b", code="copil", name="Comité de pilotage"
    )
    session.add(body)
    session.flush()
    decision = Decision(
        consultation_id=made.consultation.id,
        number=number,
        key=f"d{number}",
        body_id=body.id,
        body_name=body.name,
        decided_on=dt.date(2016, 11, 28),
        kind=DecisionKind.ADOPT_PLAN,
        title="Le plan est adopté",
        plan_id=made.plan.id,
    )
    session.add(decision)
    session.flush()
    return decision
