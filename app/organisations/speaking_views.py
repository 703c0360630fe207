"""Saying for whom one speaks in a consultation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Participant
from app.organisations.lists.reading import departements_of
from app.organisations.permissions import may_say_for_whom
from app.organisations.queries import known_organisation
from app.organisations.speaking import NoMandate, speak_for, speak_for_oneself
from app.organisations.speaking_form import SpeakingForm
from app.organisations.speaking_shown import current_speaking
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.limits import POSTING
from app.web.redirects import local_path, page_of_form
from app.web.taking_part import acting_participant, current_participant

blueprint = Blueprint("speaking_for", __name__, url_prefix="/consultations/<slug>/speaking-for")


@blueprint.route("", methods=["GET", "POST"])
@requires(may_say_for_whom)
@POSTING
@tells(Processing.ACCOUNTS)
def choose() -> ResponseReturnValue:
    speaking = current_speaking()
    back = local_path(request.args.get("back")) or ""
    form = SpeakingForm.opened(current_participant(), speaking, back)
    if form.validate_on_submit() and _said(acting_participant(), form):
        flash(_("This is noted: nobody asks you again in this consultation."), "success")
        home = url_for("consultations.show", slug=current_consultation().slug)
        return redirect(page_of_form(home))
    page = render_template(
        "organisations/speaking_for.html",
        form=form,
        speaking=speaking,
        departements=departements_of(current_session(), current_consultation().id),
    )
    return page, status_of(form)


def _said(participant: Participant, form: SpeakingForm) -> bool:
    session, organisation_id = current_session(), form.organisation_id
    if organisation_id is None:
        speak_for_oneself(session, participant, form.territory.data or "")
        return True
    organisation = known_organisation(session, organisation_id)
    try:
        if organisation is not None:
            speak_for(session, participant, organisation)
            return True
    except NoMandate:
        pass
    form.speaks_for.errors = [_("Your mandate ended meanwhile: choose again.")]
    return False
