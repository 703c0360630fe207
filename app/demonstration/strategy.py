"""What the writer of the demonstration wrote in the strategy, and a second tree beside it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.services import give_role
from app.consultations.services import create_consultation
from app.corpus.codes import new_secret
from app.demonstration import files
from app.models import ACCEPTED, Account, Consultation, EvidenceLink, Role, Strategy, StrategyNode
from app.strategy.citing import Cited
from app.strategy.reference_files import REFERENCE_TITLES
from app.strategy.services import add_reference_strategy
from app.strategy.writing.history import Writer
from app.strategy.writing.lines import word_line

NUMBERED = re.compile(r"\[\[e:(\d+)\]\]")


def load_strategy_texts(
    session: Session, strategy: Strategy, nodes: Mapping[str, uuid.UUID], writer_id: uuid.UUID
) -> None:
    """Word some lines, each with what was accepted as its evidence."""
    file = files.read("strategy.yaml")
    strategy.summary = file["summary"].strip()
    strategy.starts_on, strategy.ends_on = file["starts_on"], file["ends_on"]
    for code, text in file["texts"].items():
        node = session.get_one(StrategyNode, nodes[code])
        by = Writer(writer_id, new_secret())
        said = _with_marks(session, node, text)
        word_line(session, by, node, title=node.title, text=said, version=node.version)


def _with_marks(session: Session, node: StrategyNode, text: str) -> str:
    found = (
        sa.select(EvidenceLink.excerpt_id)
        .where(
            EvidenceLink.node_id == node.id,
            EvidenceLink.excerpt_id.is_not(None),
            EvidenceLink.status.in_(ACCEPTED),
        )
        .order_by(EvidenceLink.id)
        .limit(9)
    )
    evidence = session.scalars(found).all()
    return NUMBERED.sub(lambda mark: Cited(evidence[int(mark[1]) - 1]).mark, text)


def load_second_strategy(session: Session, accounts: Mapping[Role, Account]) -> Consultation:
    """Another consultation, over already, which builds upon the strategy of 2022."""
    plan = files.read("strategy.yaml")["second"]
    names = ("slug", "title", "summary", "territory", "starts_on", "ends_on")
    consultation = create_consultation(
        session, is_fictional=True, **{name: plan[name] for name in names}
    )
    consultation.open()
    consultation.close()
    for role, account in accounts.items():
        give_role(session, account_id=account.id, consultation_id=consultation.id, role=role)
    strategy = add_reference_strategy(
        session,
        consultation_id=consultation.id,
        code=plan["strategy"],
        title=REFERENCE_TITLES[plan["strategy"]],
    )
    strategy.summary = plan["strategy_summary"].strip()
    strategy.starts_on, strategy.ends_on = plan["strategy_starts_on"], plan["strategy_ends_on"]
    session.flush()
    return consultation
