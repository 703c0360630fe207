"""Making a questionnaire: the lists of choices. A name of a list may hold any sign: it is asked for
behind the question mark of an address."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.models import Questionnaire
from app.questionnaires.building.desk import (
    changed,
    draft_of,
    edit_made,
)
from app.questionnaires.building.forms import ChoiceForm, DraftForm, ListForm, choice_form
from app.questionnaires.building.queries import Draft
from app.questionnaires.links import link_to
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_write_questionnaires
from app.web.forms import status_of
from app.web.guard import requires
from surveys.editing import (
    choices_from_lines,
    delete_choice,
    delete_list,
    move_choice,
    name_from,
    put_choices,
    questions_with,
)
from surveys.model import Choice, Survey
from surveys.types.likert import OUTSIDE, SCALE_COLUMN

blueprint = Blueprint(
    "questionnaire_lists", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)

SHOWN = 500
"""Choices of a list that its page shows; the rest of a longer list is changed in its file."""


@blueprint.route("/<code>/build/lists", methods=["GET", "POST"])
@requires(may_write_questionnaires)
def lists(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    draft = draft_of(questionnaire)
    form = ListForm(data={"made_from": draft.number})
    if form.validate_on_submit():
        name = form.name.data or name_from("liste", draft.survey.choice_lists)
        refused = _add_list(questionnaire, form, name, draft.survey)
        if not refused:
            return redirect(link_to(".one_list", code, name=name))
        form.refuse(refused, draft.number)
    return (
        render_template(
            "questionnaires/build/lists.html",
            questionnaire=questionnaire,
            form=form,
            lines=[
                (name, len(options), questions_with(draft.survey, name))
                for name, options in draft.survey.choice_lists.items()
            ],
        ),
        status_of(form),
    )


def _add_list(questionnaire: Questionnaire, form: ListForm, name: str, survey: Survey) -> str:
    if name in survey.choice_lists:
        return _("The name “%(name)s” is taken.", name=name)
    options = choices_from_lines((form.lines.data or "").splitlines(), (), survey.default_language)
    edit = edit_made(form.number, "list", name)
    return changed(questionnaire, edit, lambda survey: put_choices(survey, name, options))


@blueprint.route("/<code>/build/list", methods=["GET", "POST"])
@requires(may_write_questionnaires)
def one_list(code: str) -> ResponseReturnValue:
    """The choices of a list in their order; a button moves one, deletes one, or the list."""
    questionnaire = questionnaire_or_404(code)
    draft, name = _draft_with_list(questionnaire)
    form = DraftForm(data={"made_from": draft.number})
    if form.validate_on_submit():
        action, _colon, choice = request.form.get("do", "").partition(":")
        refused = _arranged(questionnaire, form, name, action, choice)
        if refused:
            flash(refused, "warning")
        if action == "drop" and not refused:
            return redirect(link_to(".lists", code))
        return redirect(link_to(".one_list", code, name=name))
    options = draft.survey.choice_lists[name]
    return render_template(
        "questionnaires/build/list.html",
        questionnaire=questionnaire,
        form=form,
        name=name,
        options=options[:SHOWN],
        hidden=max(0, len(options) - SHOWN),
        users=questions_with(draft.survey, name),
        language=draft.survey.default_language,
    )


def _arranged(
    questionnaire: Questionnaire, form: DraftForm, name: str, action: str, choice: str
) -> str:
    def make(survey: Survey) -> Survey:
        if action == "drop":
            return delete_list(survey, name)
        if action == "delete":
            return delete_choice(survey, name, choice)
        return move_choice(survey, name, choice, -1 if action == "up" else 1)

    if action not in ("up", "down", "delete", "drop"):
        abort(400)
    return changed(questionnaire, edit_made(form.number, "list", name), make)


@blueprint.route("/<code>/build/choice", methods=["GET", "POST"])
@requires(may_write_questionnaires)
def choice(code: str) -> ResponseReturnValue:
    """One choice of a list; a new one when the address names none."""
    questionnaire = questionnaire_or_404(code)
    draft, name = _draft_with_list(questionnaire)
    survey = draft.survey
    sought = request.args.get("choice")
    found = next((each for each in survey.choice_lists[name] if each.name == sought), None)
    if sought is not None and found is None:
        abort(404)
    form = choice_form(survey)(data={"made_from": draft.number, **_data_of(found, survey)})
    if form.validate_on_submit():
        refused = _save_choice(questionnaire, form, name, found, survey)
        if not refused:
            flash(_("Saved."), "success")
            return redirect(link_to(".one_list", code, name=name))
        form.refuse(refused, draft.number)
    return (
        render_template(
            "questionnaires/build/choice.html",
            questionnaire=questionnaire,
            form=form,
            name=name,
            choice=found,
            languages=survey.languages,
        ),
        status_of(form),
    )


def _data_of(choice: Choice | None, survey: Survey) -> dict[str, object]:
    if choice is None:
        return {}
    labels = {f"label_{each}": choice.labels.get(each, "") for each in survey.languages}
    return {"code": choice.name, "outside": choice.filters.get(SCALE_COLUMN) == OUTSIDE, **labels}


def _save_choice(
    questionnaire: Questionnaire,
    form: ChoiceForm,
    name: str,
    found: Choice | None,
    survey: Survey,
) -> str:
    others = {each.name for each in survey.choice_lists[name]} - {found.name if found else ""}
    typed = form.choice(found, others, survey)
    if typed.name in others:
        return _("The list has the code “%(code)s” already.", code=typed.name)

    def make(survey: Survey) -> Survey:
        options = survey.choice_lists.get(name, ())
        if found is None:
            return put_choices(survey, name, (*options, typed))
        changed_options = tuple(typed if each == found else each for each in options)
        return put_choices(survey, name, changed_options)

    return changed(questionnaire, edit_made(form.number, "list", name), make)


def _draft_with_list(questionnaire: Questionnaire) -> tuple[Draft, str]:
    draft = draft_of(questionnaire)
    name = request.args.get("name", "")
    if name not in draft.survey.choice_lists:
        abort(404)
    return draft, name
