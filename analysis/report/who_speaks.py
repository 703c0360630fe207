"""Who says what, as a report tells it: tables whose small cells are masked, maps, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.report.figures import Figure, attribute_name, correspondence_figure
from analysis.report.wording import Wording
from analysis.results import Theme
from analysis.voices.correspondence import CorrespondenceMap
from analysis.voices.masking import SMALLEST
from analysis.voices.tables import VoiceTables
from analysis.voices.who_says_what import Cell, Group, ThemeLine, WhoSaysWhat

MASKED = "–"
MOST_LINES = 60
MOST_TOLD = 4
"""Groups that the card of a theme names."""
_MARKS = {1: " ▲", 0: "", -1: " ▼"}


@dataclass(frozen=True)
class TableLine:
    """A theme and its cells as text; `is_below` another theme."""

    label: str
    is_below: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class VoicesTable:
    """Themes × groups; `notes` say what is masked or left out."""

    title: str
    groups: tuple[str, ...]
    lines: tuple[TableLine, ...]
    notes: tuple[str, ...]
    figure: Figure | None


def voices_tables(
    tables: VoiceTables, themes: Mapping[str, Theme], words: Wording
) -> list[VoicesTable]:
    """A table for each attribute that could be compared."""
    labels = {theme.id: theme.label for theme in themes.values()}
    maps = {name: drawn for name, drawn in tables.maps if isinstance(drawn, CorrespondenceMap)}
    return [
        VoicesTable(
            attribute_name(table.attribute, words),
            tuple(
                f"{_group(group, words)} ({words.number(group.voices)})" for group in table.groups
            ),
            tuple(
                TableLine(
                    labels[line.theme],
                    line.parent is not None,
                    tuple(_cell(cell, words) for cell in line.cells),
                )
                for line in _shown(table, themes)
            ),
            _notes(table, words),
            correspondence_figure(maps[table.attribute], labels, words)
            if table.attribute in maps
            else None,
        )
        for table in tables.tables
    ]


def _shown(table: WhoSaysWhat, themes: Mapping[str, Theme]) -> list[ThemeLine]:
    """The lines of the largest themes, in the order of the table."""
    largest = sorted(table.themes, key=lambda line: -themes[line.theme].size)[:MOST_LINES]
    kept = {line.theme for line in largest}
    return [line for line in table.themes if line.theme in kept]


def _cell(cell: Cell | None, words: Wording) -> str:
    return MASKED if cell is None else f"{words.share(cell.share)}{_MARKS[cell.sign]}"


def _group(group: Group, words: Wording) -> str:
    return words.say("rest") if group.is_rest else group.name


def _notes(table: WhoSaysWhat, words: Wording) -> tuple[str, ...]:
    notes = []
    if table.masked:
        notes.append(words.say("masked"))
    if len(table.themes) > MOST_LINES:
        notes.append(words.say("only_largest", n=MOST_LINES))
    if 0 < table.left_out < SMALLEST:
        notes.append(words.say("left_out_few"))
    elif table.left_out:
        notes.append(words.count("left_out", table.left_out))
    return tuple(notes)


def who_speaks_more(tables: VoiceTables, words: Wording) -> dict[str, tuple[str, ...]]:
    """Of each theme by its id, the groups that speak more of it than the others, in sentences."""
    found: dict[str, list[tuple[float, str]]] = {}
    for table in tables.tables:
        for line in table.themes:
            for group, cell in zip(table.groups, line.cells, strict=True):
                if cell is not None and cell.sign > 0:
                    told = words.say(
                        "who_line",
                        attribute=attribute_name(table.attribute, words),
                        group=_group(group, words),
                        share=words.share(cell.share),
                        others=words.share(cell.of_others),
                    )
                    found.setdefault(line.theme, []).append((-cell.residual, told))
    return {
        theme: tuple(told for _strength, told in sorted(lines)[:MOST_TOLD])
        for theme, lines in found.items()
    }
