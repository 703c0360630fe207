"""Every benchmark of the analysis: `python -m benchmarks [--corpora DIR]`."""

import sys

from benchmarks import links, near, quality, speed

if __name__ == "__main__":
    sys.exit(max(part.main(sys.argv[1:]) for part in (quality, links, speed, near)))
from benchmarks import near, opinions, quality, speed

if __name__ == "__main__":
    sys.exit(max(part.main(sys.argv[1:]) for part in (quality, speed, near, opinions)))
