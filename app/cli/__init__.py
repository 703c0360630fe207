"""Commands. Each prints what it did; a refusal is one line, and exits with 2."""

from __future__ import annotations

from flask import Flask

from app.cli.accounts import accounts
from app.cli.analysing import analyse, forget_analysis_steps
from app.cli.audit import audit
from app.cli.backups import backup, restore
from app.cli.codebook import codebook
from app.cli.consultations import consultations
from app.cli.corpus import corpus
from app.cli.demonstration import demonstration
from app.cli.doctor import doctor
from app.cli.figures import figures
from app.cli.ideas import ideas
from app.cli.keeping_watch import alerts
from app.cli.moderation import moderation
from app.cli.notifications import notifications
from app.cli.permissions import permissions
from app.cli.privacy import privacy
from app.cli.processes import serve, worker
from app.cli.receipts import receipts
from app.cli.strategy import strategy
from app.cli.submissions import submissions
from app.cli.uploads import uploads

COMMANDS = (
    accounts,
    alerts,
    analyse,
    audit,
    backup,
    codebook,
    consultations,
    corpus,
    demonstration,
    doctor,
    figures,
    forget_analysis_steps,
    notifications,
    ideas,
    moderation,
    permissions,
    privacy,
    serve,
    worker,
    strategy,
    submissions,
    receipts,
    restore,
    uploads,
)


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
