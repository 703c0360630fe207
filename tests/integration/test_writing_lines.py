"""The lines of the strategy: who adds, words, moves and sets them aside, and what is refused."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Citation,
    Consultation,
    ContributionState,
    NodeAct,
    NodeKind,
    NodeRevision,
    NodeState,
    Strategy,
    StrategyNode,
)
from app.models.turns import ChangedMeanwhile
from app.strategy.citing import Cited, notes_of
from app.strategy.queries import objectives_of, tree_of
from app.strategy.services import add_reference_strategy
from app.strategy.writing import lines
from app.strategy.writing.freezing import freeze, thaw
from app.strategy.writing.history import Writer
from app.strategy.writing.refusals import LineRefused, StructureFrozen
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    ReferenceFactory,
    contribution_with_excerpt,
)


def _by(reason: str = "") -> Writer:
    return Writer(None, uuid.uuid4().hex, reason)


@pytest.fixture
def strategy(session: Session) -> Strategy:
    consultation = ConsultationFactory()
    return add_reference_strategy(
        session, consultation_id=consultation.id, code="sress-2022", title="S"
    )


def _node(session: Session, strategy: Strategy, code: str) -> StrategyNode:
    return session.scalars(
        sa.select(StrategyNode).where(
            StrategyNode.strategy_id == strategy.id, StrategyNode.code == code
        )
    ).one()


def _codes(session: Session, strategy: Strategy) -> list[str]:
    found = sa.select(StrategyNode.code).order_by(StrategyNode.position)
    return list(session.scalars(found.where(StrategyNode.strategy_id == strategy.id)))


def test_a_line_is_added_once_with_the_next_code_where_it_is_wanted(
    session: Session, strategy: Strategy
) -> None:
    parent, before = _node(session, strategy, "A1.1"), _node(session, strategy, "O1")
    by = _by()
    added = lines.add_line(
        session, by, strategy=strategy, parent_id=parent.id, kind=NodeKind.OBJECTIVE,
        title=" Un  objectif ", after_id=before.id,
    )  # fmt: skip
    again = lines.add_line(
        session, by, strategy=strategy, parent_id=None, kind=NodeKind.AXIS, title="x"
    )
    assert again.id == added.id
    assert (added.code, added.title) == ("O15", "Un objectif")
    assert _codes(session, strategy)[:5] == ["A1", "A1.1", "O1", "O15", "O2"]
    revision = session.scalars(
        sa.select(NodeRevision).where(NodeRevision.node_id == added.id)
    ).one()
    assert (revision.number, revision.act) == (1, NodeAct.ADDED)
    assert revision.became["position"] == 3


def test_a_subtree_moves_whole_and_nothing_stands_under_itself_or_elsewhere(
    session: Session, strategy: Strategy
) -> None:
    orientation = _node(session, strategy, "A2.1")
    axis, first = _node(session, strategy, "A1"), _node(session, strategy, "A1.1")
    lines.move_line(session, _by(), orientation, parent_id=axis.id, after_id=first.id, version=1)
    codes = _codes(session, strategy)
    assert codes[codes.index("A2.1") :][:5] == ["A2.1", "O10", "O11", "O12", "A1.2"]
    assert len(set(codes)) == len(codes) == 20
    foreign = add_reference_strategy(
        session, consultation_id=ConsultationFactory().id, code="sress-2022", title="T"
    )
    elsewhere = _node(session, foreign, "A1")
    for parent, reason in ((elsewhere.id, "foreign_parent"), (orientation.id, "kind_not_there")):
        with pytest.raises(LineRefused, match=reason):
            lines.move_line(session, _by(), orientation, parent_id=parent, version=2)
    with pytest.raises(ChangedMeanwhile):
        lines.move_line(session, _by(), orientation, parent_id=axis.id, version=1)
    objective = _node(session, strategy, "O11")
    lines.shift_line(session, _by(), objective, down=False, version=1)
    lines.shift_line(session, _by(), objective, down=False, version=2)
    codes = _codes(session, strategy)
    assert codes[codes.index("A2.1") :][:3] == ["A2.1", "O11", "O10"]
    assert objective.version == 2, "at the top of them, nothing changes"


def test_what_is_set_aside_is_no_line_until_it_is_taken_back(
    session: Session, strategy: Strategy
) -> None:
    orientation, objective = _node(session, strategy, "A2.2"), _node(session, strategy, "O13")
    with pytest.raises(LineRefused, match="has_lines"):
        lines.set_aside_line(session, _by("Dit ailleurs"), orientation, version=1)
    with pytest.raises(LineRefused, match="no_reason"):
        lines.set_aside_line(session, _by(" "), objective, version=1)
    lines.set_aside_line(session, _by("Dit ailleurs"), objective, version=1)
    assert objective.state is NodeState.SET_ASIDE
    assert "O13" not in [node.code for node in objectives_of(session, strategy.id)]
    assert [one.code for one in tree_of(session, strategy.id)[1].children[1].children] == ["O14"]
    with pytest.raises(LineRefused, match="set_aside"):
        lines.word_line(session, _by(), objective, title="x", text="", version=2)
    lines.take_back_line(session, _by(), objective, version=2)
    assert (objective.state, objective.reason, objective.version) == (NodeState.OPEN, "", 3)


def test_a_frozen_structure_takes_actions_only(session: Session, strategy: Strategy) -> None:
    objective = _node(session, strategy, "O1")
    freeze(session, strategy)
    with pytest.raises(StructureFrozen):
        lines.word_line(session, _by(), objective, title="x", text="", version=1)
    action = lines.add_line(
        session, _by(), strategy=strategy, parent_id=objective.id, kind=NodeKind.ACTION, title="A"
    )
    assert action.code == "O1.A1"
    thaw(session, strategy)
    lines.word_line(session, _by(), objective, title="x", text="", version=1)
    assert (objective.title, objective.version) == ("x", 2)


def test_a_text_cites_what_its_marks_name_in_this_consultation(
    session: Session, strategy: Strategy
) -> None:
    objective = _node(session, strategy, "O1")
    consultation = session.get_one(Consultation, strategy.consultation_id)
    here = ActivityFactory(consultation_id=consultation.id)
    elsewhere = ActivityFactory(consultation_id=ConsultationFactory().id)
    excerpt = contribution_with_excerpt(here, "Des lieux ouverts.")
    foreign = contribution_with_excerpt(elsewhere, "Ailleurs.")
    book = ReferenceFactory(consultation_id=consultation.id, key="livre-2015")
    marks = [Cited(foreign.id), Cited(None, book.key), Cited(excerpt.id), Cited(None, "rien")]
    text = "".join(one.mark for one in marks)
    lines.word_line(session, _by(), objective, title="T", text=text, version=1)
    rows = session.execute(
        sa.select(Citation.excerpt_id, Citation.reference_id).order_by(Citation.position)
    ).all()
    assert rows == [(None, book.id), (excerpt.id, None)]
    with pytest.raises(ChangedMeanwhile):
        lines.word_line(session, _by(), objective, title="T", text="Autre", version=1)
    notes = notes_of(session, consultation.id, [text])
    assert [note.source.is_missing for note in notes.list] == [True, False, False, True]
    assert notes.list[2].source.words == "Des lieux ouverts."
    excerpt.contribution.state = ContributionState.WITHDRAWN
    session.flush()
    withdrawn = notes_of(session, consultation.id, [text]).list[2].source
    assert (withdrawn.is_withdrawn, withdrawn.words) == (True, "")
