from __future__ import annotations

import uuid

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.consultations.queries import activities_in_order
from app.corpus import queries
from app.corpus.passages import passages, traces_of
from app.corpus.permissions import may_read_corpus
from app.extensions import current_session
from app.models import Channel
from app.publication.became.links import told_of_all
from app.web.arguments import channel_argument, uuid_argument
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("corpus", __name__, url_prefix="/consultations/<slug>/contributions")

LONGEST_SEARCH = 200


@blueprint.get("")
@requires(may_read_corpus)
def index() -> ResponseReturnValue:
    consultation = current_consultation()
    words = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    page = queries.contributions_page(
        current_session(),
        consultation.id,
        channel=channel_argument(),
        activity_id=uuid_argument("activity"),
        words=words,
        cursor=Cursor.from_args(request.args),
    )
    return render_template(
        "corpus/index.html",
        page=page,
        words=words,
        channels=list(Channel),
        activities=activities_in_order(current_session(), consultation.id),
    )


@blueprint.get("/<uuid:contribution_id>")
@requires(may_read_corpus)
def show(contribution_id: uuid.UUID) -> ResponseReturnValue:
    consultation = current_consultation()
    contribution = queries.contribution_of(current_session(), consultation.id, contribution_id)
    if contribution is None:
        abort(404)
    excerpts = queries.excerpts_of(current_session(), contribution.id)
    traces = traces_of(current_session(), consultation.id, excerpts)
    return render_template(
        "corpus/show.html",
        contribution=contribution,
        passages=passages(contribution, excerpts),
        excerpts=excerpts,
        traces=traces,
        became=told_of_all({one: trace.fate for one, trace in traces.items()}),
        asked=queries.asked_in(current_session(), excerpts),
        others=queries.other_answers(current_session(), contribution),
    )
