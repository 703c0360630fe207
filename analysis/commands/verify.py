"""`python -m analysis verify MANIFEST FILE`: make a result again and say whether it is the same."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.commands.asked import add_encoder, encoder_in, table_documents
from analysis.commands.at_work import add_workers, steps_asked, workers_asked
from analysis.commands.output import FORMULA_STARTS
from analysis.commands.tables import open_table
from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.verifying.verification import Columns, Manifest, Verdict, manifest_from, verify

SAME, OTHER = 0, 1
LARGEST_MANIFEST = 5_000_000
"""Bytes; a thousand themes take a fifth of a megabyte."""


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "verify", help="make a result again from its manifest, and compare"
    )
    parser.add_argument("manifest", type=Path, metavar="MANIFEST", help="as cluster wrote it")
    parser.add_argument("file", type=Path, metavar="FILE", help="the table that was analysed")
    add_encoder(parser)
    add_workers(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Return 0 when the result comes out again, 1 after what differs."""
    manifest = read_manifest(options.manifest)
    steps = steps_asked(options)
    documents = documents_of(options.file, manifest.columns)
    encoder = encoder_in(options)
    with workers_asked(options) as workers:
        verdict = verify(manifest, documents, workers=workers, steps=steps, encoder=encoder)
    sys.stdout.write("\n".join([_title(manifest, verdict), *verdict.sentences]) + "\n")
    return SAME if verdict.same else OTHER


def _title(manifest: Manifest, verdict: Verdict) -> str:
    if not verdict.same:
        return "Not the same result."
    count = len(manifest.theme_hashes)
    same = f"Same result: {count} themes of {manifest.documents} texts, seed {manifest.seed}."
    return f"{same} This differs and changes nothing:" if verdict.sentences else same


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises
    ------
    AnalysisError : it cannot be read, is too large, is none, or comes from a later version.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST_MANIFEST + 1)
    except OSError as error:
        raise AnalysisError(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST_MANIFEST:
        raise AnalysisError(f"{path.name} is too large for the manifest of an analysis.")
    try:
        values = json.loads(content)
    except (RecursionError, ValueError):
        values = None
    return manifest_from(values, path.name)


def documents_of(path: Path, columns: Columns) -> list[Document]:
    """Read the documents of a table whose columns a manifest names.

    Raises
    ------
    AnalysisError : as `table_documents`.
    """
    coming = table_documents(
        open_table(path),
        columns.text,
        columns.id,
        respondent_column=columns.respondent,
        channel_column=columns.channel,
    )
    if not columns.escaped:
        return list(coming)
    return [replace(document, text=_unescaped(document.text)) for document in coming]


def _unescaped(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from running a text."""
    is_escaped = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS)
    return cell[1:] if is_escaped else cell
