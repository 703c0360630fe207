"""No state in a web process: what one remembers, any other one finds in the database."""

from __future__ import annotations

import ast
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "app"
REMEMBERED = {
    "organisations/lists/reading.py _KNOWN": "rows that never change, by their identifier",
    "publication/became/kept_lists.py _LOADED": "kept lists, by when they were counted",
    "questionnaires/results/kept_answers.py _LOADED": "kept answers, by when they were counted",
    "strategy/versions/chain.py _HELD": "that a chain held, with its last seal",
    "themes/coding/machine.py _STEPS": "steps of the analysis, by what they were made from",
    "themes/near_texts.py SHELF": "indexes, brought up to date at each question",
}
"""What changes in a process after its start. Each is bounded, and may be lost at any moment."""
OF_FEW = {
    "accounts/openid/client.py client_of",
    "corpus/attributes.py _remembered",
    "corpus/tables/delimited.py _bare",
    "corpus/tables/delimited.py _quoted",
    "figures/plain.py _declared",
    "organisations/lists/shipped.py shipped_list",
    "references/citing.py _style",
    "watching/readiness.py _wanted",
    "web/forms.py _translations",
}
MAKERS = {"dict", "list", "set", "OrderedDict", "defaultdict", "Counter", "deque", "Shelf"}
MAKERS |= {"LRUCache", "Loaded", "StepsInMemory", "TTLCache", "WeakValueDictionary"}


def _remembers(value: ast.expr | None) -> bool:
    """Whether a name is bound to something empty, to be filled later."""
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.List | ast.Set):
        return not value.elts
    return (
        isinstance(value, ast.Call)
        and ast.unparse(value.func) in MAKERS
        and not any(isinstance(one, ast.List | ast.Dict) for one in value.args)
    )


def test_what_a_process_remembers_is_known_and_may_be_lost() -> None:
    found = set()
    for path in APP.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and _remembers(node.value):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                found.add(f"{path.relative_to(APP).as_posix()} {ast.unparse(target)}")
    assert found == set(REMEMBERED)


def test_what_is_remembered_without_bound_cannot_grow() -> None:
    """`cache` is for a function of a choice among few: a kind, a style, a setting."""
    offenders = []
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef) or not node.args.args:
                continue
            marks = {ast.unparse(one) for one in node.decorator_list}
            if marks & {"cache", "functools.cache", "lru_cache(maxsize=None)"}:
                offenders.append(f"{path.relative_to(APP).as_posix()} {node.name}")
    assert set(offenders) == OF_FEW
