"""Correcting by hand how many came."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.conference import attendance
from app.conference.attendance_form import attendance_form, numbers_in
from app.conference.lookup import conference_or_404
from app.conference.permissions import may_prepare_conferences
from app.extensions import current_session
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "conference_attendance", __name__, url_prefix="/consultations/<slug>/conferences"
)


def _desk(code: str) -> ResponseReturnValue:
    return redirect(url_for("conferences.desk", slug=current_consultation().slug, code=code))


@blueprint.route("/<code>/attendance", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def correct(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    form = attendance_form(conference.activity.attendance)
    if not form.validate_on_submit():
        page = render_template("conferences/attendance.html", conference=conference, form=form)
        return page, status_of(form)
    attendance.correct(current_session(), conference, numbers_in(form))
    flash(_("The attendance is corrected."), "success")
    return _desk(code)


@blueprint.post("/<code>/attendance/by-check-in")
@requires(may_prepare_conferences)
def by_check_in(code: str) -> ResponseReturnValue:
    attendance.count_by_check_in(current_session(), conference_or_404(code))
    flash(_("The attendance is that of those who are checked in."), "success")
    return _desk(code)
