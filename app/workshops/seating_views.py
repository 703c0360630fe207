"""Who sits where: seats computed for everybody, changed by hand."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models.turns import ChangedMeanwhile
from app.web.forms import status_of
from app.web.guard import requires
from app.workshops import seating
from app.workshops.attendance_forms import seat_form
from app.workshops.lookup import link_to, workshop_or_404
from app.workshops.permissions import may_facilitate
from app.workshops.room_names import table_name

blueprint = Blueprint(
    "workshop_seating", __name__, url_prefix="/consultations/<slug>/workshops/<code>/seating"
)


@blueprint.get("")
@requires(may_facilitate)
def show(code: str) -> ResponseReturnValue:
    activity = workshop_or_404(code).activity
    plan = seating.seating_of(current_session(), activity.id)
    return render_template(
        "workshops/seating.html",
        activity=activity,
        plan=plan,
        state=seating.state_of(plan),
        table_name=table_name,
    )


@blueprint.post("")
@requires(may_facilitate)
def mix(code: str) -> ResponseReturnValue:
    activity = workshop_or_404(code).activity
    try:
        seating.seat_everybody(current_session(), activity, request.form.get("made_from", ""))
        flash(_("Everybody has a seat in each round."), "success")
    except seating.NobodyToSeat:
        flash(_("Seats need names, tables and rounds."), "error")
    except ChangedMeanwhile:
        flash(_("Somebody else changed people or seats meanwhile: here they are now."), "warning")
    return redirect(link_to("workshop_seating.show", code=code))


@blueprint.route("/<uuid:attendee_id>", methods=["GET", "POST"])
@requires(may_facilitate)
def edit(code: str, attendee_id: uuid.UUID) -> ResponseReturnValue:
    activity = workshop_or_404(code).activity
    plan = seating.seating_of(current_session(), activity.id)
    line = next((one for one in plan.lines if one.person.id == attendee_id), None) or abort(404)
    form = seat_form(plan, line)
    if form.validate_on_submit():
        try:
            seating.seat_person(current_session(), activity, line.person, form.tables)
            flash(_("The seats of %(name)s are kept.", name=line.person.name), "success")
            return redirect(link_to("workshop_seating.show", code=code))
        except ChangedMeanwhile:
            form.form_errors.append(_("Tables or rounds have changed: open this page again."))
    return (
        render_template("workshops/seat.html", activity=activity, line=line, form=form, plan=plan),
        status_of(form),
    )
