"""Who came to a workshop: a quick tally, or names."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import current_session
from app.models import Activity
from app.models.turns import ChangedMeanwhile
from app.web.forms import status_of
from app.web.guard import requires
from app.workshops import attendance
from app.workshops.attendance_forms import PeopleListForm, PersonForm, TallyForm, tally_form
from app.workshops.lookup import link_to, workshop_or_404
from app.workshops.people_lists import Person
from app.workshops.permissions import may_facilitate

blueprint = Blueprint(
    "workshop_attendance", __name__, url_prefix="/consultations/<slug>/workshops/<code>"
)


@blueprint.route("/attendance", methods=["GET", "POST"])
@requires(may_facilitate)
def tally(code: str) -> ResponseReturnValue:
    activity = workshop_or_404(code).activity
    form = tally_form()
    if form.validate_on_submit() and _tallied(activity, form):
        flash(_("The people are counted."), "success")
        return redirect(link_to("workshop_attendance.tally", code=code))
    if not form.is_submitted():
        form.show(activity.attendance, attendance.state_of(activity))
    return (
        render_template(
            "workshops/tally.html",
            form=form,
            activity=activity,
            counts=attendance.counts_of(activity),
            has_names=attendance.has_names(current_session(), activity.id),
        ),
        status_of(form),
    )


@blueprint.route("/people", methods=["GET", "POST"])
@requires(may_facilitate)
def people(code: str) -> ResponseReturnValue:
    activity = workshop_or_404(code).activity
    form = PersonForm(kind=request.args.get("kind"))
    if form.validate_on_submit() and _added(activity, [form.person], form):
        # The next one often comes from a body of the same type.
        return redirect(link_to("workshop_attendance.people", code=code, kind=form.kind.data))
    return (
        render_template(
            "workshops/people.html",
            form=form,
            activity=activity,
            people=attendance.people_of(current_session(), activity.id),
            counts=attendance.counts_of(activity),
            goes_on="kind" in request.args,
        ),
        status_of(form),
    )


@blueprint.route("/people/list", methods=["GET", "POST"])
@requires(may_facilitate)
def paste(code: str) -> ResponseReturnValue:
    activity = workshop_or_404(code).activity
    form = PeopleListForm()
    if form.validate_on_submit() and _added(activity, form.people, form):
        return redirect(link_to("workshop_attendance.people", code=code))
    return (
        render_template("workshops/people_list.html", form=form, activity=activity),
        status_of(form),
    )


@blueprint.post("/people/<uuid:attendee_id>/remove")
@requires(may_facilitate)
def remove(code: str, attendee_id: uuid.UUID) -> ResponseReturnValue:
    activity = workshop_or_404(code).activity
    name = attendance.remove_person(current_session(), activity, attendee_id)
    if name is None:
        flash(_("This person is not on the list any more."), "info")
    else:
        flash(_("%(name)s is off the list.", name=name), "success")
    return redirect(link_to("workshop_attendance.people", code=code))


@blueprint.post("/people/erase")
@requires(may_facilitate)
def erase(code: str) -> ResponseReturnValue:
    activity = workshop_or_404(code).activity
    number = attendance.erase_names(current_session(), activity)
    flash(
        ngettext(
            "%(num)s name is erased; the tally stays.",
            "%(num)s names are erased; the tally stays.",
            number,
        ),
        "success",
    )
    return redirect(link_to("workshop_attendance.tally", code=code))


def _tallied(activity: Activity, form: TallyForm) -> bool:
    """Keep the numbers; False when the form says what is in the way."""
    try:
        attendance.tally(current_session(), activity, form.numbers, form.made_from.data or "")
        return True
    except ChangedMeanwhile:
        form.made_from.data = attendance.state_of(activity)
        there = activity.attendance_total
        form.form_errors.append(
            ngettext(
                "Somebody else counted %(num)s person meanwhile. Send again to keep your numbers.",
                "Somebody else counted %(num)s people meanwhile. Send again to keep your numbers.",
                there,
            )
        )
    except attendance.NamesCount:
        form.form_errors.append(_("There is a list of names now: the tally follows from it."))
    return False


def _added(activity: Activity, found: list[Person], form: PersonForm | PeopleListForm) -> bool:
    """Add people to the list; False when the form says what is in the way."""
    try:
        number = attendance.add_people(current_session(), activity, found)
    except attendance.TooManyPeople:
        form.form_errors.append(
            _("A list has %(most)s people at most.", most=attendance.MOST_PEOPLE)
        )
        return False
    if number:
        flash(ngettext("%(num)s person added.", "%(num)s people added.", number), "success")
    else:
        flash(_("Nobody new: they were on the list already."), "info")
    return True
