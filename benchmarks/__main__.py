"""Every benchmark of the analysis: `python -m benchmarks [--corpora DIR]`."""

import sys

from benchmarks import (
    choosing,
    desk,
    labels,
    links,
    near,
    opinions,
    quality,
    speed,
    stability,
)

PARTS = (
    quality,
    labels,
    links,
    choosing,
    desk,
    speed,
    stability,
    near,
    opinions,
)

if __name__ == "__main__":
    sys.exit(max(part.main(sys.argv[1:]) for part in PARTS))
