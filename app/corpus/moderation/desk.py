"""What the views of the queue share: where one stands in it, and the page of a contribution."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.corpus.moderation import piles
from app.corpus.moderation.alerts import Alert
from app.corpus.moderation.forms import AnswerForm, RedactForm, RejectForm
from app.corpus.moderation.moderation_queries import contribution_to_moderate, moderated
from app.corpus.moderation.names import ALERTS, PILES
from app.corpus.moderation.piles import Narrowing, Pile
from app.extensions import current_session
from app.models import Contribution
from app.web.arguments import channel_argument, uuid_argument, value_argument
from app.web.guard import current_consultation


def narrowing_argument() -> Narrowing:
    """To what the queue is narrowed; an address with another text in it does not exist."""
    return Narrowing(
        pile=value_argument("show", Pile),
        channel=channel_argument(),
        activity_id=uuid_argument("activity"),
        alert=value_argument("alert", Alert),
    )


def kept_arguments() -> dict[str, str]:
    """The narrowing as it stands in the address, for links that keep it."""
    names = ("show", "channel", "activity", "alert")
    return {name: request.args[name] for name in names if request.args.get(name)}


def place(endpoint: str, **values: Any) -> str:
    """The address of a page of the queue, narrowed as this one."""
    arguments: dict[str, Any] = {**kept_arguments(), **values}
    return url_for(f"moderation.{endpoint}", slug=current_consultation().slug, **arguments)


def contribution_or_404(contribution_id: uuid.UUID) -> Contribution:
    """A contribution of this consultation, whatever its state."""
    return contribution_to_moderate(
        current_session(), current_consultation().id, contribution_id
    ) or abort(404)


def moderated_page(
    contribution: Contribution, *, status: int = 200, **forms: Any
) -> ResponseReturnValue:
    """All about a contribution; `forms` are those that were filled in and refused."""
    shown = moderated(current_session(), contribution, current_user.id)
    reject = forms.get("reject") or RejectForm(formdata=None)
    redact = forms.get("redact") or RedactForm(formdata=None)
    answer = forms.get("answer") or AnswerForm(formdata=None)
    reject.offer(shown.reasons)
    redact.offer(shown.found)
    for form in (reject, redact, answer):
        form.seen.data = shown.seen
    page = render_template(
        "moderation/show.html",
        shown=shown,
        key=f"{narrowing_argument().pile or shown.pile}.{contribution.id}",
        kept=kept_arguments(),
        decided=uuid_argument("decided"),
        reject=reject,
        redact=redact,
        answer=answer,
        alert_names=ALERTS,
        pile_names=PILES,
    )
    return page, status


def to_next(key: str | None) -> ResponseReturnValue:
    """To what follows in the queue; to the queue when nothing waits."""
    consultation = current_consultation()
    found = piles.next_key(current_session(), consultation.id, narrowing_argument(), key)
    decided = request.args.get("decided") or None
    if found is None:
        return redirect(place("index", decided=decided))
    return redirect(place("show", contribution_id=found.id, decided=decided))
