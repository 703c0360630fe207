"""The steward's side of registrations: the list, cancelling, reminding, the figures, erasing."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.conference import erasing, registering, reminding, telling
from app.conference.letters import default_reminder
from app.conference.lookup import conference_or_404, registration_or_404
from app.conference.permissions import may_prepare_conferences
from app.conference.registration_lists import (
    has_people_by_name,
    numbers_by_state,
    registration_sheet,
    registrations_page,
)
from app.conference.registrations_forms import ReminderForm, WantedForm
from app.extensions import current_session
from app.models import Conference
from app.models.turns import wait_for_others
from app.models.types import now
from app.notifications import outbox
from app.notifications.queries import on_their_way
from app.publication.writers import XLSX, write_workbook
from app.settings import current_settings
from app.web.downloads import download, download_csv, file_to_send
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("registrations", __name__, url_prefix="/consultations/<slug>/conferences")


def _back(code: str) -> ResponseReturnValue:
    return redirect(url_for(".index", slug=current_consultation().slug, code=code))


@blueprint.get("/<code>/registrations")
@requires(may_prepare_conferences)
def index(code: str) -> ResponseReturnValue:
    conference, session = conference_or_404(code), current_session()
    form = WantedForm.read(request.args)
    cursor = Cursor.from_args(request.args)
    return render_template(
        "conferences/registrations.html",
        conference=conference,
        form=form,
        page=registrations_page(session, conference, form.wanted, cursor),
        numbers=numbers_by_state(session, conference),
        on_the_way=on_their_way(session, conference.activity),
        may_send=current_settings().mail is not None,
        to_remind=reminding.number_to_remind(session, conference),
        is_past=conference.ends_at <= now(),
        has_names=has_people_by_name(session, conference),
    )


@blueprint.get("/<code>/registrations.csv")
@requires(may_prepare_conferences)
def as_csv(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    sheet = registration_sheet(conference, WantedForm.read(request.args).wanted)
    return download_csv(sheet, f"{code}-registrations.csv", conference.id)


@blueprint.get("/<code>/registrations.xlsx")
@requires(may_prepare_conferences)
def as_xlsx(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    sheet = registration_sheet(conference, WantedForm.read(request.args).wanted)
    file = file_to_send()
    write_workbook(file, [sheet], current_session(), conference.id)
    return download(file, f"{code}-registrations.xlsx", XLSX)


@blueprint.post("/<code>/registrations/<uuid:registration_id>/cancel")
@requires(may_prepare_conferences)
def cancel(code: str, registration_id: uuid.UUID) -> ResponseReturnValue:
    conference = conference_or_404(code)
    registration = registration_or_404(conference, registration_id)
    try:
        registering.cancel_for(current_session(), conference, registration, now())
        flash(_("The registration is cancelled, and a message says so."), "success")
    except registering.AlreadyThere:
        flash(_("Not cancelled: this person is checked in."), "warning")
    except registering.NotOpen:
        flash(_("The conference took place: there is nothing to cancel."), "info")
    return _back(code)


@blueprint.post("/<code>/registrations/<uuid:registration_id>/tell-again")
@requires(may_prepare_conferences)
def tell_again(code: str, registration_id: uuid.UUID) -> ResponseReturnValue:
    conference = conference_or_404(code)
    registration = registration_or_404(conference, registration_id)
    telling.tell_again(current_session(), conference, registration, now())
    flash(_("The message is on its way again."), "success")
    return _back(code)


@blueprint.route("/<code>/reminder", methods=["GET", "POST"])
@requires(may_prepare_conferences)
def reminder(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    subject, text = default_reminder(conference)
    form = ReminderForm(subject=subject, text=text)
    if form.validate_on_submit():
        return _remind(conference, form)
    return (
        render_template(
            "conferences/reminder.html",
            conference=conference,
            form=form,
            number=reminding.number_to_remind(current_session(), conference),
            may_send=current_settings().mail is not None,
        ),
        status_of(form),
    )


def _remind(conference: Conference, form: ReminderForm) -> ResponseReturnValue:
    settings, slug = current_settings(), current_consultation().slug
    if settings.mail is None:
        abort(404)
    try:
        job = reminding.remind(
            current_session(),
            conference,
            subject=form.subject.data or "",
            text=form.text.data or "",
            account_id=account_id_of_current_user(),
            moment=now(),
            daily_limit=settings.mail_daily_limit,
        )
        return redirect(url_for("jobs.show", slug=slug, job_id=job.id))
    except reminding.NobodyToRemind:
        flash(_("Everybody who has a place was reminded already."), "info")
    except reminding.DailyLimitReached:
        flash(_("Today’s limit of messages is reached: go on tomorrow."), "warning")
    except registering.NotOpen:
        flash(_("The conference took place: nobody needs a reminder."), "info")
    return _back(conference.activity.code)


@blueprint.post("/<code>/registrations/send-what-waits")
@requires(may_prepare_conferences)
def send_what_waits(code: str) -> ResponseReturnValue:
    conference, session = conference_or_404(code), current_session()
    wait_for_others(session, conference)
    number = outbox.take_up_again(
        session, conference.activity, account_id=account_id_of_current_user()
    )
    if number:
        flash(ngettext("%(num)s message leaves.", "%(num)s messages leave.", number), "success")
    else:
        flash(_("No message waits to be sent."), "info")
    return _back(code)


@blueprint.post("/<code>/registrations/erase")
@requires(may_prepare_conferences)
def erase(code: str) -> ResponseReturnValue:
    try:
        number = erasing.erase_people(current_session(), conference_or_404(code), now())
        flash(
            ngettext(
                "The data of %(num)s person are erased; the figures stay.",
                "The data of %(num)s people are erased; the figures stay.",
                number,
            ),
            "success",
        )
    except erasing.NotOver:
        flash(_("Not erased: people still need their registration."), "warning")
    return _back(code)
