from __future__ import annotations

import click


class Refusal(click.ClickException):
    """A command cannot do what was asked: one line, and exit code 2."""

    exit_code = 2
