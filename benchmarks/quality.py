"""Agreement of the themes with the groups that people made: `python -m benchmarks.quality`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.labelled_corpora import (
    DEFAULT_CORPORA,
    CorporaAbsent,
    clustering_tasks,
    unseen_tasks,
)
from benchmarks.theme_agreement import print_themes


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Returns 0, 1 when the floor is missed, 2 without corpora."""
    parser = argparse.ArgumentParser(prog="benchmarks.quality", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT_CORPORA, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        judged, others = clustering_tasks(options.corpora), unseen_tasks(options.corpora)
    except CorporaAbsent as absent:
        print(f"quality: NOT RUN. {absent}", file=sys.stderr)
        return 2
    return 0 if print_themes(judged, others) else 1


if __name__ == "__main__":
    sys.exit(main())
