"""Registering without an account, and the page of one's registration: its link is the key."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.conference import registering
from app.conference.letters import registration_address
from app.conference.lookup import conference_or_404, registration_or_404, shown_conference_or_404
from app.conference.permissions import may_read_programme
from app.conference.registering_forms import RegistrationForm
from app.conference.registration_lists import rank_of
from app.extensions import current_session
from app.models import Conference, Registration
from app.models.types import now
from app.organisations.lists.reading import departements_of
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.qr_code import qr_svg

blueprint = Blueprint("registering", __name__, url_prefix="/consultations/<slug>/conferences")
OWN = "/<code>/registration/<uuid:registration_id>/<secret>"


@blueprint.route("/<code>/register", methods=["GET", "POST"])
@requires(may_read_programme)
@tells(Processing.CONFERENCE)
def register(code: str) -> ResponseReturnValue:
    conference = shown_conference_or_404(code)
    door = registering.door_of(current_session(), conference, now())
    if door not in (registering.Door.OPEN, registering.Door.FULL):
        return redirect(_link("conferences.show", code))
    form = RegistrationForm()
    status = status_of(form)
    if form.validate_on_submit():
        try:
            _register(conference, form)
            return redirect(_link(".thanks", code))
        except registering.NotOpen:
            return redirect(_link("conferences.show", code))
        except registering.TooManyToday:
            form.form_errors.append(_("Too many people register today: come back tomorrow."))
            status = 429
    page = render_template(
        "conferences/register.html",
        conference=conference,
        form=form,
        door=door,
        departements=departements_of(current_session(), current_consultation().id),
    )
    return page, status


def _register(conference: Conference, form: RegistrationForm) -> None:
    registering.register(
        current_session(),
        conference,
        form.person(),
        key=form.key.data or "",
        moment=now(),
        daily_limit=current_settings().mail_daily_limit,
    )


@blueprint.get("/<code>/registered")
@requires(may_read_programme)
def thanks(code: str) -> ResponseReturnValue:
    """The same for everybody: whether an address was known is told to that address only."""
    may_send = current_settings().mail is not None
    conference = shown_conference_or_404(code)
    return render_template("conferences/thanks.html", conference=conference, may_send=may_send)


@blueprint.get(OWN)
@requires(may_read_programme)
def own(code: str, registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    conference, registration = _own_or_404(code, registration_id, secret)
    session = current_session()
    return render_template(
        "conferences/own.html",
        conference=conference,
        registration=registration,
        secret=secret,
        rank=rank_of(session, registration),
        door=registering.door_of(session, conference, now()),
    )


@blueprint.get(f"{OWN}/code.svg")
@requires(may_read_programme)
def qr_code(code: str, registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    conference, registration = _own_or_404(code, registration_id, secret)
    slug = current_consultation().slug
    svg = qr_svg(registration_address(slug, conference, registration))
    return Response(svg, content_type="image/svg+xml")


@blueprint.post(f"{OWN}/cancel")
@requires(may_read_programme)
def cancel(code: str, registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    conference, registration = _own_or_404(code, registration_id, secret)
    try:
        registering.give_up(current_session(), conference, registration, now())
        flash(_("Your registration is cancelled. Thank you for saying so."), "success")
    except registering.AlreadyThere:
        flash(_("You are checked in already: there is nothing to cancel."), "info")
    except registering.NotOpen:
        flash(_("The conference took place: there is nothing to cancel."), "info")
    return redirect(_link(".own", code, registration_id=registration_id, secret=secret))


@blueprint.post(f"{OWN}/come-back")
@requires(may_read_programme)
def come_back(code: str, registration_id: uuid.UUID, secret: str) -> ResponseReturnValue:
    conference, registration = _own_or_404(code, registration_id, secret)
    try:
        registering.come_back(current_session(), conference, registration, now())
    except registering.NotOpen:
        flash(_("Registrations are closed."), "warning")
    return redirect(_link(".own", code, registration_id=registration_id, secret=secret))


def _own_or_404(
    code: str, registration_id: uuid.UUID, secret: str
) -> tuple[Conference, Registration]:
    conference = conference_or_404(code)
    registration = registration_or_404(conference, registration_id)
    key = current_settings().secret_key
    if not registering.is_theirs(key, registration, secret):
        abort(404)
    return conference, registration


def _link(endpoint: str, code: str, **values: Any) -> str:
    return url_for(endpoint, slug=current_consultation().slug, code=code, **values)
