"""`python -m analysis map FILE --targets STRATEGY`: links from texts to a strategy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from analysis.commands.asked import (
    add_encoder,
    add_input,
    add_output,
    add_seed,
    documents_in,
    encoder_in,
)
from analysis.commands.output import check_output, links_json, write_json
from analysis.commands.tables import read_table
from analysis.documents import Example
from analysis.errors import AnalysisError
from analysis.links.proposing import propose_links
from analysis.links.targets import read_targets

_YES = frozenset({"", "1", "yes", "true", "oui", "vrai"})
_NO = frozenset({"0", "no", "false", "non", "faux"})


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "map", help="propose links from texts to a strategy"
    )
    add_input(parser)
    parser.add_argument(
        "--targets", type=Path, required=True, help="CSV (code,title[,parent]) or strategy YAML"
    )
    parser.add_argument("--examples", type=Path, help="CSV of linked texts (text,code[,accepted])")
    add_seed(parser)
    add_encoder(parser)
    add_output(parser, "OUT.json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    check_output(options.output, options.file, options.targets, options.examples)
    documents = documents_in(options)
    targets = read_targets(options.targets)
    examples = read_examples(options.examples) if options.examples else []
    result = propose_links(
        documents, targets, examples=examples, seed=options.seed, encoder=encoder_in(options)
    )
    write_json(links_json(result), options.output)
    return 0


def read_examples(path: Path) -> list[Example]:
    """Read decided texts from a table with the columns `text` and `code`.

    A column `accepted`, when there is one, says "no" (or 0, false, non, faux) where the link was
    set aside.

    Raises
    ------
    AnalysisError : the file cannot be read, lacks a column, or an answer is neither yes nor no.
    """
    table = read_table(path)
    texts, codes = table.column("text"), table.column("code")
    answers = table.column("accepted") if "accepted" in table.columns else [""] * len(texts)
    return [
        Example(text, code.strip(), _is_yes(answer, path.name))
        for text, code, answer in zip(texts, codes, answers, strict=True)
        if text.strip() and code.strip()
    ]


def _is_yes(answer: str, name: str) -> bool:
    said = answer.strip().lower()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise AnalysisError(f"{name}: {answer!r} in column 'accepted' is neither yes nor no.")
