"""The possible actions of the strategy, by theme and sub-theme."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Consultation, NodeKind
from app.publication.review.blocks import Block, bullets, cell, heading, said, table
from app.strategy.queries import TreeNode, strategy_of, tree_of
from app.web.filters import number


def actions_section(session: Session, consultation: Consultation) -> Iterator[Block]:
    strategy = strategy_of(session, consultation.id)
    lines = list(_all(tree_of(session, strategy.id))) if strategy else []
    holders = [(line, above) for line, above in lines if _actions(line)]
    if not holders:
        yield said(_("No possible action is written yet."))
        return
    themes = [line for line, _above in lines if line.kind is NodeKind.THEME]
    sub_themes = [line for line, _above in lines if line.kind is NodeKind.SUB_THEME]
    actions = sum(len(_actions(line)) for line, _above in holders)
    yield table(
        _("Possible actions in figures"),
        (_("What is counted"), _("How many")),
        [
            (cell(name), cell(number(count), "strategy.show"))
            for name, count in (
                (_("Themes"), len(themes)),
                (_("Sub-themes"), len(sub_themes)),
                (_("Possible actions"), actions),
            )
        ],
        (1,),
    )
    yield table(
        _("Possible actions by theme and sub-theme"),
        (_("Theme"), _("Sub-theme or objective"), _("Possible actions")),
        [
            (
                cell(_name(above[-1]) if above else ""),
                cell(_name(line)),
                cell(number(len(_actions(line))), "strategy.show"),
            )
            for line, above in holders
        ],
        (2,),
    )
    for line, _above in holders:
        yield heading(_name(line))
        yield bullets(_name(one) for one in _actions(line))


def _all(
    tree: list[TreeNode] | tuple[TreeNode, ...], above: tuple[TreeNode, ...] = ()
) -> Iterator[tuple[TreeNode, tuple[TreeNode, ...]]]:
    for line in tree:
        yield line, above
        yield from _all(line.children, (*above, line))


def _actions(line: TreeNode) -> list[TreeNode]:
    return [one for one in line.children if one.kind is NodeKind.ACTION]


def _name(line: TreeNode) -> str:
    return f"{line.code} – {line.title}"
