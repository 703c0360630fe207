"""Beginning a questionnaire with the needs that were said in workshops."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.questionnaires.building.needs_form import needs_form
from app.questionnaires.building.needs_queries import needs_said
from app.questionnaires.building.needs_survey import survey_from_needs
from app.questionnaires.definitions import read_shipped
from app.questionnaires.links import link_to
from app.questionnaires.permissions import may_write_questionnaires
from app.questionnaires.publishing import add_questionnaire
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.language import current_language

blueprint = Blueprint(
    "questionnaire_needs", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.route("/from-needs", methods=["GET", "POST"])
@requires(may_write_questionnaires)
def choose() -> ResponseReturnValue:
    consultation = current_consultation()
    groups = needs_said(current_session(), consultation.id)
    form = needs_form(groups)
    if not form.is_right(groups):
        page = render_template("questionnaires/from_needs.html", form=form, groups=groups)
        return page, status_of(form)
    title = form.title.data or ""
    identity = read_shipped().survey if form.with_identity.data else None
    survey, origins = survey_from_needs(title, form.kept(groups), current_language(), identity)
    made = add_questionnaire(
        current_session(),
        consultation_id=consultation.id,
        title=title,
        survey=survey,
        origins=origins,
    )
    flash(_("The questionnaire is ready to be read over."), "success")
    return redirect(link_to("questionnaire_builder.outline", made.activity.code))
