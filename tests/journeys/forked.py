"""`flask …` in processes of their own, forked from one that has imported the application.

Nearly all of a start is imports: seconds of a processor for each server and each worker. What
comes after them, settings and `wsgi.py` first, is done in the process as `python -m flask` does it.

One thing is as in production: a browser asks once for a style or a script. A page has fifteen.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

import flask.cli

import app.cli.processes
from config import Development, Production

_FORKS = multiprocessing.get_context("forkserver")
# This module, and what it imports: commands find the application there.
_FORKS.set_forkserver_preload([__name__, app.cli.processes.__name__])


def start(command: str, environment: dict[str, str], log: Path, directory: Path) -> BaseProcess:
    """Start `flask COMMAND` in a directory, with this environment alone; it writes into `log`."""
    process = _FORKS.Process(target=_run, args=(command, environment, log, directory))
    process.start()
    return process


def _run(command: str, environment: dict[str, str], log: Path, directory: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(directory)
    Development.static_lifetime = Production.static_lifetime
    with log.open("ab") as written:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(written.fileno(), stream.fileno())
            stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    sys.argv = ["flask", command]
    flask.cli.main()
