"""The command line: `python -m analysis cluster …` and `python -m analysis map …`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from analysis.commands.output import cluster_json, links_json, write_json
from analysis.commands.tables import Table, read_table
from analysis.documents import Document, Example
from analysis.errors import AnalysisError
from analysis.links.proposing import propose_links
from analysis.links.targets import read_targets
from analysis.texts.corpus import text_hash
from analysis.themes.clustering import cluster

BAD_INPUT = 2


class _OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 2 after one line on the error stream."""
    options = _parser().parse_args(arguments)
    try:
        _check_output(options)
        documents = table_documents(
            read_table(options.file), options.text_column, options.id_column
        )
        if options.command == "cluster":
            result: dict[str, Any] = cluster_json(
                cluster(documents, themes=options.themes, seed=options.seed)
            )
        else:
            targets = read_targets(options.targets)
            examples = read_examples(options.examples) if options.examples else []
            result = links_json(
                propose_links(documents, targets, examples=examples, seed=options.seed)
            )
        write_json(result, options.output)
    except AnalysisError as error:
        sys.stderr.write(f"analysis: {' '.join(str(error).split())}\n")
        return BAD_INPUT
    return 0


def table_documents(table: Table, text_column: str, id_column: str | None) -> list[Document]:
    """Return one document per row.

    Without an id column, the id is the start of the hash of the text and the number of the
    occurrence, so that it does not depend on the order of the rows.

    Raises
    ------
    AnalysisError : a column that is not there, an empty id, an id used twice.
    """
    texts = table.column(text_column)
    if id_column is None:
        return _documents_by_hash(texts)
    ids = table.column(id_column)
    for row, name in enumerate(ids, start=1):
        if not name.strip():
            raise AnalysisError(f"{table.name}: row {row} has no id in column {id_column!r}.")
    return [Document(name, text) for name, text in zip(ids, texts, strict=True)]


def _documents_by_hash(texts: Sequence[str]) -> list[Document]:
    seen: Counter[str] = Counter()
    documents = []
    for text in texts:
        start = text_hash(text)[:16]
        seen[start] += 1
        documents.append(Document(f"{start}-{seen[start]}", text))
    return documents


def read_examples(path: Path) -> list[Example]:
    """Read linked texts from a table with the columns `text` and `code`.

    Raises
    ------
    AnalysisError : the file cannot be read or lacks a column.
    """
    table = read_table(path)
    pairs = zip(table.column("text"), table.column("code"), strict=True)
    return [Example(text, code.strip()) for text, code in pairs if text.strip() and code.strip()]


def _check_output(options: argparse.Namespace) -> None:
    """Refuse at once an output that cannot or must not be written, rather than after the work."""
    path: Path = options.output
    if path.is_dir():
        raise AnalysisError(f"{path} is a folder, not a file.")
    if not path.parent.is_dir():
        raise AnalysisError(f"{path} cannot be written: there is no folder {path.parent}.")
    inputs = [options.file, getattr(options, "targets", None), getattr(options, "examples", None)]
    if path.resolve() in [given.resolve() for given in inputs if given]:
        raise AnalysisError(f"{path} is an input: the result would overwrite it.")


def _themes(value: str) -> int | None:
    if value == "auto":
        return None
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is neither 'auto' nor a number from 1")
    return number


def _seed(value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        number = -1
    if not 0 <= number < 1_000_000:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number from 0 to 999999")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(
        prog="analysis", description="Themes and links from plain French texts."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    grouping = commands.add_parser("cluster", help="group texts by theme")
    grouping.add_argument(
        "--themes", type=_themes, default=None, metavar="N|auto", help="number of themes"
    )
    mapping = commands.add_parser("map", help="propose links from texts to a strategy")
    mapping.add_argument(
        "--targets", type=Path, required=True, help="CSV (code,title[,parent]) or strategy YAML"
    )
    mapping.add_argument("--examples", type=Path, help="CSV of linked texts (text,code)")
    for command in (grouping, mapping):
        command.add_argument("file", type=Path, metavar="FILE", help="CSV or TSV, one text a row")
        command.add_argument("--text-column", required=True)
        command.add_argument("--id-column")
        command.add_argument("--seed", type=_seed, default=0)
        command.add_argument("--output", type=Path, required=True, metavar="OUT.json")
    return parser
