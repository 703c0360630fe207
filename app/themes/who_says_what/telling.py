"""What a page says of a table of themes and groups: sentences, cells, a picture."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.voices.masking import SMALLEST
from analysis.voices.memberships import CHANNEL
from analysis.voices.minority import MinorityTheme
from analysis.voices.who_says_what import Cell, WhoSaysWhat
from app.models import CandidateTheme, Channel, OrganisationKind
from app.questionnaires.results.model import MASKED
from app.themes.who_says_what.attributes import ACTOR, ASKED, PLACE, WHERE
from app.web.filters import share
from app.web.labels import label
from charts.model import Grid, short

MOST_CELLS = 150
"""Cells that a picture has room for; with more, it shows the themes without those below them."""
MOST_FINDINGS = 4
UP, DOWN = "▲", "▼"
Themes = Mapping[str, CandidateTheme]


@dataclass(frozen=True)
class ShownLine:
    """A theme and its cells as text; `level` 1 is below another theme."""

    theme_id: uuid.UUID
    label: str
    level: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ShownTable:
    """`findings`: what stands out, the strongest first. `chart` is None without room for it."""

    findings: tuple[str, ...]
    groups: tuple[str, ...]
    lines: tuple[ShownLine, ...]
    chart: Grid | None
    description: str
    has_masked: bool
    left_out: str


def attribute_name(attribute: str) -> str:
    """The name on the screen of an attribute; those of closed questions are their own."""
    names = {
        ACTOR: _("Type of actor"),
        PLACE: _("Territory"),
        CHANNEL: _("Channel"),
        WHERE: _("Activity"),
        ASKED: _("Question"),
    }
    return str(names.get(attribute, attribute))


def group_name(attribute: str, group: str) -> str:
    """The name on the screen of a group."""
    if not group:
        return str(_("Smaller groups"))
    kinds = {ACTOR: OrganisationKind, CHANNEL: Channel}
    try:
        return str(label(kinds[attribute](group))) if attribute in kinds else group
    except ValueError:
        return group


def shown_table(table: WhoSaysWhat, themes: Themes) -> ShownTable:
    """A table in words and figures. Themes that are not in the run any more are left out."""
    lines = [line for line in table.themes if line.theme in themes]
    findings = _findings(table, themes)
    return ShownTable(
        findings,
        tuple(group_name(table.attribute, group.name) for group in table.groups),
        tuple(
            ShownLine(
                themes[line.theme].id,
                themes[line.theme].label,
                int(line.parent is not None),
                tuple(map(_cell, line.cells)),
            )
            for line in lines
        ),
        _grid(table, themes),
        " ".join([_("Shaded table: what part of what a group says each theme is."), *findings]),
        table.masked > 0,
        _left_out(table.left_out),
    )


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return MASKED
    if not cell.voices:
        return _percent(0)
    mark = {1: f" {UP}", 0: "", -1: f" {DOWN}"}[cell.sign]
    return f"{_percent(cell.share)}{mark} ({_bounds(cell)})"


def _bounds(cell: Cell) -> str:
    return _("%(low)s to %(high)s", low=_short(cell.low), high=_percent(cell.high))


def _short(part: float) -> str:
    """A percentage without its sign, which the next one has."""
    return _percent(part).removesuffix("%").rstrip()


def _percent(part: float) -> str:
    """A part of 1, which stays on one line."""
    return share(part).replace(" ", "\N{NO-BREAK SPACE}")


def _findings(table: WhoSaysWhat, themes: Themes) -> tuple[str, ...]:
    """The groups that speak more of a theme than the others do, the strongest first, then those
    that speak less of one."""
    told = [
        (cell.sign < 0, -abs(cell.residual), line.theme, line.parent, group.name, cell)
        for line in table.themes
        if line.theme in themes
        for group, cell in zip(table.groups, line.cells, strict=True)
        if cell is not None and cell.sign
    ]
    # A theme is told by those below it where one of these stands out as well.
    below = {(less, parent, group) for less, _strength, _theme, parent, group, _cell in told}
    found = sorted((one for one in told if (one[0], one[2], one[4]) not in below), key=_order)
    return tuple(
        _finding(
            less,
            group=group_name(table.attribute, group),
            theme=themes[theme].label,
            share=_percent(cell.share),
            others=_percent(cell.of_others),
        )
        for less, _strength, theme, _parent, group, cell in found[:MOST_FINDINGS]
    )


def _order(told: tuple[bool, float, str, str | None, str, Cell]) -> tuple[bool, float, str, str]:
    less, strength, theme, _parent, group, _cell = told
    return less, strength, theme, group


def _finding(less: bool, **told: str) -> str:
    if less:
        return _(
            "“%(group)s” speaks less of “%(theme)s” than the others do: %(share)s of what it says,"
            " against %(others)s.",
            **told,
        )
    return _(
        "“%(group)s” speaks more of “%(theme)s” than the others do: %(share)s of what it says,"
        " against %(others)s.",
        **told,
    )


def _left_out(voices: int) -> str:
    """How many are not compared; fewer than five could be recognised."""
    if not voices:
        return ""
    if voices < SMALLEST:
        return str(_("Fewer than five voices are not compared: nothing is known of them."))
    return str(
        ngettext(
            "%(num)s voice is not compared: nothing is known of it, or its group is too small.",
            "%(num)s voices are not compared: nothing is known of them, or their groups are too"
            " small.",
            voices,
        )
    )


def _grid(table: WhoSaysWhat, themes: Themes) -> Grid | None:
    """The picture, without the themes of which it would show nothing but masked cells."""
    lines = [
        line
        for line in table.themes
        if line.theme in themes and any(cell and cell.voices for cell in line.cells)
    ]
    if len(lines) * len(table.groups) > MOST_CELLS:
        lines = [line for line in lines if line.parent is None]
    if not lines or len(lines) * len(table.groups) > MOST_CELLS:
        return None
    return Grid(
        [
            ("–\N{NO-BREAK SPACE}" if line.parent else "") + short(themes[line.theme].label)
            for line in lines
        ],
        [short(group_name(table.attribute, group.name)) for group in table.groups],
        [[round(100 * cell.share) if cell else None for cell in line.cells] for line in lines],
        [[cell.sign if cell else 0 for cell in line.cells] for line in lines],
    )


@dataclass(frozen=True)
class ShownMinority:
    """A small theme, and where it is much spoken of."""

    theme_id: uuid.UUID
    label: str
    share: float
    where: tuple[str, ...]


def shown_minority(found: tuple[MinorityTheme, ...], themes: Themes) -> list[ShownMinority]:
    """The minority themes that are in the run, in words."""
    return [
        ShownMinority(
            themes[one.theme].id,
            themes[one.theme].label,
            one.share,
            tuple(
                _(
                    "%(attribute)s, %(group)s: %(share)s of what is said there, against %(others)s"
                    " elsewhere (%(voices)s voices).",
                    attribute=attribute_name(where.attribute),
                    group=group_name(where.attribute, where.group),
                    share=_percent(where.share),
                    others=_percent(where.of_others),
                    voices=where.voices,
                )
                for where in one.where
            ),
        )
        for one in found
        if one.theme in themes
    ]
