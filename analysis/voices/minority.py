"""Small themes that some group speaks much of: what an average hides and a reader should see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.results import Theme
from analysis.voices.who_says_what import WhoSaysWhat

SMALL = 0.5
"""A theme is small under this part of an even share."""
STRONG = 2.0
"""Adjusted residual from which a theme is over-represented, where chance does not explain it."""


@dataclass(frozen=True)
class Where:
    """A group that speaks of a theme more than the others do; figures as in `Cell`."""

    attribute: str
    group: str
    voices: int
    share: float
    of_others: float
    residual: float
    q: float


@dataclass(frozen=True)
class MinorityTheme:
    """A small theme and where it is over-represented, the strongest first."""

    theme: str
    share: float
    where: tuple[Where, ...]


def minority_themes(
    themes: Sequence[Theme], tables: Iterable[WhoSaysWhat]
) -> tuple[MinorityTheme, ...]:
    """Return the themes without sub-themes that are small by respondents, but over-represented
    somewhere by enough voices to be told; the most over-represented first."""
    above = {theme.parent for theme in themes}
    leaves = [theme for theme in themes if theme.id not in above]
    small = {
        theme.id: theme.voices.respondents
        for theme in leaves
        if theme.voices is not None and theme.voices.respondents < SMALL / len(leaves)
    }
    found: dict[str, list[Where]] = {}
    for table in tables:
        for line in table.themes:
            if line.theme not in small:
                continue
            for group, cell in zip(table.groups, line.cells, strict=True):
                if cell is None or cell.q is None or cell.sign < 1 or cell.residual <= STRONG:
                    continue
                found.setdefault(line.theme, []).append(
                    Where(
                        table.attribute,
                        group.name,
                        cell.voices,
                        cell.share,
                        cell.of_others,
                        cell.residual,
                        cell.q,
                    )
                )
    listed = [
        MinorityTheme(theme, small[theme], tuple(sorted(where, key=_strongest_first)))
        for theme, where in found.items()
    ]
    return tuple(sorted(listed, key=lambda one: (_strongest_first(one.where[0]), one.theme)))


def _strongest_first(where: Where) -> tuple[float, str, str]:
    return -where.residual, where.attribute, where.group
