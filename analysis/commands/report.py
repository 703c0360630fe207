"""`python -m analysis report FILE`: everything that is told of a table of texts, on one page."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from analysis.commands.asked import (
    add_encoder,
    add_input,
    add_output,
    add_seed,
    add_themes,
    columns_asked,
    documents_in,
    encoder_in,
)
from analysis.commands.at_work import add_workers, steps_asked, workers_asked
from analysis.commands.output import check_output, write_text
from analysis.commands.tables import read_table
from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.themes.clustering import cluster
from analysis.themes.sensitivity import sensitivity
from analysis.voices.tables import voice_tables

_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%Y/%m/%d", "%d.%m.%Y")


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "report", help="group texts by theme and write it all on one HTML page"
    )
    add_input(parser)
    parser.add_argument("--date-column", help="when it was said: 2016-06-28 or 28/06/2016")
    add_themes(parser)
    add_seed(parser)
    add_encoder(parser)
    add_workers(parser)
    parser.add_argument(
        "--sensitivity", action="store_true", help="also try what would change the themes (longer)"
    )
    parser.add_argument("--language", choices=("fr", "en"), default="fr")
    add_output(parser, "OUT.html")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    check_output(options.output, options.file)
    # Drawing takes a second to load, which the other commands should not wait for.
    page = importlib.import_module("analysis.report.page")
    documents, steps = _documents(options), steps_asked(options)
    with workers_asked(options) as workers:
        made = {"seed": options.seed, "workers": workers, "steps": steps}
        result = cluster(documents, themes=options.themes, encoder=encoder_in(options), **made)
        placed = {one.id: one.theme for one in result.documents if one.theme}
        sent = [name for campaign in result.campaigns for name in campaign.ids]
        # With one theme there is nothing that could change.
        is_tried = options.sensitivity and len(set(placed.values())) > 1
        tried = sensitivity(documents, placed, campaigns=sent, **made) if is_tried else None
    analysed = page.Analysed(
        options.file.name,
        columns_asked(options),
        documents,
        result,
        voice_tables(result, documents, seed=options.seed),
        tried,
    )
    write_text(page.report_page(analysed, options.language), options.output)
    return 0


def _documents(options: argparse.Namespace) -> list[Document]:
    """The documents, each with its day where there is a column of days."""
    documents = documents_in(options)
    if not options.date_column:
        return documents
    days = days_of(read_table(options.file).column(options.date_column), options.date_column)
    return [replace(one, day=day) for one, day in zip(documents, days, strict=True)]


def days_of(cells: Sequence[str], column: str) -> list[dt.date | None]:
    """The day of each cell, which may hold an hour after it; None where it is empty.

    Raises
    ------
    AnalysisError : a cell that is no day.
    """
    return [_day(cell.strip(), row, column) for row, cell in enumerate(cells, start=1)]


def _day(cell: str, row: int, column: str) -> dt.date | None:
    if not cell:
        return None
    written = cell.replace("T", " ").split()[0]
    for form in _DAYS:
        try:
            return dt.datetime.strptime(written, form).date()
        except ValueError:
            continue
    raise AnalysisError(
        f"row {row}: {cell[:40]!r} in column {column!r} is no day such as 2016-06-28 or 28/06/2016."
    )
