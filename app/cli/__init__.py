"""Commands. Each prints what it did; a refusal is one line, and exits with 2."""

from __future__ import annotations

from flask import Flask

from app.cli.accounts import accounts
from app.cli.analysing import analyse, forget_analysis_steps
from app.cli.audit import audit
from app.cli.codebook import codebook
from app.cli.consultations import consultations
from app.cli.corpus import corpus
from app.cli.demonstration import demonstration
from app.cli.figures import figures
from app.cli.ideas import ideas
from app.cli.moderation import moderation
from app.cli.notifications import notifications
from app.cli.permissions import permissions
from app.cli.privacy import privacy
from app.cli.processes import serve, worker
from app.cli.receipts import receipts
from app.cli.strategy import strategy
from app.cli.submissions import submissions

COMMANDS = (
    accounts,
    analyse,
    audit,
    codebook,
    consultations,
    corpus,
    demonstration,
    figures,
    forget_analysis_steps,
    notifications,
    ideas,
    moderation,
    permissions,
    privacy,
    serve,
    strategy,
    worker,
    strategy,
    submissions,
    receipts,
    privacy,
)


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
