"""A round of priorities on two objectives, with a steward and two scorers."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Criterion, Role, ScoredKind, Scorer, Scoring
from tests.factories import (
    AccountFactory,
    ConsultationFactory,
    StrategyFactory,
    StrategyNodeFactory,
)


class ScoringRound:
    """Everybody is signed in; nobody scored yet."""

    def __init__(self, session: Session, sign_in: Any) -> None:
        self.session = session
        self.consultation = ConsultationFactory()
        strategy = StrategyFactory(consultation_id=self.consultation.id)
        self.nodes = [StrategyNodeFactory(strategy_id=strategy.id) for _ in range(2)]
        people = {
            "steward": (AccountFactory(name="Solène Pilote"), Role.STEWARD),
            "writer": (AccountFactory(name="Rémi Rédac"), Role.WRITER),
            "member": (AccountFactory(name="Maud Membre"), Role.PARTICIPANT),
            "stranger": (AccountFactory(name="Élie Ailleurs"), Role.PARTICIPANT),
        }
        self.people = {name: person for name, (person, _role) in people.items()}
        self.round = Scoring(
            consultation_id=self.consultation.id,
            key="k",
            title="Priorités de 2017",
            kind=ScoredKind.OBJECTIVES,
            subjects=[node.id.hex for node in self.nodes],
        )
        session.add(self.round)
        session.flush()
        self.criteria = [
            Criterion(scoring_id=self.round.id, position=place, title=title, weight=weight)
            for place, (title, weight) in enumerate((("Applicabilité", 2), ("Mesure", 1)))
        ]
        session.add_all(self.criteria)
        session.add_all(
            Scorer(scoring_id=self.round.id, account_id=self.people[name].id)
            for name in ("writer", "member")
        )
        session.flush()
        self.clients = {
            name: sign_in(self.consultation, role, account=person)
            for name, (person, role) in people.items()
        }
        self.home = f"/consultations/{self.consultation.slug}"
        self.address = f"{self.home}/priorities/{self.round.id}"

    def score(self, who: str, *rows: tuple[int, int]) -> Any:
        """Give the scores of each objective on both criteria."""
        cells = {
            f"score-{node.id.hex}-{criterion.id.hex}": str(value)
            for node, row in zip(self.nodes, rows, strict=False)
            for criterion, value in zip(self.criteria, row, strict=True)
        }
        return self.clients[who].post(f"{self.address}/mine", data=cells)

    def act(self, what: str, **data: Any) -> Any:
        """What the steward does."""
        return self.clients["steward"].post(f"{self.address}/{what}", data=data)

    def seen_by(self, who: str, page: str = "") -> str:
        answer = self.clients[who].get(f"{self.address}{page}")
        assert answer.status_code == 200, answer.status_code
        return str(answer.text)

    def now(self) -> Scoring:
        """The round as pages left it."""
        self.session.rollback()
        return self.session.get_one(Scoring, self.round.id)

    def number_of(self, model: type, **where: object) -> int:
        self.session.rollback()
        found = sa.select(sa.func.count()).select_from(model).filter_by(**where)
        return self.session.scalar(found) or 0

    def frozen(self) -> Scoring:
        """Scored by both, closed and frozen."""
        self.score("writer", (5, 5), (1, 1))
        self.score("member", (4, 1), (4, 4))
        self.act("close")
        self.act(
            "freeze", version=str(self.now().version), body="Comité de pilotage", day="2016-11-28"
        )
        return self.now()


def new_key() -> str:
    return uuid.uuid4().hex
