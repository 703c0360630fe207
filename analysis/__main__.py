"""Entry point of `python -m analysis`."""

import gc
import sys

# A command makes a great many small objects and next to no cycles: looking for these is a tenth of
# its time.
gc.disable()

from analysis.commands.main import main  # noqa: E402

sys.exit(main())
