from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.consultations import queries, services
from app.consultations.activity_pages import announced_activities
from app.consultations.calendar import consultation_calendar
from app.consultations.desk import desk_of
from app.consultations.forms import ConsultationForm
from app.consultations.permissions import (
    may_create_consultations,
    may_open_desk,
    may_open_or_close,
    may_visit,
)
from app.consultations.portal import doors, portal_of
from app.extensions import current_session
from app.models import InvalidTransition
from app.models.types import now, today
from app.privacy.retention.calendar import is_late
from app.publication.calendars import ICS
from app.strategy.governance.standing import late_bodies
from app.strategy.reference_files import REFERENCE_TITLES, reference_codes
from app.strategy.services import add_reference_strategy
from app.web.addresses import whole_address
from app.web.downloads import download
from app.web.forms import status_of
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    current_role,
    public,
    requires,
    requires_account,
)

blueprint = Blueprint("consultations", __name__)


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    found = queries.visible_consultations(current_session(), account_id_of_current_user())
    return render_template(
        "consultations/index.html",
        consultations=found,
        may_create=current_user.is_authenticated and may_create_consultations(current_user),
    )


@blueprint.route("/consultations/new", methods=["GET", "POST"])
@requires_account(may_create_consultations)
def new() -> ResponseReturnValue:
    form = ConsultationForm()
    form.offer((code, REFERENCE_TITLES[code]) for code in reference_codes())
    if not form.validate_on_submit():
        return render_template("consultations/new.html", form=form), status_of(form)
    try:
        consultation = services.create_consultation(
            current_session(),
            title=form.title.data or "",
            summary=form.summary.data or "",
            territory=form.territory.data or "",
            starts_on=form.starts_on.data,
            ends_on=form.ends_on.data,
            steward_id=current_user.id,
        )
    except services.SlugTaken:
        form.title.errors = [_("Another consultation has this title: choose a different one.")]
        return render_template("consultations/new.html", form=form), 422
    if form.strategy.data:
        code = form.strategy.data
        add_reference_strategy(
            current_session(),
            consultation_id=consultation.id,
            code=code,
            title=REFERENCE_TITLES[code],
        )
    flash(_("The consultation is created: nobody but you sees it yet."), "success")
    return redirect(url_for(".desk", slug=consultation.slug))


@blueprint.get("/consultations/<slug>")
@requires(may_visit)
def show() -> ResponseReturnValue:
    consultation = queries.with_phases(current_session(), current_consultation())
    is_team = may_open_desk(current_role())
    return render_template(
        "consultations/show.html",
        figures=queries.figures_of(current_session(), consultation.id),
        portal=portal_of(current_session(), consultation, now(), is_team=is_team),
        doors=doors(),
    )


@blueprint.get("/consultations/<slug>/calendar.ics")
@requires(may_visit)
def calendar() -> ResponseReturnValue:
    consultation = current_consultation()
    content = consultation_calendar(
        announced_activities(current_session(), consultation.id),
        whole_address(url_for(".show", slug=consultation.slug)),
        now(),
    )
    return download(io.BytesIO(content), f"{consultation.slug}.ics", ICS)


@blueprint.get("/consultations/<slug>/desk")
@requires(may_open_desk)
def desk() -> ResponseReturnValue:
    consultation = current_consultation()
    return render_template(
        "consultations/desk.html",
        desk=desk_of(current_session(), consultation),
        is_late=is_late(consultation, today()),
        late_bodies=late_bodies(current_session(), consultation.id, today()),
    )


@blueprint.post("/consultations/<slug>/open")
@requires(may_open_or_close)
def open_to_public() -> ResponseReturnValue:
    try:
        current_consultation().open()
        flash(_("The consultation is public."), "success")
    except InvalidTransition:
        flash(_("The consultation was already public."), "info")
    return redirect(url_for(".show", slug=current_consultation().slug))


@blueprint.post("/consultations/<slug>/close")
@requires(may_open_or_close)
def close() -> ResponseReturnValue:
    try:
        current_consultation().close()
        flash(_("The consultation is closed; it can still be read."), "success")
    except InvalidTransition:
        flash(_("The consultation is not open."), "info")
    return redirect(url_for(".show", slug=current_consultation().slug))
