"""Preparing workshops: one, another like it, its tables and rounds."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Account, Workshop, WorkshopSeries
from app.models.turns import ChangedMeanwhile
from app.web.arguments import uuid_argument
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.workshops import layout, queries, services
from app.workshops.forms import DuplicateForm, LayoutForm, NewWorkshopForm, PlanForm
from app.workshops.lookup import link_to, series_or_404, workshop_or_404
from app.workshops.permissions import may_prepare_workshops
from app.workshops.services import NewRound, NewTable
from app.workshops.turns import StillUsed

blueprint = Blueprint(
    "workshop_preparation", __name__, url_prefix="/consultations/<slug>/workshops"
)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_prepare_workshops)
def new() -> ResponseReturnValue:
    series = series_or_404(uuid_argument("series_id") or abort(404))
    form = NewWorkshopForm()
    form.offer(series.themes, _people())
    if form.validate_on_submit():
        made = _added(form, series, form.new_tables, form.new_rounds)
        if made is not None:
            return redirect(link_to("workshop_preparation.room", code=made.activity.code))
    if not form.is_submitted():
        form.code.data = services.next_code(current_session(), current_consultation().id)
    return render_template("workshops/new.html", form=form, series=series), status_of(form)


@blueprint.route("/<code>/duplicate", methods=["GET", "POST"])
@requires(may_prepare_workshops)
def duplicate(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    form = DuplicateForm()
    form.offer(workshop.series.themes, _people())
    if form.validate_on_submit():
        made = _added(form, workshop.series, *_room_of(workshop))
        if made is not None:
            return redirect(link_to("workshops.show", code=made.activity.code))
    if not form.is_submitted():
        like = replace(services.plan_of(workshop), title="", place="", address="", day=None)
        form.show(like)
        form.code.data = services.next_code(current_session(), current_consultation().id)
    return render_template("workshops/duplicate.html", form=form, workshop=workshop), status_of(
        form
    )


@blueprint.route("/<code>/edit", methods=["GET", "POST"])
@requires(may_prepare_workshops)
def edit(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    form = PlanForm()
    form.offer(workshop.series.themes, _people(workshop.facilitator_id))
    if form.validate_on_submit():
        try:
            services.change_workshop(
                current_session(), workshop, form.plan, form.made_from.data or ""
            )
            flash(_("The workshop is kept."), "success")
            return redirect(link_to("workshops.show", code=code))
        except ChangedMeanwhile:
            form.show(services.plan_of(workshop), services.state_of(workshop))
            form.form_errors.append(_changed_sentence())
    elif not form.is_submitted():
        form.show(services.plan_of(workshop), services.state_of(workshop))
    return render_template("workshops/edit.html", form=form, workshop=workshop), status_of(form)


@blueprint.route("/<code>/room", methods=["GET", "POST"])
@requires(may_prepare_workshops)
def room(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    form = LayoutForm()
    tables = queries.tables_of(current_session(), workshop.activity_id)
    rounds = queries.rounds_of(current_session(), workshop.activity_id)
    if not form.is_submitted():
        form.show(tables, rounds, layout.state_of(tables, rounds))
    form.offer(_people(*(table.facilitator_id for table in tables)))
    if form.validate_on_submit() and _laid_out(workshop, form):
        flash(_("Tables and rounds are kept."), "success")
        if request.form.get("do") in (None, layout.Step.NOTHING):
            return redirect(link_to("workshops.show", code=code))
        return redirect(link_to("workshop_preparation.room", code=code))
    return render_template("workshops/room.html", form=form, workshop=workshop), status_of(form)


@blueprint.post("/<code>/delete")
@requires(may_prepare_workshops)
def delete(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    try:
        services.delete_workshop(current_session(), workshop)
    except StillUsed:
        flash(
            _("Notes, documents or a synthesis belong to this workshop: it cannot be deleted."),
            "error",
        )
        return redirect(link_to("workshops.show", code=code))
    flash(_("The workshop %(code)s is deleted.", code=code), "success")
    return redirect(link_to("workshops.index"))


def _added(
    form: NewWorkshopForm | DuplicateForm,
    series: WorkshopSeries,
    tables: Sequence[NewTable],
    rounds: Sequence[NewRound],
) -> Workshop | None:
    """The workshop that the form asks for; None when there are too many."""
    try:
        made = services.add_workshop(
            current_session(),
            current_consultation(),
            series,
            form.plan,
            code=services.code_from(form.code.data or ""),
            tables=tables,
            rounds=rounds,
        )
    except services.TooManyWorkshops:
        form.form_errors.append(
            _("A consultation has %(most)s workshops at most.", most=services.MOST_WORKSHOPS)
        )
        return None
    flash(_("The workshop %(code)s is there.", code=made.activity.code), "success")
    return made


def _room_of(workshop: Workshop) -> tuple[list[NewTable], list[NewRound]]:
    session = current_session()
    tables = queries.tables_of(session, workshop.activity_id)
    rounds = queries.rounds_of(session, workshop.activity_id)
    return layout.as_typed(tables, rounds)


def _laid_out(workshop: Workshop, form: LayoutForm) -> bool:
    """Do what the form asks for; False when it says what is in the way."""
    session, activity = current_session(), workshop.activity
    try:
        layout.change_layout(
            session,
            activity,
            made_from=form.made_from.data or "",
            tables=form.typed_tables,
            rounds=form.typed_rounds,
            step=layout.step_named(request.form.get("do", "")),
        )
        return True
    except ChangedMeanwhile:
        tables, rounds = (
            queries.tables_of(session, activity.id),
            queries.rounds_of(session, activity.id),
        )
        form.show(tables, rounds, layout.state_of(tables, rounds))
        form.offer(_people(*(table.facilitator_id for table in tables)))
        form.form_errors.append(_changed_sentence())
    except layout.TooMany as error:
        form.form_errors.append(_("There is room for %(most)s at most.", most=str(error)))
    except StillUsed as error:
        form.form_errors.append(
            _("Something was noted under number %(number)s: it stays.", number=str(error))
        )
    return False


def _people(*others: uuid.UUID | None) -> list[Account]:
    """Who may lead or host, and those who do already, whatever their role is by now."""
    return queries.facilitators_of(current_session(), current_consultation().id, others)


def _changed_sentence() -> str:
    return _("Somebody else changed this meanwhile: here it is now. Nothing was kept.")
