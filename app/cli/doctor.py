from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from app.extensions import current_session, db
from app.models.types import now
from app.settings import current_settings
from app.storage.opening import current_store
from app.watching.checkup.database import verdicts_of_database
from app.watching.checkup.machine import verdicts_of_machine
from app.watching.checkup.mail import send_trial, verdict_of_mail
from app.watching.checkup.settings import verdicts_of_settings
from app.watching.checkup.verdict import State, Verdict
from app.web.counting import request_counts

MARKS = {State.OK: ("ok", "green"), State.NOTE: ("note", "cyan"), State.MEND: ("MEND", "red")}


@click.command("doctor")
@click.option("--mail", "recipient", help="Send one message to this address.")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@with_appcontext
def doctor(recipient: str | None, as_json: bool) -> None:
    """Look this deployment over, and say how to mend what is wrong.

    Run it with the settings of the processes, as their user. Nothing is changed. Exits with 1 when
    something must be mended.
    """
    found = list(_verdicts(recipient))
    is_well = all(one.state is not State.MEND for one in found)
    if as_json:
        checks = [dataclasses.asdict(one) for one in found]
        click.echo(json.dumps({"is_well": is_well, "checks": checks}, ensure_ascii=False, indent=1))
    else:
        _show(found)
    if not is_well:
        click.get_current_context().exit(1)


def _verdicts(recipient: str | None) -> Iterator[Verdict]:
    settings, session, moment = current_settings(), current_session(), now()
    processes = request_counts().number_of_processes()
    yield from verdicts_of_settings(settings, processes)
    yield from verdicts_of_machine(settings, current_store(), moment)
    yield from verdicts_of_database(session)
    # A mail server may take its time: nothing is held meanwhile.
    db.session.rollback()
    yield verdict_of_mail(settings)
    if recipient:
        yield send_trial(settings, recipient, moment)


def _show(found: list[Verdict]) -> None:
    for one in found:
        mark, colour = MARKS[one.state]
        click.echo(f"{click.style(f'{mark:<5}', fg=colour)} {one.name}: {one.said}")
        if one.mend:
            click.echo(f"      → {one.mend}")
    wrong = sum(one.state is State.MEND for one in found)
    click.echo(f"{len(found)} checks, {wrong} to mend.")
