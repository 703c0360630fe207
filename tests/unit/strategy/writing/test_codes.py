from __future__ import annotations

import pytest

from app.models import NodeKind
from app.strategy.writing.codes import is_code, next_code


@pytest.mark.parametrize(
    ("kind", "parent", "expected"),
    [
        (NodeKind.STAKE, "", "E3"),
        (NodeKind.OBJECTIVE, "E2", "O10"),
        (NodeKind.FINDING, "E1", "E1.C3"),
        (NodeKind.NEED, "E1", "E1.B1"),
        (NodeKind.SUB_THEME, "T1", "T1.3"),
        (NodeKind.ACTION, "O9", "O9.A1"),
        (NodeKind.ORIENTATION, "A1", "A1.1"),
    ],
)
def test_the_next_code_follows_the_highest_one(kind: NodeKind, parent: str, expected: str) -> None:
    taken = ["E1", "E2", "E1.C2", "E10.C8", "O9", "O2", "T1.1", "T1.2", "T1.2.A4", "E1a"]
    assert next_code(kind, parent, taken) == expected


def test_a_code_stands_in_an_address_as_it_is() -> None:
    assert is_code("T1.1.A12")
    assert not any(map(is_code, ("", "a/b", "é1", ".", "x" * 41, "a b")))
