"""`python -m analysis map FILE --targets STRATEGY`: links from texts to a strategy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from analysis.commands.asked import add_input, add_output, add_seed, documents_in
from analysis.commands.output import check_output, links_json, write_json
from analysis.commands.tables import read_table
from analysis.documents import Example
from analysis.links.proposing import propose_links
from analysis.links.targets import read_targets


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "map", help="propose links from texts to a strategy"
    )
    add_input(parser)
    parser.add_argument(
        "--targets", type=Path, required=True, help="CSV (code,title[,parent]) or strategy YAML"
    )
    parser.add_argument("--examples", type=Path, help="CSV of linked texts (text,code)")
    add_seed(parser)
    add_output(parser, "OUT.json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    check_output(options.output, options.file, options.targets, options.examples)
    documents = documents_in(options)
    targets = read_targets(options.targets)
    examples = read_examples(options.examples) if options.examples else []
    result = propose_links(documents, targets, examples=examples, seed=options.seed)
    write_json(links_json(result), options.output)
    return 0


def read_examples(path: Path) -> list[Example]:
    """Read linked texts from a table with the columns `text` and `code`.

    Raises
    ------
    AnalysisError : the file cannot be read or lacks a column.
    """
    table = read_table(path)
    pairs = zip(table.column("text"), table.column("code"), strict=True)
    return [Example(text, code.strip()) for text, code in pairs if text.strip() and code.strip()]
