"""Meetings: their page, planning and changing them, attendance, minutes, files, invitations."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Meeting, Presence
from app.models.turns import ChangedMeanwhile
from app.models.types import now
from app.settings import current_settings
from app.strategy.governance import inviting, meetings
from app.strategy.governance.calendar import meeting_calendar
from app.strategy.governance.forms import InviteForm, MeetingForm, MinutesForm
from app.strategy.governance.lookup import body_or_404, meeting_or_404
from app.strategy.governance.meeting_page import page_of
from app.strategy.governance.meeting_queries import attending
from app.strategy.governance.meetings import BodyIsClosed, HasDecisions, NotPlanned, NotYet
from app.strategy.governance.permissions import may_keep_governance, may_read_governance
from app.web.downloads import calendar_file
from app.web.forms import status_of
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    requires,
    to_everybody,
)

blueprint = Blueprint("meetings", __name__, url_prefix="/consultations/<slug>/governance")


@blueprint.get("/meetings/<uuid:meeting_id>")
@requires(may_read_governance)
def show(meeting_id: uuid.UUID) -> ResponseReturnValue:
    return page_of(*meeting_or_404(meeting_id))


@blueprint.get("/meetings/<uuid:meeting_id>.ics")
@to_everybody
def calendar(meeting_id: uuid.UUID) -> ResponseReturnValue:
    body, meeting = meeting_or_404(meeting_id)
    content = meeting_calendar(body, meeting, current_consultation().slug, now())
    return calendar_file(content, f"{body.code}-{meeting.starts_at:%Y-%m-%d}")


@blueprint.route("/bodies/<code>/meetings/new", methods=["GET", "POST"])
@requires(may_keep_governance)
def new(code: str) -> ResponseReturnValue:
    body, form = body_or_404(code), MeetingForm()
    form.make_key()
    if form.validate_on_submit():
        try:
            made = meetings.plan_meeting(
                current_session(), body, form.plan, key=form.key.data or ""
            )
            flash(_("The meeting is planned."), "success")
            return _to(made)
        except BodyIsClosed:
            form.form_errors.append(_("This body is closed: it does not meet any more."))
    return render_template(
        "governance/meeting_form.html", form=form, body=body, meeting=None
    ), status_of(form)


@blueprint.route("/meetings/<uuid:meeting_id>/edit", methods=["GET", "POST"])
@requires(may_keep_governance)
def edit(meeting_id: uuid.UUID) -> ResponseReturnValue:
    body, meeting = meeting_or_404(meeting_id)
    form, is_stale = MeetingForm(), False
    if not form.is_submitted():
        form.show(meeting)
    if form.validate_on_submit():
        try:
            version = form.version.data or 0
            meetings.change_meeting(current_session(), meeting, form.plan, version=version)
            flash(_("The meeting is changed."), "success")
            return _to(meeting)
        except ChangedMeanwhile:
            is_stale = form.is_stale(meeting.version)
        except HasDecisions:
            form.starts_at.errors = [_("Something was decided that day: the day stays.")]
    page = render_template(
        "governance/meeting_form.html", form=form, body=body, meeting=meeting, is_stale=is_stale
    )
    return page, 409 if is_stale else status_of(form)


@blueprint.route("/meetings/<uuid:meeting_id>/minutes", methods=["GET", "POST"])
@requires(may_keep_governance)
def minutes(meeting_id: uuid.UUID) -> ResponseReturnValue:
    body, meeting = meeting_or_404(meeting_id)
    form, is_stale = MinutesForm(), False
    if not form.is_submitted():
        form.minutes.data, form.is_public.data = meeting.minutes, meeting.minutes_are_public
        form.version.data = meeting.version
    if form.validate_on_submit():
        try:
            _write_minutes(meeting, form)
            return _to(meeting)
        except ChangedMeanwhile:
            is_stale = form.is_stale(meeting.version)
    page = render_template(
        "governance/minutes.html", form=form, body=body, meeting=meeting, is_stale=is_stale
    )
    return page, 409 if is_stale else status_of(form)


def _write_minutes(meeting: Meeting, form: MinutesForm) -> None:
    meetings.write_minutes(
        current_session(),
        meeting,
        form.minutes.data or "",
        is_public=bool(form.is_public.data),
        version=form.version.data or 0,
    )
    flash(_("The minutes are kept."), "success")


@blueprint.route("/meetings/<uuid:meeting_id>/attendance", methods=["GET", "POST"])
@requires(may_keep_governance)
def attendance(meeting_id: uuid.UUID) -> ResponseReturnValue:
    body, meeting = meeting_or_404(meeting_id)
    if request.method == "POST":
        try:
            seats = attending(current_session(), meeting)
            sent = {one.member.id: _presence(one.member.id) for one in seats}
            meetings.mark_attendance(current_session(), body, meeting, sent)
            flash(_("The attendance is kept."), "success")
        except HasDecisions:
            flash(_("Something was decided there: the attendance stays as it counted."), "warning")
        return _to(meeting)
    return render_template(
        "governance/attendance.html",
        body=body,
        meeting=meeting,
        seats=attending(current_session(), meeting),
        presences=list(Presence),
    )


def _presence(member_id: uuid.UUID) -> Presence | None:
    """What the form says of a member; empty where nothing is told of them."""
    text = request.form.get(f"presence-{member_id.hex}", "")
    if not text:
        return None
    return Presence(text) if text in list(Presence) else abort(400)


@blueprint.post("/meetings/<uuid:meeting_id>/hold")
@requires(may_keep_governance)
def hold(meeting_id: uuid.UUID) -> ResponseReturnValue:
    _body, meeting = meeting_or_404(meeting_id)
    try:
        meetings.hold(current_session(), meeting, now())
        flash(_("The meeting took place: say who was there."), "success")
    except NotYet:
        flash(_("This meeting is still to come."), "warning")
    except NotPlanned:
        flash(_("This meeting was cancelled."), "warning")
    return _to(meeting)


@blueprint.post("/meetings/<uuid:meeting_id>/cancel")
@requires(may_keep_governance)
def cancel(meeting_id: uuid.UUID) -> ResponseReturnValue:
    _body, meeting = meeting_or_404(meeting_id)
    try:
        meetings.cancel(current_session(), meeting)
        flash(_("The meeting is cancelled: write to its members, so that they know."), "success")
    except NotPlanned:
        flash(_("This meeting took place: it cannot be cancelled."), "warning")
    return _to(meeting)


@blueprint.post("/meetings/<uuid:meeting_id>/invite")
@requires(may_keep_governance)
def invite(meeting_id: uuid.UUID) -> ResponseReturnValue:
    body, meeting = meeting_or_404(meeting_id)
    settings, form = current_settings(), InviteForm()
    if settings.mail is None or not form.validate():
        abort(404)
    try:
        inviting.invite(
            current_session(),
            body,
            meeting,
            seen=form.seen.data or "",
            account_id=account_id_of_current_user(),
            moment=now(),
            daily_limit=settings.mail_daily_limit,
        )
        flash(_("The members who have an account are written to."), "success")
    except inviting.NobodyToWriteTo:
        flash(_("No member with an account is to be written to."), "info")
    except inviting.DailyLimitReached:
        flash(_("Today’s limit of messages is reached: go on tomorrow."), "warning")
    return _to(meeting)


def _to(meeting: Meeting) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for("meetings.show", slug=slug, meeting_id=meeting.id))
