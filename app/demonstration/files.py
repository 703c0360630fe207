"""The demonstration's texts, as they stand in its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

DIRECTORY = Path(__file__).parent / "data"


def read(name: str) -> dict[str, Any]:
    """One of the YAML files of the folder."""
    document: dict[str, Any] = yaml.safe_load((DIRECTORY / name).read_text(encoding="utf-8"))
    return document


def workshops() -> list[dict[str, Any]]:
    """The workshops, in the order of their codes."""
    return [read(f"workshops/{path.name}") for path in sorted((DIRECTORY / "workshops").iterdir())]


def submissions() -> list[dict[str, Any]]:
    """The written contributions: what stands between the `---` lines, and the `text` below."""
    found = []
    for path in sorted((DIRECTORY / "submissions").iterdir()):
        _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
        found.append({**yaml.safe_load(head), "text": text.strip()})
    return found
