from __future__ import annotations

import click
from flask.cli import AppGroup

from app.cli.nightly import nightly
from app.cli.writing import transaction
from app.models.types import now
from app.notifications.digest_job import ask_for_digests
from app.strategy.governance.reminding import ask_for_reminders
from app.talk.news import ask_for_news

notifications = AppGroup("notifications", help="Messages to those who follow a consultation.")


@notifications.command("send-digests")
@nightly("notifications send-digests")
def send_digests() -> None:
    """Ask for the digests and newsletters that are due; a worker, which asks by itself too, sends
    them. Run twice, nothing is sent twice."""
    with transaction() as session:
        asked = ask_for_digests(session, now())
        ask_for_news(session, now())
    click.echo(f"Consultations with something to send: {asked}.")


@notifications.command("send-reminders")
@nightly("notifications send-reminders")
def send_reminders() -> None:
    """Ask for the reminders that are due, of late bodies and of reports; a worker, which asks by
    itself too, sends them. Run twice, nothing is sent twice."""
    with transaction() as session:
        asked = ask_for_reminders(session, now())
    click.echo(f"Consultations with something to remind of: {asked}.")
