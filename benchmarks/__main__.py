"""Every benchmark of the analysis: `python -m benchmarks [--corpora DIR]`."""

import sys

from benchmarks import labels, near, quality, speed

if __name__ == "__main__":
    sys.exit(max(part.main(sys.argv[1:]) for part in (quality, labels, speed, near)))
