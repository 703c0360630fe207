"""The drills: `python -m benchmarks.drills [NAME…] [--database sqlite|postgresql] [--small]`.

Without a name all of them, without a database on both. One line each; the exit code is 1 when a
figure is not what was wanted.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time

from benchmarks.drills.results import Result

DATABASES = ("sqlite", "postgresql")
DRILLS = (
    "killing",
    "worker_killed",
    "power_cut",
    "disk_full",
    "broken_upload",
    "sending_twice",
    "offline",
    "unicode",
    "clock",
    "migrations",
    "backup",
    "several_hosts",
    "behind_proxy",
    "live_notes",
)
"""Modules of this package, in the order in which they are run."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(DRILLS))
    parser.add_argument("--database", choices=DATABASES, help="on one database only")
    parser.add_argument("--small", action="store_true", help="in seconds, as the tests do it")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(DRILLS):
        parser.error(f"no drill is named {', '.join(sorted(unknown))}")
    is_met = True
    for name in asked.names or DRILLS:
        for database in [asked.database] if asked.database else DATABASES:
            is_met = _run(name, database, asked.small) and is_met
    return 0 if is_met else 1


def _run(name: str, database: str, is_small: bool) -> bool:
    """Do a drill and print its line."""
    # Imported when its turn has come: some want a browser, or the application.
    drill = importlib.import_module(f"benchmarks.drills.{name}")
    start = time.monotonic()
    result: Result = drill.run(database, is_small)
    print(result.line(name, database, time.monotonic() - start), flush=True)
    return result.is_met


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
