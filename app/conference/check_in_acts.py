"""What a desk did without a network, sent later: each act by itself, each with its key."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.conference.check_in_forms import WalkInForm
from app.conference.checking_in import Desk, Unknown, check_in, check_out, welcome, when_done
from app.models import Conference
from app.web.batches import batch_items, outcome

MOST_ACTS = 100


def do_acts(
    session: Session,
    conference: Conference,
    sent: Any,
    *,
    account_id: uuid.UUID | None,
    moment: dt.datetime,
) -> list[dict[str, object]]:
    """Do what `{"items": [{"key", "act", "at", …}]}` says, in its order; what became of each.

    Raises:
        app.web.batches.NotABatch: it is something else.
    """
    outcomes = []
    for item in batch_items(sent, MOST_ACTS):
        desk = Desk(account_id, when_done(_text(item, "at"), moment))
        outcomes.append(outcome(item["key"], _do(session, conference, item, desk)))
    return outcomes


def _do(session: Session, conference: Conference, item: Mapping[str, Any], desk: Desk) -> str:
    """Do one act; "" or the sentence that refuses it."""
    acts: dict[str, Callable[[Session, Conference, Mapping[str, Any], Desk], str]] = {
        "in": _in,
        "out": _out,
        "walk-in": _walk_in,
    }
    act = acts.get(_text(item, "act"))
    return act(session, conference, item, desk) if act else _("This cannot be understood.")


def _in(session: Session, conference: Conference, item: Mapping[str, Any], desk: Desk) -> str:
    try:
        check_in(session, conference, _person(item), desk)
    except Unknown:
        return _("Nobody is registered under this code.")
    return ""


def _out(session: Session, conference: Conference, item: Mapping[str, Any], desk: Desk) -> str:
    try:
        check_out(session, conference, _person(item))
    except Unknown:
        return _("Nobody is registered under this code.")
    return ""


def _walk_in(session: Session, conference: Conference, item: Mapping[str, Any], desk: Desk) -> str:
    names = ("key", "name", "organisation", "kind")
    fields = MultiDict({name: _text(item, name) for name in names})
    # The token of the request was checked: that of the form is that of a page.
    form = WalkInForm(fields, meta={"csrf": False})
    if not form.validate() or form.key.data != item["key"]:
        said = [error for errors in form.errors.values() for error in errors]
        return " ".join(said) or _("This cannot be understood.")
    welcome(session, conference, form.person(), desk)
    return ""


def _person(item: Mapping[str, Any]) -> uuid.UUID:
    try:
        return uuid.UUID(_text(item, "person"))
    except ValueError:
        raise Unknown from None


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
