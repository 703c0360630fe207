"""The application for a server (`gunicorn wsgi:app`) and for the `flask` command."""

from __future__ import annotations

import gc
import sys

# What is imported stays for good: looking in it for what nobody needs is a fifth of the start.
gc.disable()

from app import create_app  # noqa: E402
from environment import ConfigError  # noqa: E402

try:
    app = create_app()
except ConfigError as error:
    print(f"Sillage cannot start: {error}", file=sys.stderr)
    raise SystemExit(2) from None

# What was made so far stays for good: the garbage collector need not walk it again and again, nor
# touch the pages that workers share.
gc.collect()
gc.freeze()
gc.enable()
