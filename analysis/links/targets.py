"""Targets from a file: a table, or a strategy written in YAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from analysis.commands.tables import read_table, read_text
from analysis.documents import Target
from analysis.errors import AnalysisError

# How a strategy nests, from the top to the objectives. The 2016 kind has stakes, the 2022 kind
# has axes and orientations; both end in objectives.
_LEVELS = ("enjeux", "axes", "orientations")
_OBJECTIVES = "objectifs"
# What is written about a level and helps to understand the objectives under it.
_ABOUT = ("constats", "besoins")


def read_targets(path: Path) -> list[Target]:
    """Read targets from a table (`code,title[,parent][,context]`) or a strategy in YAML.

    Raises
    ------
    AnalysisError : the file cannot be read or holds no target.
    """
    if path.suffix.lower() in {".yaml", ".yml"}:
        return strategy_targets(read_text(path), path.name)
    return _table_targets(path)


def strategy_targets(source: str, name: str = "The strategy") -> list[Target]:
    """Return the objectives of a strategy written in YAML.

    Two structures are known: stakes (`enjeux`, with their `constats` and `besoins`) that hold
    `objectifs`, and `axes` that hold `orientations` that hold `objectifs`. Everything has a
    `code` and a `label`. The labels above an objective, the findings and the needs are its
    context; its parent is the code of what holds it.

    Raises
    ------
    AnalysisError : not YAML, no objective, or an objective without code or label.
    """
    try:
        loaded = yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" (line {line + 1})" if line is not None else ""
        raise AnalysisError(f"{name} is not valid YAML{where}.") from error
    if not isinstance(loaded, dict):
        raise AnalysisError(f"{name} is not a strategy: no objective in it.")
    targets = list(_objectives(loaded, name, None, ()))
    if not targets:
        raise AnalysisError(f"{name} is not a strategy: no objective in it.")
    return targets


def _objectives(
    node: dict[str, Any], name: str, parent: str | None, above: tuple[str, ...]
) -> Iterator[Target]:
    for child in _entries(node, _OBJECTIVES, name):
        code, title = _named(child, name)
        yield Target(code, title, parent, context=". ".join(above))
    for level in _LEVELS:
        for child in _entries(node, level, name):
            code, title = _named(child, name)
            about = [text for key in _ABOUT for text in _texts(child.get(key))]
            yield from _objectives(child, name, code, (*above, title, *about))


def _entries(node: dict[str, Any], key: str, name: str) -> list[dict[str, Any]]:
    entries = node.get(key) or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise AnalysisError(f"{name}: {key!r} is not a list of entries with a code and a label.")
    return entries


def _named(entry: dict[str, Any], name: str) -> tuple[str, str]:
    code, title = entry.get("code"), entry.get("label") or entry.get("title")
    if code is None or not title:
        raise AnalysisError(f"{name}: an entry has no code or no label.")
    return str(code), str(title)


def _texts(value: object) -> list[str]:
    """Return the texts in a list, or in a mapping of a heading to its text."""
    if isinstance(value, dict):
        return [f"{heading} {text}" for heading, text in value.items()]
    if isinstance(value, list):
        return [str(text) for text in value]
    return [str(value)] if value else []


def _table_targets(path: Path) -> list[Target]:
    table = read_table(path)
    codes, titles = table.column("code"), table.column("title")
    parents = table.column("parent") if "parent" in table.columns else [""] * len(codes)
    contexts = table.column("context") if "context" in table.columns else [""] * len(codes)
    if not codes:
        raise AnalysisError(f"{path.name} holds no target.")
    above = {
        code.strip(): (parent.strip(), title.strip())
        for code, title, parent in zip(codes, titles, parents, strict=True)
    }
    return [
        Target(
            code=code.strip(),
            title=title.strip(),
            parent=parent.strip() or None,
            context=". ".join(filter(None, [*_titles_above(parent.strip(), above), context])),
        )
        for code, title, parent, context in zip(codes, titles, parents, contexts, strict=True)
    ]


def _titles_above(parent: str, above: dict[str, tuple[str, str]]) -> list[str]:
    """Return the titles of the ancestors; a parent that is no code is a title itself."""
    titles: list[str] = []
    seen: set[str] = set()
    while parent and parent not in seen:
        seen.add(parent)
        parent, title = above.get(parent, ("", parent))
        titles.append(title)
    return titles
