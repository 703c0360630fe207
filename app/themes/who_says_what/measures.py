"""What a run keeps of who says what, and what it is called there.

`who_says_what` lists the attributes that were compared, each with a key and the number of
differences that chance would hardly explain; `who_says_what:KEY` is the
table of one and `correspondence:KEY` its map, as `analysis.voices.written` writes them; `minority`
holds the small themes that some group speaks much of. Only groups of five voices or more are named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from analysis import ClusterResult, Document
from analysis.progress import Progress, silent
from analysis.voices.memberships import CHANNEL, attribute_names
from analysis.voices.tables import voice_tables
from analysis.voices.who_says_what import WhoSaysWhat
from analysis.voices.written import map_json, minority_json, table_json
from app.themes.who_says_what.attributes import ACTOR, ASKED, PLACE, WHERE

SHARED = (ACTOR, PLACE, CHANNEL, WHERE, ASKED)
"""Attributes that any consultation may have, in the order in which they are offered."""
INDEX, TABLE, MAP, MINORITY = "who_says_what", "who_says_what", "correspondence", "minority"


def key_of(attribute: str) -> str:
    """What names an attribute in a measure and in an address: closed questions may be long."""
    if attribute in SHARED:
        return attribute
    return hashlib.sha256(attribute.encode()).hexdigest()[:16]


def measures_of(
    result: ClusterResult, documents: Sequence[Document], progress: Progress = silent
) -> dict[str, dict[str, Any]]:
    """Return the measures of a result, by name."""
    tables = voice_tables(
        result,
        documents,
        attributes=sorted(attribute_names(documents), key=_offered),
        seed=int(result.run.settings.get("seed", 0)),
        progress=progress,
    )
    found: dict[str, dict[str, Any]] = {
        INDEX: {"attributes": [_listed(table) for table in tables.tables]},
        MINORITY: {"themes": minority_json(tables.minority)},
    }
    for table in tables.tables:
        found[f"{TABLE}:{key_of(table.attribute)}"] = table_json(table)
    for name, drawn in tables.maps:
        found[f"{MAP}:{key_of(name)}"] = map_json(name, drawn)
    return found


def _listed(table: WhoSaysWhat) -> dict[str, Any]:
    """An attribute in the list of those that were compared, and how much stands out by it."""
    cells = (cell for line in table.themes for cell in line.cells if cell is not None)
    return {
        "key": key_of(table.attribute),
        "name": table.attribute,
        "differences": sum(cell.sign != 0 for cell in cells),
    }


def _offered(attribute: str) -> tuple[int, str]:
    return (SHARED.index(attribute) if attribute in SHARED else len(SHARED), attribute)
