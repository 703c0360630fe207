"""Newsletters: what was sent, for everybody; writing one, for stewards."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.notifications import newsletters
from app.notifications.newsletter_forms import NewsletterForm
from app.notifications.permissions import may_subscribe, may_write_newsletters
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("newsletters", __name__, url_prefix="/consultations/<slug>/newsletters")


@blueprint.get("")
@requires(may_subscribe)
def index() -> ResponseReturnValue:
    page = newsletters.newsletters_page(
        current_session(), current_consultation().id, Cursor.from_args(request.args)
    )
    return render_template("newsletters/index.html", page=page)


@blueprint.get("/<uuid:newsletter_id>")
@requires(may_subscribe)
def show(newsletter_id: uuid.UUID) -> ResponseReturnValue:
    found = newsletters.newsletter_with(current_session(), current_consultation().id, newsletter_id)
    return render_template("newsletters/show.html", newsletter=found or abort(404))


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_write_newsletters)
def new() -> ResponseReturnValue:
    form, session, consultation = NewsletterForm(), current_session(), current_consultation()
    act = request.form.get("act")
    if form.validate_on_submit() and act == "send" and current_settings().mail is not None:
        sent = newsletters.send(session, consultation, form.words(), key=form.newsletter_key)
        flash(_("The newsletter is on its way."), "success")
        return redirect(url_for(".show", slug=consultation.slug, newsletter_id=sent.id))
    if act == "test" and not form.errors:
        newsletters.send_test(session, consultation, form.words(), current_user)
        flash(_("A test is on its way to %(address)s.", address=current_user.email), "success")
    status = 200 if form.is_submitted() and not form.errors else status_of(form)
    return _new_page(form, preview=status == 200 and form.is_submitted()), status


def _new_page(form: NewsletterForm, *, preview: bool) -> str:
    return render_template(
        "newsletters/new.html",
        form=form,
        preview=form.words() if preview else None,
        readers=newsletters.number_of_readers(current_session(), current_consultation().id),
        may_send=current_settings().mail is not None,
    )
