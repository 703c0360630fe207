"""Both benchmarks: `python -m benchmarks [--corpora DIR]`."""

import sys

from benchmarks import quality, speed

if __name__ == "__main__":
    sys.exit(max(quality.main(sys.argv[1:]), speed.main(sys.argv[1:])))
