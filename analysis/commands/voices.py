"""`python -m analysis voices FILE`: who speaks of what, from a table of texts."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.commands.asked import add_input, add_output, add_seed, add_themes, documents_in
from analysis.commands.given_result import given_result
from analysis.commands.output import check_output, kept_as_text, write_json, write_text
from analysis.errors import AnalysisError
from analysis.results import ClusterResult
from analysis.themes.clustering import cluster
from analysis.voices.tables import VoiceTables, voice_tables
from analysis.voices.who_says_what import Cell
from analysis.voices.written import tables_json

HEADINGS = (
    "attribute",
    "group",
    "theme",
    "label",
    "voices",
    "texts",
    "of_texts",
    "share",
    "low",
    "high",
    "balanced",
    "balanced_low",
    "balanced_high",
    "of_others",
    "residual",
    "z",
    "q",
    "sign",
)
MASKED = "masked"
_CELL = HEADINGS[4:]


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "voices", help="group texts by theme and tell who speaks of what"
    )
    add_input(parser)
    add_themes(parser)
    add_seed(parser)
    parser.add_argument(
        "--result",
        type=Path,
        metavar="THEMES.json",
        help="what `cluster` wrote of the same table, rather than to group the texts again",
    )
    parser.add_argument(
        "--csv", type=Path, metavar="OUT.csv", help="the same as one table, a cell a row"
    )
    add_output(parser, "OUT.json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    check_output(options.output, options.file, options.result)
    if options.csv:
        check_output(options.csv, options.file, options.output, options.result)
    if options.result and options.themes:
        raise AnalysisError("--themes is of no use with --result, whose themes are there already.")
    documents = documents_in(options)
    result = (
        given_result(options.result, documents)
        if options.result
        else cluster(documents, themes=options.themes, seed=options.seed)
    )
    tables = voice_tables(result, documents, seed=options.seed)
    labels = {theme.id: theme.label for theme in result.themes}
    write_json({"labels": labels, **tables_json(tables)}, options.output)
    if options.csv:
        write_text(_csv(result, tables), options.csv)
    return 0


def _csv(result: ClusterResult, tables: VoiceTables) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(_rows(result, tables))
    return written.getvalue()


def _rows(result: ClusterResult, tables: VoiceTables) -> Iterator[list[Any]]:
    """Each theme as a whole, without attribute nor group, then each cell of the tables."""
    labels = {theme.id: theme.label for theme in result.themes}
    for theme in result.themes:
        counted = tables.counts.themes[theme.id]
        ways = counted.voices
        told = {
            "voices": counted.respondents,
            "texts": theme.size,
            "of_texts": ways.texts,
            "share": ways.respondents,
            "balanced": ways.balanced,
        }
        yield ["", "", theme.id, kept_as_text(theme.label), *(told.get(name, "") for name in _CELL)]
    for table in tables.tables:
        for line in table.themes:
            for group, cell in zip(table.groups, line.cells, strict=True):
                named = (table.attribute, group.name, line.theme, labels[line.theme])
                yield [*map(kept_as_text, named), *_figures(cell)]


def _figures(cell: Cell | None) -> list[Any]:
    if cell is None:
        return [MASKED] * len(_CELL)
    return ["" if getattr(cell, name) is None else getattr(cell, name) for name in _CELL]
