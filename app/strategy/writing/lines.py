"""The lines of the strategy: added, worded, moved, set aside, taken back.

The only writer of them. Whoever writes waits for the others who write in the same strategy, so that
what is checked of the tree is still so when it is written.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import NodeAct, NodeKind, NodeState, Strategy, StrategyNode
from app.models.turns import wait_for_others
from app.strategy.writing.citations import keep_citations
from app.strategy.writing.codes import is_code, next_code
from app.strategy.writing.history import (
    Writer,
    check_thawed,
    check_version,
    done_before,
    told,
    wait_for_turn,
)
from app.strategy.writing.kinds import STANDS_UNDER, kinds_of
from app.strategy.writing.order import Below
from app.strategy.writing.refusals import LineRefused

LONGEST_TITLE = 1_000
LONGEST_TEXT = 20_000
LONGEST_REASON = 1_000


def add_line(
    session: Session,
    by: Writer,
    *,
    strategy: Strategy,
    parent_id: uuid.UUID | None,
    kind: NodeKind,
    code: str = "",
    title: str,
    text: str = "",
    after_id: uuid.UUID | None = None,
) -> StrategyNode:
    """A new line under another one (None: at the top), after one of its lines, or the last.

    Without a code it gets the next free one. Sent twice, it is added once.

    Raises:
        LineRefused: it makes no sense of this tree.
        StructureFrozen: only actions may be added now.
    """
    wait_for_others(session, strategy)
    if (known := done_before(session, strategy.id, by.key)) is not None:
        return known
    check_thawed(strategy, kind)
    if kind not in kinds_of(strategy):
        raise LineRefused("kind_not_used")
    lines = _lines(session, strategy.id)
    parent = _parent(lines, parent_id, kind)
    node = StrategyNode(
        strategy_id=strategy.id,
        parent_id=parent_id,
        kind=kind,
        code=_free_code(lines, kind, parent, code.strip()),
        title=_title(title),
        text=text.strip(),
        position=len(lines),
    )
    session.add(node)
    session.flush()
    _place([*lines, node], node, parent_id, after_id)
    keep_citations(session, node, strategy.consultation_id)
    told(session, by, node, NodeAct.ADDED)
    return node


def word_line(
    session: Session,
    by: Writer,
    node: StrategyNode,
    *,
    title: str,
    text: str,
    version: int,
    amendment_id: uuid.UUID | None = None,
) -> None:
    """Let a line say something else, with what it cites. Said twice, it is said once.

    Raises:
        ChangedMeanwhile: somebody changed the line since `version` was shown.
        LineRefused: it has no title, or was set aside.
        StructureFrozen: its words do not change now.
    """
    strategy = wait_for_turn(session, node)
    words = (_title(title), text.strip())
    if done_before(session, strategy.id, by.key) is not None or (node.title, node.text) == words:
        return
    check_version(node, version)
    check_thawed(strategy, node.kind)
    _check_open(node)
    node.title, node.text = words
    keep_citations(session, node, strategy.consultation_id)
    act = NodeAct.AMENDED if amendment_id else NodeAct.WORDED
    told(session, by, node, act, amendment_id=amendment_id)


def move_line(
    session: Session,
    by: Writer,
    node: StrategyNode,
    *,
    parent_id: uuid.UUID | None,
    after_id: uuid.UUID | None = None,
    first: bool = False,
    version: int,
) -> None:
    """Put a line, and what stands below it, under another one: after one of its lines, the last,
    or the `first`. Where it stands there already, nothing changes.

    Raises:
        ChangedMeanwhile, StructureFrozen: as `word_line`.
        LineRefused: it cannot stand there.
    """
    strategy = wait_for_turn(session, node)
    if done_before(session, strategy.id, by.key) is not None:
        return
    check_version(node, version)
    check_thawed(strategy, node.kind)
    _check_open(node)
    lines = _lines(session, strategy.id)
    _parent(lines, parent_id, node.kind)
    if parent_id in Below(lines).subtree(node.id):
        raise LineRefused("circular")
    _move(session, by, lines, node, parent_id, after_id, first=first)


def shift_line(
    session: Session, by: Writer, node: StrategyNode, *, down: bool, version: int
) -> None:
    """Let a line change places with the line of its kind beside it, above or below; at the end of
    them nothing changes.

    Raises:
        ChangedMeanwhile, StructureFrozen, LineRefused: as `word_line`.
    """
    strategy = wait_for_turn(session, node)
    if done_before(session, strategy.id, by.key) is not None:
        return
    check_version(node, version)
    check_thawed(strategy, node.kind)
    _check_open(node)
    lines = _lines(session, strategy.id)
    beside = [
        one.id
        for one in lines
        if (one.parent_id, one.kind, one.state) == (node.parent_id, node.kind, NodeState.OPEN)
    ]
    place = beside.index(node.id)
    if not 0 <= (other := place + (1 if down else -1)) < len(beside):
        return
    if down:
        _move(session, by, lines, node, node.parent_id, beside[other])
        return
    under = Below(lines).of(node.parent_id)
    before = under.index(beside[other])
    after = under[before - 1] if before else None
    _move(session, by, lines, node, node.parent_id, after, first=after is None)


def set_aside_line(session: Session, by: Writer, node: StrategyNode, *, version: int) -> None:
    """Take a line out of the strategy; `by.reason` says why. What led to it still says so.

    Raises:
        ChangedMeanwhile, StructureFrozen: as `word_line`.
        LineRefused: without a reason, or while lines stand below it.
    """
    strategy = wait_for_turn(session, node)
    if done_before(session, strategy.id, by.key) is not None or node.state is NodeState.SET_ASIDE:
        return
    check_version(node, version)
    check_thawed(strategy, node.kind)
    if not by.reason.strip():
        raise LineRefused("no_reason")
    below = sa.select(StrategyNode.id).where(
        StrategyNode.parent_id == node.id, StrategyNode.state == NodeState.OPEN
    )
    if session.scalar(below.limit(1)) is not None:
        raise LineRefused("has_lines")
    node.state, node.reason = NodeState.SET_ASIDE, by.reason.strip()
    told(session, by, node, NodeAct.SET_ASIDE)


def take_back_line(session: Session, by: Writer, node: StrategyNode, *, version: int) -> None:
    """Make a line that was set aside a line of the strategy again, where it stood.

    Raises:
        ChangedMeanwhile, StructureFrozen: as `word_line`.
        LineRefused: the line above it is set aside.
    """
    strategy = wait_for_turn(session, node)
    if done_before(session, strategy.id, by.key) is not None or node.state is NodeState.OPEN:
        return
    check_version(node, version)
    check_thawed(strategy, node.kind)
    parent = session.get_one(StrategyNode, node.parent_id) if node.parent_id else None
    if parent is not None and parent.state is NodeState.SET_ASIDE:
        raise LineRefused("parent_set_aside")
    node.state, node.reason = NodeState.OPEN, ""
    told(session, by, node, NodeAct.TAKEN_BACK)


def _lines(session: Session, strategy_id: uuid.UUID) -> Sequence[StrategyNode]:
    """All lines as they are now, those set aside as well, in the order of the document."""
    found = (
        sa.select(StrategyNode)
        .where(StrategyNode.strategy_id == strategy_id)
        .order_by(StrategyNode.position, StrategyNode.id)
    )
    return session.scalars(found.execution_options(populate_existing=True)).all()


def _parent(
    lines: Sequence[StrategyNode], parent_id: uuid.UUID | None, kind: NodeKind
) -> StrategyNode | None:
    """The line under which one of this kind is to stand."""
    parent = next((one for one in lines if one.id == parent_id), None)
    if parent_id is not None and parent is None:
        raise LineRefused("foreign_parent")
    if parent is not None and parent.state is NodeState.SET_ASIDE:
        raise LineRefused("parent_set_aside")
    if (parent.kind if parent else None) not in STANDS_UNDER[kind]:
        raise LineRefused("kind_not_there")
    return parent


def _free_code(
    lines: Sequence[StrategyNode], kind: NodeKind, parent: StrategyNode | None, code: str
) -> str:
    taken = {one.code for one in lines}
    code = code or next_code(kind, parent.code if parent else "", taken)
    if not is_code(code):
        raise LineRefused("code_wrong")
    if code in taken:
        raise LineRefused("code_taken")
    return code


def _title(title: str) -> str:
    line = " ".join(title.split())
    if not line:
        raise LineRefused("no_title")
    return line


def _check_open(node: StrategyNode) -> None:
    if node.state is NodeState.SET_ASIDE:
        raise LineRefused("set_aside")


def _move(
    session: Session,
    by: Writer,
    lines: Sequence[StrategyNode],
    node: StrategyNode,
    parent_id: uuid.UUID | None,
    after_id: uuid.UUID | None,
    *,
    first: bool = False,
) -> None:
    stood = (node.parent_id, node.position)
    _place(lines, node, parent_id, after_id, first=first)
    if (node.parent_id, node.position) != stood:
        told(session, by, node, NodeAct.MOVED)


def _place(
    lines: Sequence[StrategyNode],
    node: StrategyNode,
    parent_id: uuid.UUID | None,
    after_id: uuid.UUID | None,
    *,
    first: bool = False,
) -> None:
    """Put a line where it is to stand, and number the lines again: those whose place changes are
    written together."""
    below = Below(lines)
    below.take_out(node.id, node.parent_id)
    under = below.of(parent_id)
    if after_id is not None and after_id not in under:
        raise LineRefused("foreign_parent")
    index = under.index(after_id) + 1 if after_id else 0 if first else len(under)
    below.put(node.id, parent_id, index)
    node.parent_id = parent_id
    by_id = {one.id: one for one in lines}
    for position, line_id in enumerate(below.in_order()):
        by_id[line_id].position = position
