"""The lists that come with the platform: official ones, with their source."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import yaml

from app.models import ListKind
from app.organisations.lists.entries import ReferenceEntries, entries_of_rows

DIRECTORY = Path(__file__).parent / "data"


@cache
def shipped_list(kind: ListKind) -> ReferenceEntries:
    """The list of a kind, read once."""
    sources = yaml.safe_load((DIRECTORY / "sources.yaml").read_text(encoding="utf-8"))
    about = sources[kind.value]
    with (DIRECTORY / f"{kind.value}.csv").open(encoding="utf-8", newline="") as file:
        entries = entries_of_rows(csv.DictReader(file))
    return ReferenceEntries(kind, entries, about["source"], about["dated_on"])
