"""Making a questionnaire: the page of one question, of one section."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.models import Questionnaire
from app.questionnaires.building.condition_words import condition_in_words
from app.questionnaires.building.desk import (
    changed,
    draft_of,
    edit_made,
)
from app.questionnaires.building.filling import data_of, fill_lists
from app.questionnaires.building.forms import (
    ContainerForm,
    ItemForm,
    QuestionForm,
    container_form,
    question_form,
)
from app.questionnaires.building.outline import kind_of, page_key, title_of
from app.questionnaires.building.preview import fragment
from app.questionnaires.building.queries import Draft
from app.questionnaires.building.reading import (
    Wanted,
    applied,
    container_wanted,
    question_wanted,
)
from app.questionnaires.building.type_names import CONTAINER_NAMES, TYPE_NAMES, name_of_type
from app.questionnaires.links import link_to
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_write_questionnaires
from app.web.forms import status_of
from app.web.guard import requires
from app.web.language import current_language
from surveys.editing import EditError, questions_with
from surveys.model import Group, Item, Question, Repeat, Survey
from surveys.structure import structure_problems

blueprint = Blueprint(
    "questionnaire_items", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


@blueprint.route("/<code>/build/add", methods=["GET", "POST"])
@requires(may_write_questionnaires)
def add(code: str) -> ResponseReturnValue:
    """The types to choose from, then the form of a new question or section."""
    questionnaire = questionnaire_or_404(code)
    kind = request.args.get("type", "")
    if kind not in TYPE_NAMES and kind not in CONTAINER_NAMES:
        return render_template(
            "questionnaires/build/types.html",
            questionnaire=questionnaire,
            types=TYPE_NAMES,
            containers=CONTAINER_NAMES,
            inside=request.args.get("in", ""),
        )
    return _item_page(questionnaire, draft_of(questionnaire), _new(kind), is_new=True)


@blueprint.route("/<code>/build/items/<name>", methods=["GET", "POST"])
@requires(may_write_questionnaires)
def edit(code: str, name: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    draft = draft_of(questionnaire)
    place = draft.survey.places.get(name)
    if place is not None:
        return _item_page(questionnaire, draft, place.item, is_new=False)
    kind = request.form.get("kind", "")
    if kind not in TYPE_NAMES and kind not in CONTAINER_NAMES:
        abort(404)
    # Deleted while its form was filled: what was typed is kept, and may be added again.
    return _item_page(questionnaire, draft, _new(kind), is_new=True)


@blueprint.post("/<code>/build/preview-question")
@requires(may_write_questionnaires)
def preview(code: str) -> ResponseReturnValue:
    """The question as it is being typed, as a part of a page; nothing is kept."""
    survey = draft_of(questionnaire_or_404(code)).survey
    kind, name = request.args.get("type", ""), request.args.get("name", "")
    place = survey.places.get(name)
    item = place.item if place is not None else _new(kind) if kind in TYPE_NAMES else None
    if not isinstance(item, Question):
        abort(404)
    form = _form(item, survey, is_new=place is None)
    form.validate()
    wanted = question_wanted(form, item, survey) if isinstance(form, QuestionForm) else None
    if wanted is None:
        return "", 204
    try:
        after = applied(survey, None if place is None else name, wanted)
    except EditError:
        return "", 204
    if structure_problems(after):
        return "", 204
    return render_template(
        "questionnaires/build/_shown.html",
        view=fragment(after, wanted.item.name, current_language()),
    )


def _new(kind: str) -> Item:
    if kind == "repeat":
        return Repeat("")
    if kind in ("group", "table"):
        return Group("", appearance="table-list" if kind == "table" else "")
    parameters = {"start": "0", "end": "10", "step": "1"} if kind == "range" else {}
    return Question("", kind, parameters=parameters)


def _form(item: Item, survey: Survey, *, is_new: bool) -> ItemForm:
    kind = (
        question_form(survey, item.type) if isinstance(item, Question) else container_form(survey)
    )
    data = data_of(item, survey)
    if is_new:
        data["section"] = request.args.get("in", "")
        data["name"] = ""
    form = kind(data=data)
    fill_lists(form, item, survey, None if is_new else item.name)
    return form


def _item_page(
    questionnaire: Questionnaire, draft: Draft, item: Item, *, is_new: bool
) -> ResponseReturnValue:
    survey = draft.survey
    form = _form(item, survey, is_new=is_new)
    if form.validate_on_submit() and (wanted := _wanted(form, item, survey)):
        code = questionnaire.activity.code
        refused = _saved(questionnaire, form, item, wanted, is_new=is_new)
        if not refused:
            flash(_("Saved."), "success")
            if request.form.get("go") == "another":
                return redirect(link_to(".add", code, **{"in": wanted.section}))
            if is_new and not isinstance(item, Question):
                return redirect(link_to(".add", code, **{"in": wanted.item.name}))
            name = wanted.item.name
            after = page_key(draft_of(questionnaire).survey, name)
            outline = "questionnaire_builder.outline"
            return redirect(link_to(outline, code, after=after, _anchor=f"line-{name}"))
        form.form_errors.append(refused)
    form.made_from.data = str(draft.number)
    return _shown(questionnaire, draft, form, item, is_new=is_new), status_of(form)


def _wanted(form: ItemForm, item: Item, survey: Survey) -> Wanted | None:
    if isinstance(item, Question):
        assert isinstance(form, QuestionForm)
        return question_wanted(form, item, survey)
    assert isinstance(form, ContainerForm)
    return container_wanted(form, item, survey)


def _saved(
    questionnaire: Questionnaire, form: ItemForm, item: Item, wanted: Wanted, *, is_new: bool
) -> str:
    edit = edit_made(form.number, "add" if is_new else "edit", wanted.item.name)
    return changed(
        questionnaire,
        edit,
        lambda survey: applied(survey, None if is_new else item.name, wanted),
    )


def _shown(
    questionnaire: Questionnaire, draft: Draft, form: ItemForm, item: Item, *, is_new: bool
) -> str:
    survey = draft.survey
    kind = kind_of(item)
    sharing = questions_with(survey, item.list_name) if isinstance(item, Question) else ()
    return render_template(
        "questionnaires/build/item.html",
        questionnaire=questionnaire,
        form=form,
        item=item,
        kind=kind,
        type_name=name_of_type(kind),
        is_new=is_new,
        is_question=isinstance(item, Question),
        title="" if is_new else title_of(item, current_language()),
        languages=survey.languages,
        condition=condition_in_words(item.relevant, survey, current_language())
        if item.relevant
        else "",
        sharing=[name for name in sharing if name != item.name],
        view=None if is_new else fragment(survey, item.name, current_language()),
    )
