"""The application for a server (`gunicorn wsgi:app`) and for the `flask` command."""

from __future__ import annotations

import gc
import sys

from app import create_app
from environment import ConfigError

try:
    app = create_app()
except ConfigError as error:
    print(f"Sillage cannot start: {error}", file=sys.stderr)
    raise SystemExit(2) from None

# What was made so far stays for good: the garbage collector need not walk it again and again, nor
# touch the pages that workers share.
gc.collect()
gc.freeze()
