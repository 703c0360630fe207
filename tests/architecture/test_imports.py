"""Who may import whom: the arrows of the house, read from the source."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("app", "analysis", "archives", "charts", "documents", "surveys", "config", "environment")
FEATURES = (
    "accounts",
    "audit",
    "backups",
    "conference",
    "consultations",
    "corpus",
    "demonstration",
    "documents",
    "ideas",
    "jobs",
    "notifications",
    "organisations",
    "privacy",
    "publication",
    "questionnaires",
    "references",
    "strategy",
    "submissions",
    "talk",
    "themes",
    "watching",
    "workshops",
)

BESIDE_VIEWS = {
    "app.accounts.openid.browser",
    "app.accounts.second_step",
    "app.accounts.session",
    "app.corpus.moderation.desk",
    "app.organisations.coming_from",
    "app.privacy.notices",
    "app.questionnaires.answering.language",
    "app.questionnaires.building.desk",
    "app.strategy.plans.reports.page",
    "app.workshops.desk",
}
"""What several views of one feature share of the request."""


ANALYSIS_MAY_IMPORT = (
    "analysis",
    "charts",
    "datasketch",
    "jinja2",
    "markupsafe",
    "nltk",
    "numpy",
    "scipy",
    "simplemma",
    "sklearn",
    "threadpoolctl",
    "yaml",
)
ANALYSIS_ASKS_FOR = {"distributed", "model2vec", "pandas", "prince", "sentence_transformers"}
"""Taken with `importlib` where they are used: slow to load, or not always installed."""


def _modules() -> dict[str, Path]:
    found = {}
    for top in ("app", "analysis", "archives", "charts", "documents", "environment", "surveys"):
        for path in (ROOT / top).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = path
    found["config"] = ROOT / "config.py"
    return found


MODULES = _modules()


def _imports(name: str) -> set[str]:
    """The modules that a module imports, whole names, those inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in MODULES else node.module)
    return found


@cache
def _all_imports() -> dict[str, set[str]]:
    """Read when a test asks: every process that runs tests imports this module."""
    return {name: _imports(name) for name in MODULES}


def _below(module: str, *tops: str) -> bool:
    return any(module == top or module.startswith(top + ".") for top in tops)


def _offenders(importers: tuple[str, ...], forbidden: tuple[str, ...]) -> list[str]:
    return sorted(
        f"{name} imports {target}"
        for name, targets in _all_imports().items()
        if _below(name, *importers)
        for target in targets
        if _below(target, *forbidden)
    )


@pytest.mark.parametrize(
    ("importer", "forbidden"),
    [
        ("config", ("app", "analysis", "surveys", "flask", "sqlalchemy")),
        ("environment", ("app", "analysis", "surveys", "config", "flask", "sqlalchemy")),
        ("analysis", ("app", "archives", "documents", "surveys", "config", "environment")),
        ("surveys", ("app", "analysis", "config", "flask", "sqlalchemy", "huey")),
        (
            "documents",
            ("app", "analysis", "surveys", "config", "flask", "sqlalchemy", "huey"),
        ),
        (
            "archives",
            ("app", "analysis", "documents", "surveys", "config", "flask", "sqlalchemy", "huey"),
        ),
        (
            "charts",
            ("app", "analysis", "documents", "surveys", "config", "flask", "sqlalchemy", "huey"),
        ),
        ("app.extensions", ("app", "analysis", "surveys", "config")),
        (
            "app.corpus.tables",
            ("surveys", "flask", "sqlalchemy", "app.models", "app.extensions", "app.web"),
        ),
        ("app.corpus.segmentation", ("flask", "sqlalchemy", "app.models", "app.extensions")),
    ],
)
def test_a_layer_imports_nothing_above_it(importer: str, forbidden: tuple[str, ...]) -> None:
    assert _offenders((importer,), forbidden) == []


def test_the_analysis_rests_on_a_short_list_of_libraries() -> None:
    """None of a server, none of a network; the optional ones are asked for where they are used."""
    offenders = [
        f"{name} imports {target}"
        for name, targets in _all_imports().items()
        if _below(name, "analysis")
        for target in targets
        if target.split(".")[0] not in sys.stdlib_module_names
        and not _below(target, *ANALYSIS_MAY_IMPORT)
    ]
    assert offenders == []


def test_the_optional_libraries_of_the_analysis_are_these() -> None:
    asked = {
        call.args[0].value
        for name, path in MODULES.items()
        if _below(name, "analysis")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in ("importlib.import_module", "import_module", "_library")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert {name for name in asked if name not in MODULES} == ANALYSIS_ASKS_FOR


def test_models_import_extensions_and_other_models_only() -> None:
    offenders = [
        f"{name} imports {target}"
        for name, targets in _all_imports().items()
        if _below(name, "app.models")
        for target in targets
        if _below(target, *OURS) and not _below(target, "app.models", "app.extensions")
    ]
    assert offenders == []


@pytest.mark.parametrize(
    ("library", "features"),
    [
        ("analysis", ("app.themes", "app.organisations.representativeness")),
        ("surveys", ("app.questionnaires",)),
        ("documents", ("app.documents", "app.publication")),
    ],
)
def test_each_library_is_imported_by_its_own_features_only(
    library: str, features: tuple[str, ...]
) -> None:
    outside = tuple(n for n in MODULES if _below(n, "app") and not _below(n, *features))
    assert [
        f"{n} imports {t}" for n in outside for t in _all_imports()[n] if _below(t, library)
    ] == []


def test_rules_know_nothing_of_the_request() -> None:
    """Only views, and what `app.web` gives them, touch the request and who is signed in."""
    forbidden = {"request", "session", "current_user", "g"}
    offenders = []
    for name, path in MODULES.items():
        if not _below(name, *(f"app.{feature}" for feature in FEATURES)):
            continue
        if name.endswith("views") or name in BESIDE_VIEWS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in ("flask", "flask_login"):
                taken = forbidden & {alias.name for alias in node.names}
                offenders += [f"{name} imports {one}" for one in taken]
    assert offenders == []


def test_views_never_import_another_features_views() -> None:
    offenders = [
        f"{name} imports {target}"
        for name, targets in _all_imports().items()
        if name.endswith("views")
        for target in targets
        if target.endswith("views") and target != name
    ]
    assert offenders == []


def test_only_the_factory_imports_views() -> None:
    offenders = [
        f"{name} imports {target}"
        for name, targets in _all_imports().items()
        if name != "app" and not name.endswith("views")
        for target in targets
        if target.startswith("app.") and target.endswith("views")
    ]
    assert offenders == []


def test_views_and_rules_never_commit() -> None:
    allowed = {
        "app.web.transaction",
        "app.cli.writing",
        "app.jobs.runner",
        "app.jobs.queue",
        # What the connection itself does with it.
        "app.sqlite",
    }
    offenders = [
        name
        for name, path in MODULES.items()
        if name not in allowed and ".commit()" in path.read_text(encoding="utf-8")
    ]
    assert offenders == []


def test_only_the_store_knows_where_files_are() -> None:
    """A folder or a bucket: whoever opened a path of his own would be lost with the other one."""
    allowed = {"config", "app.cli.demonstration", "app.storage.opening"}
    found = {
        name
        for name, path in MODULES.items()
        if re.search("uploads_directory|files_directory", path.read_text(encoding="utf-8"))
    }
    assert found <= allowed


def test_no_module_imports_inside_a_function_to_hide_a_cycle() -> None:
    offenders = []
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                offenders += [
                    f"{name}.{node.name}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert offenders == []


def test_no_cycle_of_imports() -> None:
    arrows: dict[str, set[str]] = defaultdict(set)
    for name, targets in _all_imports().items():
        arrows[name] = {target for target in targets if target in MODULES and target != name}
    state: dict[str, int] = {}
    trail: list[str] = []

    def visit(name: str) -> None:
        state[name] = 1
        trail.append(name)
        for target in sorted(arrows[name]):
            if state.get(target) == 1:
                cycle = [*trail[trail.index(target) :], target]
                pytest.fail(" → ".join(cycle))
            if target not in state:
                visit(target)
        trail.pop()
        state[name] = 2

    for name in sorted(arrows):
        if name not in state:
            visit(name)


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "misc", "manager", "common"}
    assert [name for name in MODULES if name.rsplit(".", 1)[-1] in empty] == []
