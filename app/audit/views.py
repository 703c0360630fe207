"""The log of a consultation, and what one did oneself: to read, to search, to take away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from app.audit import queries
from app.audit.acts import group_of
from app.audit.lines import LogLine, Thing, lines_of
from app.audit.permissions import may_read_log, may_read_own_log
from app.audit.queries import LogSearch
from app.audit.sentences import GROUPS
from app.extensions import current_session
from app.publication.sheets import Sheet
from app.web.arguments import day_argument, uuid_argument
from app.web.downloads import download_csv
from app.web.guard import current_consultation, requires, requires_account
from app.web.paging import Cursor

blueprint = Blueprint("audit", __name__)


@blueprint.get("/consultations/<slug>/log")
@requires(may_read_log)
def index() -> ResponseReturnValue:
    consultation, session, search = current_consultation(), current_session(), _search()
    page = queries.log_page(session, consultation.id, search, Cursor.from_args(request.args))
    return render_template(
        "audit/index.html",
        page=page,
        lines=lines_of(session, page.rows),
        kept={name: value for name, value in _arguments().items() if value},
        people=queries.team_of(session, consultation.id),
        groups=GROUPS,
    )


@blueprint.get("/consultations/<slug>/log.csv")
@requires(may_read_log)
def as_csv() -> ResponseReturnValue:
    consultation = current_consultation()
    return download_csv(_sheet(_search()), f"{consultation.slug}-log.csv", consultation.id)


@blueprint.get("/account/log")
@requires_account(may_read_own_log)
def own() -> ResponseReturnValue:
    session = current_session()
    page = queries.own_page(session, current_user.id, Cursor.from_args(request.args))
    return render_template("audit/own.html", page=page, lines=lines_of(session, page.rows))


def _arguments() -> dict[str, str]:
    return {name: request.args.get(name, "") for name in ("who", "act", "thing", "since", "until")}


def _search() -> LogSearch:
    return LogSearch(
        account_id=uuid_argument("who"),
        acts=_acts(request.args.get("act", "")),
        thing=request.args.get("thing", "").strip()[:80],
        since=day_argument("since"),
        until=day_argument("until"),
    )


def _acts(name: str) -> tuple[str, ...]:
    """The acts that are looked for: one, or those of a group (`all:` and its name)."""
    if not name:
        return ()
    group = group_of(name.removeprefix("all:")) if name.startswith("all:") else None
    if group is None and not queries.is_an_act(name):
        abort(404)
    return tuple(group.acts) if group else (name,)


def _sheet(search: LogSearch) -> Sheet:
    headings = (_("Date"), _("By"), _("Role"), _("Act"), _("Thing"), _("Details"), _("Identifier"))

    def rows(session: Session, consultation_id: uuid.UUID) -> Iterator[tuple[Any, ...]]:
        for part in queries.log_parts(session, consultation_id, search):
            for line in lines_of(session, part):
                yield _row(line)

    return Sheet("log", _("Log"), headings, rows)


def _row(line: LogLine) -> tuple[Any, ...]:
    things = "; ".join(_written(thing) for thing in line.things)
    details = "; ".join(f"{name}: {value}" for name, value in line.details)
    return (line.moment, line.who, line.role, line.act, things, details, line.id)


def _written(thing: Thing) -> str:
    return f"{thing.kind}: {thing.text}"
