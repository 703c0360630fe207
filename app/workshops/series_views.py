"""Series of world cafés: made, renamed, their themes put in order."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.consultations.queries import with_phases
from app.extensions import current_session
from app.models import Phase, WorkshopSeries
from app.models.turns import ChangedMeanwhile
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.workshops import series_services as services
from app.workshops.forms import NewSeriesForm, ThemesForm, identifier
from app.workshops.lookup import link_to, series_or_404
from app.workshops.permissions import may_prepare_workshops
from app.workshops.turns import StillUsed

blueprint = Blueprint(
    "workshop_series", __name__, url_prefix="/consultations/<slug>/workshops/series"
)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_prepare_workshops)
def new() -> ResponseReturnValue:
    form = NewSeriesForm()
    form.offer(_phases())
    if not form.validate_on_submit():
        return render_template("workshops/series_new.html", form=form), status_of(form)
    series = services.create_series(
        current_session(),
        current_consultation(),
        title=form.title.data or "",
        themes=form.names,
        presentation=form.presentation.data or "",
        phase_id=identifier(form.phase.data),
    )
    flash(_("The series is there: add its workshops."), "success")
    return redirect(link_to("workshop_preparation.new", series_id=series.id))


@blueprint.route("/<uuid:series_id>", methods=["GET", "POST"])
@requires(may_prepare_workshops)
def edit(series_id: uuid.UUID) -> ResponseReturnValue:
    series = series_or_404(series_id)
    form = ThemesForm()
    form.offer(_phases())
    if form.validate_on_submit() and _changed(series, form):
        flash(_("The series is kept."), "success")
        return redirect(link_to("workshop_series.edit", series_id=series.id))
    if not form.is_submitted():
        form.show(series, services.state_of(series))
    return (
        render_template(
            "workshops/series.html",
            form=form,
            series=series,
            workshops=services.workshops_by_theme(current_session(), series.id),
        ),
        status_of(form),
    )


@blueprint.post("/<uuid:series_id>/delete")
@requires(may_prepare_workshops)
def delete(series_id: uuid.UUID) -> ResponseReturnValue:
    series = series_or_404(series_id)
    try:
        services.delete_series(current_session(), series)
    except StillUsed:
        flash(_("This series has workshops: delete them first."), "error")
        return redirect(link_to("workshop_series.edit", series_id=series_id))
    flash(_("The series is deleted."), "success")
    return redirect(link_to("workshops.index"))


def _phases() -> list[Phase]:
    return with_phases(current_session(), current_consultation()).phases


def _changed(series: WorkshopSeries, form: ThemesForm) -> bool:
    """Do what the form asks for, all of it or nothing; False when it says what is in the way."""
    session = current_session()
    try:
        services.change_series(
            session,
            series,
            made_from=form.made_from.data or "",
            title=form.title.data or "",
            presentation=form.presentation.data or "",
            phase_id=identifier(form.phase.data),
            themes=[entry.data or "" for entry in form.themes],
        )
        _act(series, form)
        return True
    except ChangedMeanwhile:
        form.show(series, services.state_of(series))
        form.form_errors.append(
            _("Somebody else changed this series meanwhile: here it is now. Nothing was kept.")
        )
    except StillUsed as error:
        form.form_errors.append(
            _("Workshops are on the theme “%(title)s”: it stays.", title=str(error))
        )
    except services.TooManyThemes:
        form.added.errors = [_("A series has %(most)s themes at most.", most=services.MOST_THEMES)]
    return False


def _act(series: WorkshopSeries, form: ThemesForm) -> None:
    """What the button says, beside keeping what was typed."""
    session = current_session()
    if form.added.data:
        services.add_theme(session, series, form.added.data)
    act, _colon, place = request.form.get("do", "").partition(":")
    if not (place.isascii() and place.isdecimal() and len(place) < 4):
        return
    if act in ("up", "down"):
        services.move_theme(session, series, int(place), -1 if act == "up" else 1)
    elif act == "remove":
        services.remove_theme(session, series, int(place))
