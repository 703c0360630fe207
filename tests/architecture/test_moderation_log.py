"""The log of moderation is append-only: nothing in the application changes or takes out a line.

The model refuses a line that is changed or deleted as an object; here, whole statements.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITERS = {"app/corpus/moderation/log.py"}
"""The only modules that make lines."""


def _calls(tree: ast.AST, *names: str) -> list[str]:
    """The calls of these names that are given the log, as they are written."""
    return [
        ast.unparse(call)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).split(".")[-1] in names
        and "ModerationEvent" in ast.unparse(call)
    ]


def test_lines_of_the_log_are_made_in_one_place_and_never_updated_or_deleted() -> None:
    offenders, makers = [], set()
    for path in (ROOT / "app").rglob("*.py"):
        name, source = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        if "ModerationEvent" not in source or name.startswith("app/models/"):
            continue
        tree = ast.parse(source)
        offenders += [f"{name}: {call}" for call in _calls(tree, "update", "delete", "merge")]
        if _calls(tree, "insert", "ModerationEvent"):
            makers.add(name)
    assert offenders == []
    assert makers == WRITERS
