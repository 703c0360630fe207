"""The log of moderation: to read, to search, to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.moderation import log_queries
from app.corpus.moderation.log_queries import LogSearch
from app.corpus.moderation.permissions import may_moderate
from app.extensions import current_session
from app.models import Channel, ModerationAct
from app.publication.sheets import Sheet
from app.web.arguments import channel_argument, day_argument, uuid_argument, value_argument
from app.web.downloads import download_csv
from app.web.guard import current_consultation, requires
from app.web.labels import label
from app.web.paging import Cursor

blueprint = Blueprint("moderation_log", __name__, url_prefix="/consultations/<slug>/moderation")


@blueprint.get("/log")
@requires(may_moderate)
def index() -> ResponseReturnValue:
    consultation, session = current_consultation(), current_session()
    search = _search()
    cursor = Cursor.from_args(request.args)
    return render_template(
        "moderation/log.html",
        page=log_queries.log_page(session, consultation.id, search, cursor),
        search=search,
        kept={name: value for name, value in _arguments().items() if value},
        people=log_queries.people_of(session, consultation.id),
        acts=list(ModerationAct),
        channels=list(Channel),
    )


@blueprint.get("/log.csv")
@requires(may_moderate)
def as_csv() -> ResponseReturnValue:
    consultation = current_consultation()
    name = f"{consultation.slug}-moderation.csv"
    return download_csv(_sheet(_search()), name, consultation.id)


def _search() -> LogSearch:
    return LogSearch(
        act=value_argument("act", ModerationAct),
        account_id=uuid_argument("who"),
        channel=channel_argument(),
        since=day_argument("since"),
        until=day_argument("until"),
    )


def _arguments() -> dict[str, str]:
    return {
        name: request.args.get(name, "") for name in ("act", "who", "channel", "since", "until")
    }


def _sheet(search: LogSearch) -> Sheet:
    headings = (
        _("Date"),
        _("Act"),
        _("By"),
        _("Reason"),
        _("Message to the author"),
        _("Channel"),
        _("Activity"),
        _("Contribution"),
        _("Title"),
    )

    def rows(session: Session, consultation_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
        for line in log_queries.log_lines(session, consultation_id, search):
            yield (
                line.created_at,
                label(line.act),
                line.who,
                line.reason,
                line.message,
                label(line.channel),
                line.activity_title,
                line.contribution_id,
                line.contribution_title,
            )

    return Sheet("moderation", _("Log of moderation"), headings, rows)
