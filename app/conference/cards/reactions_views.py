"""What people think of the directions, for those who write the strategy."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.conference.cards import queries, reactions
from app.conference.cards.reactions import Among
from app.conference.cards.reactions_form import ReactionsForm
from app.conference.lookup import conference_or_404
from app.conference.permissions import may_read_cards
from app.extensions import current_session
from app.models import Stance
from app.web.guard import requires
from app.web.labels import label
from app.web.paging import Cursor

blueprint = Blueprint("card_reactions", __name__, url_prefix="/consultations/<slug>")


@blueprint.get("/conferences/<code>/cards/reactions")
@requires(may_read_cards)
def index(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    session, activity_id = current_session(), conference.activity_id
    form = ReactionsForm(request.args)
    asked = queries.directions_asked(session, activity_id)
    form.offer(asked, queries.debates_of(session, activity_id))
    if not form.validate():
        abort(404)
    return render_template(
        "cards/reactions.html",
        conference=conference,
        form=form,
        receptions=reactions.receptions(session, activity_id, asked, form.among),
        stance_headings=[{"label": label(stance), "numeric": True} for stance in Stance],
        has_filter=form.among != Among() or form.direction_id,
        page=reactions.words_page(
            session, activity_id, form.among, form.direction_id, Cursor.from_args(request.args)
        ),
    )
