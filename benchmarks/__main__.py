"""Every benchmark of the analysis: `python -m benchmarks [--corpora DIR]`."""

import sys

from benchmarks import choosing, links, near, quality, speed

if __name__ == "__main__":
    sys.exit(max(part.main(sys.argv[1:]) for part in (quality, links, choosing, speed, near)))
