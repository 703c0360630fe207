"""Entry point of `python -m analysis`."""

import gc
import sys

# A command makes a great many small objects and next to no cycles: looking for these is a tenth of
# its time.
gc.disable()

from analysis.commands.main import main  # noqa: E402

code = main()
# Nor has anything to be looked for at the end: the process goes, and its memory with it.
gc.freeze()
sys.exit(code)
