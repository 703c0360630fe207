"""Making a questionnaire: the outline, its order, undoing, the languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Questionnaire
from app.questionnaires.building import drafting
from app.questionnaires.building.desk import (
    changed,
    draft_of,
    edit_made,
    meanwhile,
)
from app.questionnaires.building.forms import DraftForm, LanguagesForm
from app.questionnaires.building.outline import outline_page
from app.questionnaires.effort import questions_asked
from app.questionnaires.links import link_to
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_write_questionnaires
from app.web.forms import status_of
from app.web.guard import requires
from app.web.language import current_language
from app.web.paging import Cursor
from surveys.editing import delete_item, duplicate_item, move_item, without_unused
from surveys.model import Question, Survey

blueprint = Blueprint(
    "questionnaire_builder", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)

MOVES: dict[str, Callable[[Survey, str], Survey]] = {
    "up": lambda survey, name: move_item(survey, name, -1),
    "down": lambda survey, name: move_item(survey, name, 1),
    "duplicate": lambda survey, name: duplicate_item(survey, name)[0],
    "delete": lambda survey, name: without_unused(delete_item(survey, name), survey),
}
"""What the buttons beside a line do."""


@blueprint.get("/<code>/build")
@requires(may_write_questionnaires)
def outline(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    draft = draft_of(questionnaire)
    survey = draft.survey
    sections = [each.name for each in survey.items if not isinstance(each, Question)]
    return render_template(
        "questionnaires/build/outline.html",
        questionnaire=questionnaire,
        draft=draft,
        questions=questions_asked(survey),
        survey=survey,
        page=outline_page(survey, Cursor.from_args(request.args), current_language()),
        last_section=sections[-1] if sections else "",
        form=DraftForm(data={"made_from": draft.number}),
    )


@blueprint.post("/<code>/build/arrange")
@requires(may_write_questionnaires)
def arrange(code: str) -> ResponseReturnValue:
    """Move, copy or delete a line: the button that was pressed says which and how."""
    questionnaire = questionnaire_or_404(code)
    form = DraftForm()
    action, _colon, name = request.form.get("do", "").partition(":")
    if action not in MOVES or not form.validate():
        abort(400)
    refused = changed(
        questionnaire,
        edit_made(form.number, action, name),
        lambda survey: MOVES[action](survey, name),
    )
    if refused:
        flash(refused, "warning")
    elif action == "delete":
        flash(_("Deleted. “Undo” brings it back."), "success")
    after = request.form.get("after") or None
    return redirect(
        link_to(
            ".outline", code, after=after, _anchor=None if action == "delete" else f"line-{name}"
        )
    )


@blueprint.post("/<code>/build/undo")
@requires(may_write_questionnaires)
def undo(code: str) -> ResponseReturnValue:
    return _step(questionnaire_or_404(code), "undo", drafting.undo)


@blueprint.post("/<code>/build/redo")
@requires(may_write_questionnaires)
def redo(code: str) -> ResponseReturnValue:
    return _step(questionnaire_or_404(code), "redo", drafting.redo)


def _step(
    questionnaire: Questionnaire, code: str, step: Callable[..., None]
) -> ResponseReturnValue:
    form = DraftForm()
    try:
        step(current_session(), questionnaire, edit_made(form.number, code))
        flash(_("Undone.") if code == "undo" else _("Done again."), "success")
    except drafting.ChangedMeanwhile:
        flash(meanwhile(), "warning")
    except drafting.NothingThere:
        flash(_("There is nothing more to undo or to do again."), "info")
    return redirect(link_to(".outline", questionnaire.activity.code))


@blueprint.route("/<code>/build/languages", methods=["GET", "POST"])
@requires(may_write_questionnaires)
def languages(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    draft = draft_of(questionnaire)
    form = LanguagesForm(
        data={"made_from": draft.number, "languages": ", ".join(draft.survey.languages)}
    )
    if form.validate_on_submit():
        wanted = dict.fromkeys((form.languages.data or "").replace(" ", "").split(","))
        refused = changed(
            questionnaire,
            edit_made(form.number, "languages"),
            lambda survey: replace(
                survey, languages=tuple(wanted), default_language=next(iter(wanted))
            ),
        )
        if not refused:
            return redirect(link_to(".outline", code))
        form.refuse(refused, draft.number)
    return (
        render_template(
            "questionnaires/build/languages.html", questionnaire=questionnaire, form=form
        ),
        status_of(form),
    )
