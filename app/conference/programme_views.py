"""The steward's side of the programme: the conference, its sessions, publishing it."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.conference import programme
from app.conference.lookup import conference_or_404, session_or_404
from app.conference.permissions import may_prepare_conferences
from app.conference.programme_forms import ConferenceForm, SessionForm
from app.extensions import current_session
from app.models.types import now
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "conference_programme", __name__, url_prefix="/consultations/<slug>/conferences"
)


def _programme(code: str) -> ResponseReturnValue:
    return redirect(url_for("conferences.show", slug=current_consultation().slug, code=code))


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def new() -> ResponseReturnValue:
    form = ConferenceForm(takes_registrations=True)
    if not form.validate_on_submit():
        return render_template("conferences/new.html", form=form), status_of(form)
    conference = programme.create_conference(
        current_session(), consultation_id=current_consultation().id, plan=form.plan()
    )
    flash(_("The conference is created: nobody sees it before you publish it."), "success")
    return _programme(conference.activity.code)


@blueprint.route("/<code>/edit", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def edit(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    form = ConferenceForm.showing(conference)
    if form.validate_on_submit():
        try:
            programme.change_conference(
                current_session(), conference, form.plan(), made_from=form.revision, moment=now()
            )
            flash(_("The conference is changed."), "success")
            return _programme(code)
        except programme.ChangedMeanwhile:
            form.show_again(conference)
    page = render_template("conferences/edit.html", conference=conference, form=form)
    return page, status_of(form)


@blueprint.post("/<code>/publish")
@requires(may_prepare_conferences)
def publish(code: str) -> ResponseReturnValue:
    programme.publish(current_session(), conference_or_404(code), is_published=True)
    flash(_("Everybody can read the programme now."), "success")
    return _programme(code)


@blueprint.post("/<code>/unpublish")
@requires(may_prepare_conferences)
def unpublish(code: str) -> ResponseReturnValue:
    programme.publish(current_session(), conference_or_404(code), is_published=False)
    flash(_("The programme is hidden again."), "success")
    return _programme(code)


@blueprint.route("/<code>/sessions/new", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def new_session(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    form = SessionForm() if request.method == "POST" else SessionForm.after(conference)
    if not form.validate_on_submit():
        page = render_template("conferences/session.html", conference=conference, form=form)
        return page, status_of(form)
    programme.add_session(current_session(), conference, form.plan())
    flash(_("The session is added."), "success")
    return _programme(code)


@blueprint.route("/<code>/sessions/<uuid:session_id>", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def edit_session(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    conference = conference_or_404(code)
    part = session_or_404(conference, session_id)
    form = SessionForm.showing(conference, part)
    if form.validate_on_submit():
        try:
            programme.change_session(
                current_session(), conference, part, form.plan(), made_from=form.revision
            )
            flash(_("The session is changed."), "success")
            return _programme(code)
        except programme.InUse:
            form.has_debate.errors = [_("Notes or documents belong to this debate: it stays.")]
        except programme.ChangedMeanwhile:
            form.show_again(conference)
    page = render_template("conferences/session.html", conference=conference, form=form, part=part)
    return page, status_of(form)


@blueprint.post("/<code>/sessions/<uuid:session_id>/remove")
@requires(may_prepare_conferences)
def remove_session(code: str, session_id: uuid.UUID) -> ResponseReturnValue:
    conference = conference_or_404(code)
    part = session_or_404(conference, session_id)
    try:
        programme.remove_session(current_session(), conference, part)
        flash(_("The session is taken out of the programme."), "success")
    except programme.InUse:
        flash(_("Not removed: notes, documents or cards belong to this session."), "warning")
    return _programme(code)
