"""What people decide of the proposed links."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa

from app.models import EvidenceLink, EvidenceStatus, Role, Run, RunState, Suggestion
from app.strategy import evidence
from app.strategy.evidence import Decider, MotiveMissing
from app.strategy.evidence_queries import evidence_page, review_page
from app.strategy.linkable import NotInConsultation
from app.strategy.queries import coverage_of, waiting_told
from app.web.paging import Cursor
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    StrategyFactory,
    StrategyNodeFactory,
    contribution_with_excerpt,
)


class Case:
    """Three excerpts, two objectives, and a run that links each to the first one."""

    def __init__(self, session):
        self.consultation = ConsultationFactory()
        self.strategy = StrategyFactory(consultation_id=self.consultation.id)
        self.first, self.second = (
            StrategyNodeFactory(strategy_id=self.strategy.id, code=code) for code in ("O1", "O2")
        )
        activity = ActivityFactory(consultation_id=self.consultation.id)
        self.excerpts = [
            contribution_with_excerpt(activity, f"Extrait numéro {n} sur la trésorerie.")
            for n in range(3)
        ]
        self.run = Run(
            consultation_id=self.consultation.id,
            strategy_id=self.strategy.id,
            state=RunState.DONE,
            excerpts=3,
        )
        session.add(self.run)
        session.flush()
        self.suggestions = []
        for n, excerpt in enumerate(self.excerpts):
            for rank, node in enumerate((self.first, self.second), start=1):
                self.suggestions.append(
                    Suggestion(
                        run_id=self.run.id,
                        excerpt_id=excerpt.id,
                        node_id=node.id,
                        score=0.9 - n / 10 - rank / 20,
                        rank=rank,
                        position=n if rank == 1 else None,
                        words=["trésorerie"],
                    )
                )
        session.add_all(self.suggestions)
        session.commit()
        self.decider = Decider(self.consultation.id, None)
        self.address = f"/consultations/{self.consultation.slug}/links"

    def form(self, decision: str, n: int = 0, **values) -> dict[str, str]:
        return {
            "decision": decision,
            "excerpt": str(self.excerpts[n].id),
            "node": str(self.first.id),
            "suggestion": str(self.suggestions[2 * n].id),
            **values,
        }


@pytest.fixture
def case(session):
    return Case(session)


def _counts(session, case) -> list[tuple[int, int, int]]:
    session.rollback()
    return [
        (line.accepted, line.set_aside, line.waiting)
        for line in coverage_of(session, case.strategy, case.run)
    ]


def test_a_writer_accepts_rejects_and_changes_links(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    page = client.get(case.address)
    assert "Extrait numéro 0" in page.text
    assert "trésorerie" in page.text
    assert _counts(session, case) == [(0, 0, 3), (0, 0, 0)]
    client.post(case.address, data=case.form("keep", 0))
    client.post(case.address, data=case.form("set_aside", 1))
    client.post(case.address, data=case.form("move", 2, other_node=str(case.second.id)))
    assert _counts(session, case) == [(1, 2, 0), (1, 0, 0)]
    assert "Rien n’attend ici" in client.get(case.address).text
    decided = client.get(f"{case.address}?show=decided").text
    assert "Ce n’est pas le même sujet" in decided


def test_a_decision_taken_back_waits_again_and_stays_in_the_history(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    client.post(case.address, data=case.form("keep"))
    client.post(case.address, data=case.form("take_back", suggestion=""))
    assert _counts(session, case) == [(0, 0, 3), (0, 0, 0)]
    history = session.scalars(sa.select(EvidenceLink.status).order_by(EvidenceLink.id)).all()
    assert history == [EvidenceStatus.KEPT, EvidenceStatus.UNDECIDED]


def test_the_newest_decision_is_in_force_and_none_is_erased(session, case):
    pair = {"excerpt_id": case.excerpts[0].id, "node_id": case.first.id}
    evidence.keep(session, case.decider, **pair)
    evidence.set_aside(session, case.decider, **pair, motive="Hors sujet")
    evidence.keep(session, case.decider, **pair)
    session.commit()
    assert _counts(session, case)[0] == (1, 0, 2)
    assert session.scalar(sa.select(sa.func.count()).select_from(EvidenceLink)) == 3


def test_the_same_decision_sent_twice_is_one(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    for _ in range(3):
        client.post(case.address, data=case.form("keep"))
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(EvidenceLink)) == 1


def test_an_accepted_link_remembers_who_decided_and_what_was_proposed(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    client.post(case.address, data=case.form("keep"))
    session.rollback()
    link = session.scalars(sa.select(EvidenceLink)).one()
    assert link.account_id is not None
    assert link.suggestion_id == case.suggestions[0].id


def test_setting_aside_needs_a_motive(session, case):
    with pytest.raises(MotiveMissing):
        evidence.set_aside(
            session,
            case.decider,
            excerpt_id=case.excerpts[0].id,
            node_id=case.first.id,
            motive="  ",
        )


def test_what_belongs_to_another_consultation_cannot_be_linked(session, case):
    other = Case(session)
    for excerpt, node in [
        (other.excerpts[0], case.first),
        (case.excerpts[0], other.first),
    ]:
        with pytest.raises(NotInConsultation):
            evidence.keep(session, case.decider, excerpt_id=excerpt.id, node_id=node.id)


def test_a_proposal_about_something_else_cannot_be_answered(session, case):
    with pytest.raises(NotInConsultation):
        evidence.keep(
            session,
            case.decider,
            excerpt_id=case.excerpts[0].id,
            node_id=case.first.id,
            suggestion_id=case.suggestions[2].id,
        )


@pytest.mark.parametrize(
    "broken",
    [
        {"decision": "explode"},
        {"excerpt": "nonsense"},
        {"node": ""},
        {"decision": "move", "other_node": ""},
        {"decision": "move", "other_node": str(uuid.uuid4())},
        {"motive": "x" * 501},
    ],
)
def test_a_broken_decision_changes_nothing_and_says_so(session, sign_in, case, broken):
    client = sign_in(case.consultation, Role.WRITER)
    answer = client.post(case.address, data={**case.form("keep"), **broken}, follow_redirects=True)
    assert answer.status_code == 200
    assert "notice--error" in answer.text
    assert _counts(session, case) == [(0, 0, 3), (0, 0, 0)]


def test_a_decision_on_what_is_not_there_is_a_404(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    answer = client.post(case.address, data=case.form("keep", excerpt=str(uuid.uuid4())))
    assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.FACILITATOR])
def test_only_writers_and_stewards_decide(session, sign_in, case, role):
    client = sign_in(case.consultation, role)
    assert client.post(case.address, data=case.form("keep")).status_code == 403
    assert _counts(session, case) == [(0, 0, 3), (0, 0, 0)]


def test_the_return_address_never_leads_away(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    answer = client.post(case.address, data=case.form("keep", back="//evil.example"))
    assert answer.headers["Location"] == case.address


def test_proposals_page_by_their_sureness_and_filter_by_objective(session, case):
    page = review_page(session, case.run, size=2)
    assert [item.position for item in page.rows] == [0, 1]
    assert [one.code for one in page.rows[0].others] == ["O2"]
    following = review_page(session, case.run, cursor=Cursor(page.next_key), size=2)
    assert [item.position for item in following.rows] == [2]
    assert review_page(session, case.run, node_id=case.second.id).rows == ()
    assert waiting_told(session, case.consultation.id, case.run).value == 3


def test_the_page_of_an_objective_shows_its_evidence_and_takes_it_back(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    client.post(case.address, data=case.form("keep"))
    address = f"/consultations/{case.consultation.slug}/objectives/O1"
    assert "Extrait numéro 0" in client.get(address).text
    session.rollback()
    assert len(evidence_page(session, case.first.id).rows) == 1
    client.post(case.address, data=case.form("take_back", suggestion="", back=address))
    assert "Pas encore d’appui" in client.get(address).text
    assert client.get(f"/consultations/{case.consultation.slug}/objectives/O99").status_code == 404


def test_the_contribution_tells_where_each_excerpt_went(session, sign_in, case):
    client = sign_in(case.consultation, Role.WRITER)
    client.post(case.address, data=case.form("keep"))
    contribution = case.excerpts[0].contribution_id
    page = client.get(f"/consultations/{case.consultation.slug}/contributions/{contribution}").text
    assert "O1 – " in page
    assert "Gardé" in page
