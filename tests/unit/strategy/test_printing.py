"""What is read from a reference and printed again is the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import pytest
import yaml

from app.models import NodeKind, Strategy
from app.strategy.printing import as_document
from app.strategy.queries import TreeNode
from app.strategy.reference_files import (
    AT_TOP,
    DIRECTORY,
    ReferenceNode,
    WrongReference,
    read_reference,
    reference_codes,
    reference_in,
)


def _tree(nodes: Sequence[ReferenceNode], parent: str | None = None) -> tuple[TreeNode, ...]:
    return tuple(
        TreeNode(uuid.uuid4(), node.kind, node.code, node.title, _tree(nodes, node.code), node.text)
        for node in nodes
        if node.parent == parent
    )


@pytest.mark.parametrize("code", reference_codes())
def test_a_reference_is_printed_back_as_it_was(code: str) -> None:
    file = yaml.safe_load((DIRECTORY / f"{code}.yaml").read_text(encoding="utf-8"))
    reference = read_reference(code)
    printed = as_document(Strategy(source=reference.source), _tree(reference.nodes))
    parts = {key: value for key, value in file.items() if key in AT_TOP}
    assert printed == {"source": file["source"], **parts}
    assert yaml.safe_dump(printed, sort_keys=False) == yaml.safe_dump(
        {"source": file["source"], **parts}, sort_keys=False
    ), "in the same order"


def test_what_was_written_since_is_printed_and_read_again() -> None:
    nodes = (
        ReferenceNode(NodeKind.STAKE, "E1", "Un enjeu", None, "Son texte"),
        ReferenceNode(NodeKind.FINDING, "E1.C2", "Le premier fut mis de côté", "E1"),
        ReferenceNode(NodeKind.NEED, "E1.B1", "Sans nom", "E1"),
        ReferenceNode(NodeKind.OBJECTIVE, "O1", "Un objectif", "E1"),
        ReferenceNode(NodeKind.ACTION, "O1.A1", "Une action", "O1", "Son texte"),
    )
    printed = as_document(Strategy(source="S"), _tree(nodes))
    assert reference_in(yaml.safe_dump(printed), "x").nodes == nodes


@pytest.mark.parametrize(
    "text", ["", "[]", "enjeux: 3", "enjeux: [{code: E1}]", "a: [", "enjeux: [" * 300, "axes: [x]"]
)
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(WrongReference):
        reference_in(text, "x")
