"""`python -m analysis sensitivity FILE`: what would change the themes, and by how much."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any

from analysis.commands.asked import add_input, add_output, add_seed, add_themes, documents_in
from analysis.commands.at_work import add_workers, steps_asked, workers_asked
from analysis.commands.output import check_output, run_json, write_json
from analysis.progress import part
from analysis.results import ClusterResult
from analysis.themes.clustering import cluster
from analysis.themes.sensitivity import Effect, Sensitivity, sensitivity
from analysis.themes.variations import VariationKind

SHARE_OF_RESULT = 0.06
"""The part of the time that the result itself takes, next to its variations."""
CHANGES = {
    VariationKind.AGAIN: "nothing changed",
    VariationKind.SEED: "seed {}",
    VariationKind.THEMES: "{} themes",
    VariationKind.CONTRIBUTORS: "without the {} longest contributors",
    VariationKind.CHANNEL: "without {}",
    VariationKind.CAMPAIGNS: "without campaigns",
}
VOCABULARIES = {
    "rare": "without rare words",
    "families": "without families of words",
    "stop words": "stop words kept",
}


def add_to(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "sensitivity", help="try what would change the themes"
    )
    add_input(parser)
    add_themes(parser)
    add_seed(parser)
    add_workers(parser)
    add_output(parser, "OUT.json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    check_output(options.output, options.file)
    documents, steps = documents_in(options), steps_asked(options)
    with workers_asked(options) as workers:
        result = cluster(
            documents,
            themes=options.themes,
            seed=options.seed,
            progress=part(_told, 0.0, SHARE_OF_RESULT),
            workers=workers,
            steps=steps,
        )
        found = sensitivity(
            documents,
            {one.id: one.theme for one in result.documents if one.theme},
            seed=options.seed,
            campaigns=[name for campaign in result.campaigns for name in campaign.ids],
            progress=part(_told, SHARE_OF_RESULT, 1.0),
            workers=workers,
            steps=steps,
        )
    write_json(sensitivity_json(result, found), options.output)
    sys.stdout.write(sensitivity_table(result, found))
    return 0


def sensitivity_json(result: ClusterResult, found: Sensitivity) -> dict[str, Any]:
    """Return a report as plain values, in the order in which they are written."""
    return {
        "run": run_json(result.run),
        "themes": [
            {
                "id": theme.id,
                "label": theme.label,
                "size": theme.size,
                "stability": theme.stability,
                "firmness": theme.firmness,
            }
            for theme in result.themes
            if theme.id in found.themes
        ],
        "effects": [{**asdict(effect), "lost": list(effect.lost)} for effect in found.effects],
    }


def sensitivity_table(result: ClusterResult, found: Sensitivity) -> str:
    """Return a report for people: a line a variation, then the themes that are lost most often."""
    lines = [f"{'':38}{'ARI':>6}{'AMI':>6}{'moved':>7}{'lost':>6}{'new':>5}"]
    lines += [_line(effect) for effect in found.effects]
    labels = {theme.id: theme.label for theme in result.themes}
    lost = [(sum(theme in one.lost for one in found.effects), theme) for theme in found.themes]
    often = sorted((-times, place) for place, (times, _) in enumerate(lost) if times)
    lines += ["", f"Themes lost, in how many of {len(found.effects)} variations:"]
    lines += [f"{-times:4}  {labels[found.themes[place]]}" for times, place in often] or ["   none"]
    return "\n".join(lines) + "\n"


def _line(effect: Effect) -> str:
    figures = "".join(
        f"{'–' if value is None else f'{value:.2f}':>6}" for value in (effect.ari, effect.ami)
    )
    moved = effect.moved / max(effect.compared, 1)
    lost = f"{len(effect.lost)}/{len(effect.fates)}"
    return f"{_change(effect):38}{figures}{moved:>7.0%}{lost:>6}{len(effect.new):>5}"


def _change(effect: Effect) -> str:
    if effect.kind is VariationKind.VOCABULARY:
        return VOCABULARIES[effect.value]
    words = CHANGES[effect.kind].format(effect.value)
    return words if len(words) < 38 else f"{words[:36]}…"


def _told(share: float, step: str) -> None:
    """Say where the work stands, on one line of a terminal and nowhere else."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{share:4.0%} {step[:60]:60}" + ("\n" if share >= 1 else ""))
        sys.stderr.flush()
