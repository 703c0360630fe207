"""`python -m analysis cluster FILE`: themes from a table of texts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from analysis.commands.asked import (
    add_encoder,
    add_input,
    add_output,
    add_seed,
    add_themes,
    columns_asked,
    documents_coming,
    encoder_in,
)
from analysis.commands.at_work import add_workers, steps_asked, workers_asked
from analysis.commands.output import check_output, write_json, write_result
from analysis.themes.clustering import cluster
from analysis.verifying.verification import manifest_of


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser("cluster", help="group texts by theme")
    add_input(parser)
    add_themes(parser)
    add_seed(parser)
    add_encoder(parser)
    add_workers(parser)
    add_output(parser, "OUT.json")
    parser.add_argument(
        "--manifest", type=Path, help="also write what `verify` needs to make the result again"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    check_output(options.output, options.file)
    if options.manifest:
        check_output(options.manifest, options.file, options.output)
    steps = steps_asked(options)
    with workers_asked(options) as workers:
        # The workers are at the first texts while others are still read.
        coming = documents_coming(options)
        # Who wants a manifest has them all read: it tells of the documents too.
        documents = list(coming) if options.manifest else []
        encoder = encoder_in(options)
        result = cluster(
            documents or coming,
            themes=options.themes,
            seed=options.seed,
            workers=workers,
            steps=steps,
            encoder=encoder,
        )
    write_result(result, options.output)
    if options.manifest:
        write_json(manifest_of(result, documents, columns_asked(options)), options.manifest)
    return 0
