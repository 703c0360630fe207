"""Looking for troubles, and telling them by mail: as workers do, web processes and a command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import structlog

from app.jobs.queues import QueueName
from app.jobs.runner import stored
from app.settings import current_settings
from app.watching.alerts import News, claim_news, was_told
from app.watching.figures import figures_of
from app.watching.machine import disk_of, last_backup
from app.watching.signs import WORKERS, keep_sign, signs_of
from app.watching.telling import NotTold, tell
from app.watching.troubles import troubles_of_machine, troubles_of_signs, troubles_of_work

log = structlog.get_logger(__name__)


def look(moment: dt.datetime, served: Collection[QueueName] = ()) -> list[tuple[News, bool]]:
    """Say that a worker of these queues lives, if one looks, and tell what has to be told.

    Returns what there was to tell, and whether each message left; one that did not is due again
    an hour later, whoever looks then.
    """
    return [(news, _tell(news, moment)) for news in _due(moment, served)]


def _tell(news: News, moment: dt.datetime) -> bool:
    trouble = news.finding.trouble
    try:
        tell(news, moment)
    except NotTold as error:
        # No message about messages: whoever reads the log finds it.
        log.error("alert not sent", trouble=trouble.value, reason=error.reason)
        return False
    log.warning("alert sent", trouble=trouble.value, is_over=news.is_over)
    with stored() as session:
        was_told(session, news, moment)
    return True


def _due(moment: dt.datetime, served: Collection[QueueName]) -> list[News]:
    settings = current_settings()
    with stored() as session:
        for name in served:
            keep_sign(session, WORKERS[name], moment)
        if not settings.alert_email:
            return []
        directory = settings.data_directory
        found = [
            *troubles_of_work(figures_of(session, moment)),
            *troubles_of_signs(signs_of(session), moment),
            *troubles_of_machine(disk_of(directory), last_backup(directory), moment),
        ]
        return claim_news(session, found, moment)
