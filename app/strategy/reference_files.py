"""Strategies that are shipped as data: facts of public documents, with their source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.models import NodeKind
from app.strategy.writing.codes import is_code
from app.strategy.writing.kinds import STANDS_UNDER

DIRECTORY = Path(__file__).parent / "reference"
REFERENCE_TITLES = {
    "sress-2016": "Stratégie régionale de l’ESS 2016 (Pays de la Loire)",
    "sress-2022": "Stratégie régionale de l’ESS 2022-2028 (Pays de la Loire)",
}


class UnknownReference(ValueError):
    """There is no shipped strategy with this code."""


class WrongReference(ValueError):
    """A file is no strategy in the form of those that are shipped."""


AT_TOP = {
    "enjeux": NodeKind.STAKE,
    "axes": NodeKind.AXIS,
    "objectifs": NodeKind.OBJECTIVE,
    "themes": NodeKind.THEME,
}
BELOW = {
    "constats": NodeKind.FINDING,
    "besoins": NodeKind.NEED,
    "orientations": NodeKind.ORIENTATION,
    "objectifs": NodeKind.OBJECTIVE,
    "sous_themes": NodeKind.SUB_THEME,
    "actions": NodeKind.ACTION,
}
"""Under which name a file lists the lines of a kind, in the order of the document."""
LETTERS = {NodeKind.FINDING: "C", NodeKind.NEED: "B", NodeKind.ACTION: "A"}
NAMED = " : "
"""Between the name of a need and what it means."""


@dataclass(frozen=True)
class ReferenceNode:
    """A line of a shipped strategy; parents come before their children."""

    kind: NodeKind
    code: str
    title: str
    parent: str | None
    text: str = ""


@dataclass(frozen=True)
class Reference:
    code: str
    source: str
    kind_labels: dict[str, str]
    nodes: tuple[ReferenceNode, ...]


FRENCH_KINDS = {
    NodeKind.STAKE: "enjeu",
    NodeKind.AXIS: "axe",
    NodeKind.ORIENTATION: "orientation",
    NodeKind.FINDING: "constat",
    NodeKind.NEED: "besoin",
    NodeKind.OBJECTIVE: "objectif",
    NodeKind.THEME: "thème",
    NodeKind.SUB_THEME: "sous-thème",
    NodeKind.ACTION: "action",
}


def reference_codes() -> list[str]:
    """The codes of the shipped strategies, the newest first."""
    return sorted((path.stem for path in DIRECTORY.glob("*.yaml")), reverse=True)


def read_reference(code: str) -> Reference:
    """A shipped strategy.

    Raises:
        UnknownReference: there is none with this code.
    """
    return reference_in(_text(code), code)


def _text(code: str) -> str:
    if code not in reference_codes():
        raise UnknownReference(f"{code!r} is not one of {', '.join(reference_codes())}.")
    return (DIRECTORY / f"{code}.yaml").read_text(encoding="utf-8")


def reference_in(text: str, code: str) -> Reference:
    """The strategy that a file in the form of the references holds.

    Raises:
        WrongReference: it holds none.
    """
    try:
        document = yaml.safe_load(text)
        nodes = tuple(_all_nodes(document))
        source = str(document.get("source", ""))
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise WrongReference(
            "This file does not have the form of the shipped strategies."
        ) from None
    kind_of = {node.code: node.kind for node in nodes}
    if not nodes or len(kind_of) < len(nodes):
        raise WrongReference("It has no lines, or two lines with the same code.")
    for node in nodes:
        parent_kind = kind_of[node.parent] if node.parent else None
        if not is_code(node.code) or parent_kind not in STANDS_UNDER[node.kind]:
            raise WrongReference(f"The line {node.code!r} cannot have this code or stand there.")
    # Plans add actions, whether the document lists some or not.
    kinds = {*(node.kind for node in nodes), NodeKind.ACTION}
    labels = {kind.value: name for kind, name in FRENCH_KINDS.items() if kind in kinds}
    return Reference(code, source, labels, nodes)


def _all_nodes(document: dict[str, Any]) -> Iterator[ReferenceNode]:
    for key, kind in AT_TOP.items():
        for item in document.get(key, ()):
            yield from _nodes(kind, item["code"], item, None)


def _nodes(kind: NodeKind, code: str, item: Any, parent: str | None) -> Iterator[ReferenceNode]:
    """A line and those below it. Lines without a code of their own are numbered."""
    if isinstance(item, str):
        yield ReferenceNode(kind, code, item, parent)
        return
    code = str(item.get("code", code))
    yield ReferenceNode(kind, code, str(item["label"]), parent, str(item.get("text", "")))
    for key, below in BELOW.items():
        for number, child in enumerate(_listed(item.get(key, ())), start=1):
            yield from _nodes(below, numbered(code, below, number), child, code)


def _listed(items: Any) -> list[Any]:
    """Needs are written as a name and what it means, or as the other lines are."""
    if isinstance(items, dict):
        return [f"{name}{NAMED}{meaning}" for name, meaning in items.items()]
    return list(items)


def numbered(parent: str, kind: NodeKind, number: int) -> str:
    """The code of a line that was given none."""
    return f"{parent}.{LETTERS.get(kind, '')}{number}"


@dataclass(frozen=True)
class ReferenceBody:
    """A body of the governance that a shipped strategy describes."""

    code: str
    name: str
    role: str
    colleges: tuple[str, ...]


def reference_bodies(code: str) -> tuple[ReferenceBody, ...]:
    """The bodies of a shipped strategy; none where its document does not tell them.

    Raises:
        UnknownReference: there is none with this code.
    """
    return tuple(
        ReferenceBody(one["code"], one["label"], one["role"], tuple(one["composition"]))
        for one in yaml.safe_load(_text(code)).get("gouvernance", ())
    )
