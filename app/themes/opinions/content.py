"""What is kept of a map of opinions: groups, never who is in them.

Whoever reads a map may know much besides: the counts of each idea, that are open data; what the
map said before; how some people voted. So what is kept, and not only what is shown, is coarse:

- a group has at least five people, and its size is told to the nearest five;
- a statement is told only where each group gave it five votes or more;
- shares are told to the nearest five points, and never beyond 5 and 95: that everybody in a group
  said the same is not told. How many of a group voted is not told either, so that what the few in
  no group said does not follow from an exact total;
- the map is made again only once at least five people more, or less, have voted
  (`app.themes.opinions.asking`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analysis.opinions import Former, OpinionGroup, OpinionResult, Shares, StatementOpinion

FEWEST = 5
STEP = 5


def kept_content(found: OpinionResult) -> dict[str, Any]:
    """What is kept of a result."""
    told = [one for one in found.opinions if _is_told(one)]
    return {
        "statements_voted": found.statements,
        "grouped": nearest(found.grouped),
        "groups": [_group(one, {each.id for each in told}) for one in found.groups],
        "statements": [_statement(one) for one in told],
        "agreed": _best([one for one in told if one.agreed], lambda one: one.consensus),
        "rejected": _best([one for one in told if one.rejected], lambda one: one.rejection),
        "divides": _best([one for one in told if one.divides], lambda one: one.division),
        "rival": found.former.rival,
        "versions": found.run.versions,
    }


def _best(some: list[StatementOpinion], worth: Callable[[StatementOpinion], float]) -> list[str]:
    """Their identifiers, the best first. What they are worth would tell exact counts."""
    return [one.id for one in sorted(some, key=lambda one: (-worth(one), one.id))]


def former_of(content: dict[str, Any]) -> Former | None:
    """What the next computation needs of what was kept; None without groups."""
    names = [one["name"] for one in content.get("groups", ())]
    if not names:
        return None
    leanings = {
        name: {
            one["id"]: (one["groups"][name][0] - one["groups"][name][1]) / 100
            for one in content["statements"]
        }
        for name in names
    }
    return Former(leanings, content["rival"])


def nearest(count: int) -> int:
    """A count to the nearest five; above zero, never zero."""
    return max(STEP * ((count + STEP // 2) // STEP), STEP) if count else 0


def coarse(shares: Shares) -> list[int]:
    """Percentages that agree and that disagree."""
    return [_share(shares.agree, shares.votes), _share(shares.disagree, shares.votes)]


def _share(some: int, votes: int) -> int:
    return min(max(STEP * round(100 * some / (STEP * votes)), STEP), 100 - STEP)


def _is_told(one: StatementOpinion) -> bool:
    parts = [one.everybody, *one.groups.values()]
    return all(shares.votes >= FEWEST for shares in parts)


def _group(one: OpinionGroup, told: set[str]) -> dict[str, Any]:
    return {
        "name": one.name,
        "size": nearest(one.size),
        "x": round(one.x, 1),
        "y": round(one.y, 1),
        "spread": round(one.spread, 1),
        "firmness": one.firmness.value if one.firmness else None,
        "telling": [
            {"id": each.statement, "agrees": each.agrees}
            for each in one.telling
            if each.statement in told
        ],
    }


def _statement(one: StatementOpinion) -> dict[str, Any]:
    return {
        "id": one.id,
        "everybody": coarse(one.everybody),
        "groups": {name: coarse(shares) for name, shares in one.groups.items()},
    }
