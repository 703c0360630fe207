"""Rounds of priorities and what the team says cost as many queries with more of it."""

from __future__ import annotations

import pytest

from app.models import (
    Body,
    BodyMember,
    DeskComment,
    DeskSubject,
    DeskTask,
    Mention,
    Score,
    Scorer,
    VersionState,
)
from tests.factories import (
    AccountFactory,
    ConsultationFactory,
    StrategyFactory,
    StrategyNodeFactory,
)
from tests.governed import add_decision, add_governance
from tests.integration.counting import MOST, counted
from tests.scoring_round import ScoringRound, new_key

# The application asks both databases the same: counting once is enough.
pytestmark = pytest.mark.parametrize("migrated_app", ["sqlite"], indirect=True, scope="session")


@pytest.mark.parametrize(
    "path", ["/priorities", "{round}", "{round}/subjects/{node}", "/talk", "/talk/tasks"]
)
def test_a_page_of_the_desk_costs_as_many_queries_with_ten_times_the_words(session, sign_in, path):
    counts = []
    for number in (2, 20):
        desk = ScoringRound(session, sign_in)
        steward = desk.people["steward"]
        about = {
            "consultation_id": desk.consultation.id,
            "subject": DeskSubject.NODE,
            "subject_id": desk.nodes[0].id,
        }
        for value in range(number):
            person = AccountFactory()
            session.add(Scorer(scoring_id=desk.round.id, account_id=person.id))
            session.add(DeskTask(account_id=person.id, **about))
            said = DeskComment(key=new_key(), text="Un mot.", account_id=person.id, **about)
            session.add(said)
            session.flush()
            session.add(Mention(comment_id=said.id, account_id=steward.id))
            session.add_all(
                Score(
                    criterion_id=criterion.id,
                    account_id=person.id,
                    subject_id=desk.nodes[0].id,
                    value=value % 5 + 1,
                )
                for criterion in desk.criteria
            )
        session.commit()
        desk.act("close")
        named = path.format(round=f"/priorities/{desk.round.id}", node=desk.nodes[0].id)
        with counted(session.get_bind()) as statements:
            answer = desk.clients["steward"].get(desk.home + named)
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize(
    "path",
    ["/governance", "/governance/bodies/copil", "/governance/decisions", "/strategy/versions/1"],
)
def test_a_page_of_the_governance_costs_as_many_queries_with_ten_times_the_seats(
    session, client, path
):
    counts = []
    for number in (2, 20):
        consultation = ConsultationFactory()
        strategy = StrategyFactory(consultation_id=consultation.id)
        for _line in range(number):
            StrategyNodeFactory(strategy_id=strategy.id)
        made = add_governance(session, consultation)
        made.version.state = VersionState.CONSULTED
        others = {"college_id": made.member.college_id}
        session.add_all(BodyMember(name=f"Ange {n}", **others) for n in range(number))
        session.add_all(
            Body(consultation_id=consultation.id, key=f"k{n}", code=f"c{n}", name=f"Comité {n}")
            for n in range(number)
        )
        for n in range(number):
            add_decision(session, made, key=f"n{n}")
        session.commit()
        with counted(session.get_bind()) as statements:
            answer = client.get(f"/consultations/{consultation.slug}{path}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts
