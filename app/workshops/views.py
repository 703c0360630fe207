"""The workshops of a consultation: what is missing, and the page of each."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import Blueprint, abort, current_app, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.extensions import current_session
from app.models import Role, Round
from app.models.types import now, today
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    current_role,
    requires,
)
from app.workshops import queries
from app.workshops.attendance import counts_of
from app.workshops.layout import reset_round, round_of, start_round
from app.workshops.lookup import link_to, workshop_or_404
from app.workshops.matrix import grids_of, mine_of, progress_of
from app.workshops.permissions import may_facilitate, may_follow_workshops
from app.workshops.progress import stage_of
from app.workshops.room_names import round_name, table_name
from app.workshops.turns import Gone

blueprint = Blueprint("workshops", __name__, url_prefix="/consultations/<slug>/workshops")


@blueprint.app_errorhandler(Gone)
def gone(_error: Gone) -> ResponseReturnValue:
    """What somebody else deleted meanwhile is not there, as for who comes a moment later."""
    return current_app.handle_http_exception(NotFound())


@blueprint.get("")
@requires(may_follow_workshops)
def index() -> ResponseReturnValue:
    grids = grids_of(
        current_session(), current_consultation().id, account_id_of_current_user(), today()
    )
    return render_template(
        "workshops/index.html",
        grids=grids,
        mine=mine_of(grids),
        is_facilitator=current_role() is Role.FACILITATOR,
        table_name=table_name,
    )


@blueprint.get("/<code>")
@requires(may_follow_workshops)
def show(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    session, activity = current_session(), workshop.activity
    return render_template(
        "workshops/show.html",
        workshop=workshop,
        stage=stage_of(activity, today()),
        progress=progress_of(session, [activity.id])[activity.id],
        lead=queries.lead_of(session, workshop),
        tables=queries.tables_of(session, activity.id),
        notes=queries.notes_by_table(session, activity.id),
        rounds=queries.rounds_of(session, activity.id),
        counts=counts_of(activity),
        my_id=account_id_of_current_user(),
        ends_at=_end_of,
        table_name=table_name,
        round_name=round_name,
        now=now(),
    )


@blueprint.post("/<code>/rounds/<uuid:round_id>/start")
@requires(may_facilitate)
def start(code: str, round_id: uuid.UUID) -> ResponseReturnValue:
    one = _round_or_404(code, round_id)
    if start_round(current_session(), one):
        flash(_("Round %(number)s has begun.", number=one.number), "success")
    else:
        flash(_("Round %(number)s had begun already.", number=one.number), "info")
    return redirect(link_to("workshops.show", code=code, _anchor="rounds"))


@blueprint.post("/<code>/rounds/<uuid:round_id>/reset")
@requires(may_facilitate)
def reset(code: str, round_id: uuid.UUID) -> ResponseReturnValue:
    one = _round_or_404(code, round_id)
    reset_round(current_session(), one)
    flash(_("Round %(number)s can be started again.", number=one.number), "success")
    return redirect(link_to("workshops.show", code=code, _anchor="rounds"))


def _round_or_404(code: str, round_id: uuid.UUID) -> Round:
    workshop = workshop_or_404(code)
    return round_of(current_session(), workshop.activity_id, round_id) or abort(404)


def _end_of(one: Round) -> dt.datetime | None:
    return one.started_at + dt.timedelta(minutes=one.minutes) if one.started_at else None
