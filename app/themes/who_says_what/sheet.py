"""A table of themes and groups to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.voices.who_says_what import WhoSaysWhat
from app.publication.sheets import Sheet
from app.themes.who_says_what.telling import Themes, attribute_name, group_name


def table_sheet(table: WhoSaysWhat, themes: Themes) -> Sheet:
    """One row a cell, as the page shows it: masked cells have no figure. Shares are parts of 1."""

    def rows(_session: Session, _run_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
        for line in table.themes:
            if line.theme not in themes:
                continue
            for group, cell in zip(table.groups, line.cells, strict=True):
                named = (
                    line.theme,
                    themes[line.theme].label,
                    group_name(table.attribute, group.name),
                    group.voices,
                )
                if cell is None:
                    yield (*named, *[""] * 12, _("masked"))
                    continue
                yield (
                    *named,
                    cell.voices,
                    cell.texts,
                    cell.of_texts,
                    cell.share,
                    cell.low,
                    cell.high,
                    cell.balanced,
                    cell.balanced_low,
                    cell.balanced_high,
                    cell.of_others,
                    cell.residual,
                    cell.z,
                    {1: _("more than expected"), 0: "", -1: _("fewer than expected")}[cell.sign],
                )

    headings = (
        _("Code"),
        _("Theme"),
        attribute_name(table.attribute),
        _("Voices of the group"),
        _("Voices"),
        _("Texts"),
        _("Share of the texts"),
        _("Share per respondent"),
        _("Lower bound of the share"),
        _("Upper bound of the share"),
        _("Balanced share"),
        _("Lower bound of the balanced share"),
        _("Upper bound of the balanced share"),
        _("Share among the others"),
        _("Adjusted residual"),
        "z",
        _("Reading"),
    )
    return Sheet("who-says-what", _("Who says what"), headings, rows)
