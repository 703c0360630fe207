"""`python -m analysis cluster FILE`: themes from a table of texts."""

from __future__ import annotations

import argparse
from typing import Any

from analysis.commands.asked import (
    add_encoder,
    add_input,
    add_output,
    add_seed,
    add_themes,
    documents_in,
    encoder_in,
)
from analysis.commands.output import check_output, cluster_json, write_json
from analysis.themes.clustering import cluster


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser("cluster", help="group texts by theme")
    add_input(parser)
    add_themes(parser)
    add_seed(parser)
    add_encoder(parser)
    add_output(parser, "OUT.json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    check_output(options.output, options.file)
    result = cluster(
        documents_in(options),
        themes=options.themes,
        seed=options.seed,
        encoder=encoder_in(options),
    )
    write_json(cluster_json(result), options.output)
    return 0
