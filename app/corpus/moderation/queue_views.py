"""The queue of moderators, and the page of one contribution with all that can be decided."""

from __future__ import annotations

import uuid

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.consultations.queries import activities_in_order
from app.corpus.moderation import piles
from app.corpus.moderation.alerts import Alert
from app.corpus.moderation.desk import (
    contribution_or_404,
    kept_arguments,
    moderated_page,
    narrowing_argument,
    to_next,
)
from app.corpus.moderation.names import ALERTS, PILES
from app.corpus.moderation.permissions import may_moderate
from app.extensions import current_session
from app.models import Channel
from app.web.arguments import uuid_argument
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("moderation", __name__, url_prefix="/consultations/<slug>/moderation")


@blueprint.get("")
@requires(may_moderate)
def index() -> ResponseReturnValue:
    consultation, session = current_consultation(), current_session()
    cursor = Cursor.from_args(request.args)
    narrowing = narrowing_argument()
    return render_template(
        "moderation/index.html",
        page=piles.queue_page(session, consultation.id, narrowing, cursor),
        counts=piles.counts_of(session, consultation.id),
        most_counted=piles.MOST_COUNTED,
        narrowing=narrowing,
        kept=kept_arguments(),
        decided=uuid_argument("decided"),
        pile_names=PILES,
        alert_names=ALERTS,
        alerts=list(Alert),
        channels=list(Channel),
        activities=activities_in_order(session, consultation.id),
    )


@blueprint.get("/next")
@requires(may_moderate)
def following() -> ResponseReturnValue:
    """What follows in the queue; the queue itself when nothing waits."""
    return to_next(request.args.get("after"))


@blueprint.get("/<uuid:contribution_id>")
@requires(may_moderate)
def show(contribution_id: uuid.UUID) -> ResponseReturnValue:
    return moderated_page(contribution_or_404(contribution_id))
