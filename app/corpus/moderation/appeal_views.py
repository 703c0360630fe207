"""An author reads why their contribution was refused, and appeals once."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.moderation import appealing
from app.corpus.moderation.decisions import decision_of
from app.corpus.moderation.forms import AppealForm
from app.corpus.moderation.moderation_queries import contribution_to_moderate
from app.corpus.moderation.permissions import may_read_charter
from app.extensions import current_session
from app.models import Contribution
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.limits import POSTING
from app.web.redirects import local_path
from app.web.taking_part import current_participant

blueprint = Blueprint("appeals", __name__, url_prefix="/consultations/<slug>/appeals")


@blueprint.get("/<uuid:contribution_id>")
@requires(may_read_charter)
@tells(Processing.MODERATION)
def show(contribution_id: uuid.UUID) -> ResponseReturnValue:
    return _page(_own_or_404(contribution_id), AppealForm())


@blueprint.post("/<uuid:contribution_id>")
@requires(may_read_charter)
@tells(Processing.MODERATION)
@POSTING
def send(contribution_id: uuid.UUID) -> ResponseReturnValue:
    """Sent from whatever page shows the decision, by its author or who holds its receipt."""
    form = AppealForm()
    contribution = _own_or_404(contribution_id, form.code.data or "")
    if form.validate_on_submit():
        try:
            appealing.appeal(current_session(), contribution, form.text.data or "")
        except appealing.NotRefused:
            flash(
                _("This contribution is not refused: there is nothing to appeal against."), "info"
            )
        except appealing.AlreadyAppealed:
            flash(_("You have appealed before: one appeal is possible."), "warning")
        else:
            flash(_("Your appeal is sent. A steward reads it and answers."), "success")
        here = url_for(".show", slug=current_consultation().slug, contribution_id=contribution_id)
        return redirect(local_path(form.back.data) or here)
    return _page(contribution, form)


def _own_or_404(contribution_id: uuid.UUID, code: str = "") -> Contribution:
    """The contribution of whoever asks; to everybody else it does not exist here."""
    session = current_session()
    contribution = contribution_to_moderate(session, current_consultation().id, contribution_id)
    if contribution is None or not appealing.is_author(
        session, contribution, participant=current_participant(), code=code
    ):
        abort(404)
    return contribution


def _page(contribution: Contribution, form: AppealForm) -> ResponseReturnValue:
    decision = decision_of(current_session(), contribution.id) or abort(404)
    page = render_template(
        "moderation/appeal.html",
        contribution=contribution,
        decision=decision,
        appeal_form=form,
        back=local_path(form.back.data) or request.path,
    )
    return page, status_of(form)
