"""The codes of lines: short, fit for an address, once in a strategy."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.models import NodeKind

LONGEST_CODE = 40
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")

_LETTERS = {
    NodeKind.STAKE: "E",
    NodeKind.AXIS: "A",
    NodeKind.OBJECTIVE: "O",
    NodeKind.THEME: "T",
}
"""Kinds that are numbered through the whole strategy."""
_BELOW = {
    NodeKind.ORIENTATION: "",
    NodeKind.SUB_THEME: "",
    NodeKind.FINDING: "C",
    NodeKind.NEED: "B",
    NodeKind.ACTION: "A",
}
"""Kinds that are numbered under their parent, whose code comes first."""


def is_code(code: str) -> bool:
    """Whether it may be one."""
    return len(code) <= LONGEST_CODE and bool(CODE.fullmatch(code))


def next_code(kind: NodeKind, parent_code: str, taken: Iterable[str]) -> str:
    """The next free code of a kind: E4, O16, E1.C5, T1.1.A13. A number is never given again, even
    where the line that had it was set aside: what cites it means that one."""
    if kind in _LETTERS:
        begins = _LETTERS[kind]
    else:
        begins = f"{parent_code}." if parent_code else ""
        begins += _BELOW[kind]
    numbers = (re.fullmatch(re.escape(begins) + r"([0-9]{1,9})", code) for code in taken)
    return f"{begins}{max((int(found[1]) for found in numbers if found), default=0) + 1}"
