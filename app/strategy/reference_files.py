"""Strategies that are shipped as data: facts of public documents, with their source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.models import NodeKind

DIRECTORY = Path(__file__).parent / "reference"
REFERENCE_TITLES = {
    "sress-2016": "Stratégie régionale de l’ESS 2016 (Pays de la Loire)",
    "sress-2022": "Stratégie régionale de l’ESS 2022-2028 (Pays de la Loire)",
}


class UnknownReference(ValueError):
    """There is no shipped strategy with this code."""


@dataclass(frozen=True)
class ReferenceNode:
    """A line of a shipped strategy; parents come before their children."""

    kind: NodeKind
    code: str
    title: str
    parent: str | None


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
    document = _document(code)
    nodes = tuple(_nodes(document))
    kinds = {node.kind for node in nodes}
    labels = {kind.value: name for kind, name in FRENCH_KINDS.items() if kind in kinds}
    return Reference(code, document["source"], labels, nodes)


def _document(code: str) -> dict[str, Any]:
    if code not in reference_codes():
        raise UnknownReference(f"{code!r} is not one of {', '.join(reference_codes())}.")
    text = (DIRECTORY / f"{code}.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    return document


def _nodes(document: dict[str, Any]) -> Iterator[ReferenceNode]:
    for stake in document.get("enjeux", ()):
        yield ReferenceNode(NodeKind.STAKE, stake["code"], stake["label"], None)
        yield from _findings_and_needs(stake)
        yield from _objectives(stake)
    for axis in document.get("axes", ()):
        yield ReferenceNode(NodeKind.AXIS, axis["code"], axis["label"], None)
        for orientation in axis["orientations"]:
            code = orientation["code"]
            yield ReferenceNode(NodeKind.ORIENTATION, code, orientation["label"], axis["code"])
            yield from _objectives(orientation)
    for theme in document.get("themes", ()):
        yield ReferenceNode(NodeKind.THEME, theme["code"], theme["label"], None)
        for sub_theme in theme["sous_themes"]:
            code = sub_theme["code"]
            yield ReferenceNode(NodeKind.SUB_THEME, code, sub_theme["label"], theme["code"])
            for number, action in enumerate(sub_theme["actions"], start=1):
                yield ReferenceNode(NodeKind.ACTION, f"{code}.A{number}", action, code)


def _objectives(parent: dict[str, Any]) -> Iterator[ReferenceNode]:
    for objective in parent["objectifs"]:
        yield ReferenceNode(
            NodeKind.OBJECTIVE, objective["code"], objective["label"], parent["code"]
        )


def _findings_and_needs(stake: dict[str, Any]) -> Iterator[ReferenceNode]:
    code = stake["code"]
    for number, finding in enumerate(stake["constats"], start=1):
        yield ReferenceNode(NodeKind.FINDING, f"{code}.C{number}", finding, code)
    for number, (name, need) in enumerate(stake["besoins"].items(), start=1):
        yield ReferenceNode(NodeKind.NEED, f"{code}.B{number}", f"{name} : {need}", code)


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
        for one in _document(code).get("gouvernance", ())
    )
