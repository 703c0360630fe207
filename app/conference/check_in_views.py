"""At the entrance: checking in by the list, by the code of a person, or who just came."""

from __future__ import annotations

import hashlib
import uuid

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.conference import checking_in
from app.conference.check_in_acts import do_acts
from app.conference.check_in_forms import WalkInForm
from app.conference.checking_in import Desk, Unknown
from app.conference.lookup import conference_or_404
from app.conference.permissions import may_welcome
from app.conference.registering import secret_of
from app.conference.registration_lists import expected_people, people_there
from app.extensions import current_session
from app.models import Conference, Registration
from app.models.types import now
from app.settings import current_settings
from app.web.batches import NotABatch
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, current_consultation, requires
from app.web.json_body import sent_json
from app.web.session_cookie import leaves_session_alone

blueprint = Blueprint("check_in", __name__, url_prefix="/consultations/<slug>/conferences")


def _desk() -> Desk:
    return Desk(account_id_of_current_user(), now())


def _list_page(conference: Conference, form: WalkInForm) -> str:
    words = request.args.get("q", "").strip()[:200]
    people = expected_people(current_session(), conference, words)
    return render_template(
        "conferences/check_in.html",
        conference=conference,
        people=people,
        arrived=sum(one.came_at is not None for one in people),
        words=words,
        form=form,
        made_at=now().isoformat(),
    )


@blueprint.get("/<code>/check-in")
@requires(may_welcome)
def index(code: str) -> ResponseReturnValue:
    return _list_page(conference_or_404(code), WalkInForm())


@blueprint.post("/<code>/check-in")
@requires(may_welcome)
def act(code: str) -> ResponseReturnValue:
    """One tap: `in` or `out` holds who."""
    conference, session = conference_or_404(code), current_session()
    comes = "in" in request.form
    try:
        person = uuid.UUID(request.form.get("in") or request.form.get("out") or "")
        if comes:
            registration = checking_in.check_in(session, conference, person, _desk())
        else:
            registration = checking_in.check_out(session, conference, person)
    except (ValueError, Unknown):
        flash(_("Nobody is registered under this code."), "warning")
        return redirect(_list(code))
    if comes:
        flash(_("%(name)s is there.", name=registration.name), "success")
    else:
        flash(_("%(name)s is not checked in any more.", name=registration.name), "info")
    return redirect(_after(code, registration))


def _after(code: str, registration: Registration) -> str:
    """Back to the list, or to the page of who showed a code."""
    if request.form.get("from") != "code":
        return _list(code)
    return url_for(
        "registering.own",
        slug=current_consultation().slug,
        code=code,
        registration_id=registration.id,
        secret=secret_of(current_settings().secret_key, registration),
    )


def _list(code: str) -> str:
    words = request.form.get("q", "")[:200] or None
    return url_for(".index", slug=current_consultation().slug, code=code, q=words)


@blueprint.post("/<code>/check-in/walk-in")
@requires(may_welcome)
def walk_in(code: str) -> ResponseReturnValue:
    conference = conference_or_404(code)
    form = WalkInForm()
    if not form.validate_on_submit():
        return _list_page(conference, form), status_of(form)
    registration = checking_in.welcome(current_session(), conference, form.person(), _desk())
    flash(_("%(name)s is there.", name=registration.name), "success")
    return redirect(_list(code))


@blueprint.post("/<code>/check-in/acts")
@requires(may_welcome)
@leaves_session_alone
def acts(code: str) -> ResponseReturnValue:
    """What the list kept while there was no network, as JSON (static/js/offline)."""
    conference = conference_or_404(code)
    try:
        outcomes = do_acts(
            current_session(),
            conference,
            sent_json(),
            account_id=account_id_of_current_user(),
            moment=now(),
        )
    except NotABatch:
        abort(400)
    return jsonify(results=outcomes)


@blueprint.get("/<code>/check-in/arrived")
@requires(may_welcome)
@leaves_session_alone
def arrived(code: str) -> ResponseReturnValue:
    """Who is there, for the lists of the other desks; nothing while it is what they have `seen`."""
    people = people_there(current_session(), conference_or_404(code))
    shown = [[str(person), came_at.isoformat()] for person, came_at in people]
    seen = hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
    if request.args.get("seen") == seen:
        return "", 204
    return jsonify(seen=seen, arrived=shown)
