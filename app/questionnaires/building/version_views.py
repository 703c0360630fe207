"""The versions of a questionnaire: publishing changes, what changed, taking them away as files."""

from __future__ import annotations

import io

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.held_originals import forget_files
from app.extensions import current_session
from app.models import InvalidTransition, Questionnaire, QuestionnaireState
from app.publication.writers import XLSX
from app.questionnaires import publishing
from app.questionnaires.building import queries as builder_queries
from app.questionnaires.building.desk import (
    draft_of,
    meanwhile,
)
from app.questionnaires.building.drafting import ChangedMeanwhile
from app.questionnaires.building.forms import DraftForm
from app.questionnaires.building.sentences import change_sentence, finding_sentence
from app.questionnaires.definitions import stored
from app.questionnaires.links import link_to
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_manage_questionnaires, may_write_questionnaires
from app.questionnaires.queries import latest_survey
from app.storage.opening import current_store
from app.web.downloads import download
from app.web.guard import requires
from app.web.language import current_language
from app.web.paging import Cursor
from surveys.changes import Change, changes_between
from surveys.model import Survey
from surveys.problems import SurveyError
from surveys.xlsform import write_xlsform

blueprint = Blueprint(
    "questionnaire_versions", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)

CHANGES_SHOWN = 50
DRAFT = "draft"

ChangeLine = tuple[str, str, str, bool]


@blueprint.get("/<code>/versions")
@requires(may_write_questionnaires)
def versions(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    session = current_session()
    page = builder_queries.versions_page(session, questionnaire.id, Cursor.from_args(request.args))
    draft = draft_of(questionnaire)
    latest = latest_survey(session, questionnaire.id)
    is_draft = questionnaire.state is QuestionnaireState.DRAFT
    pending = () if is_draft else changes_between(latest, draft.survey)
    return render_template(
        "questionnaires/build/versions.html",
        questionnaire=questionnaire,
        form=DraftForm(data={"made_from": draft.number}),
        page=page,
        histories=[
            _in_words(changes_between(stored(line.previous.definition), now), now)
            if line.previous
            else []
            for line in page.rows
            for now in (stored(line.version.definition),)
        ],
        pending=_in_words(sorted(pending, key=lambda each: each.harmless), draft.survey),
        more=max(0, len(pending) - CHANGES_SHOWN),
        is_harmless=all(change.harmless for change in pending),
        is_draft=is_draft,
    )


def _in_words(changes: list[Change] | tuple[Change, ...], survey: Survey) -> list[ChangeLine]:
    """Of each change: the name, the text of the item, what changed, whether it is harmless."""
    texts = {
        name: place.item.labels.text(current_language())[:100]
        for name, place in survey.places.items()
    }
    return [
        (each.name, texts.get(each.name, ""), change_sentence(each), each.harmless)
        for each in changes[:CHANGES_SHOWN]
    ]


@blueprint.post("/<code>/versions")
@requires(may_manage_questionnaires)
def publish(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    try:
        number = DraftForm().number
        dropped = publishing.publish_changes(current_session(), questionnaire, number)
        forget_files(current_session(), dropped, current_store())
        flash(_("Published: who begins from now on answers this version."), "success")
    except ChangedMeanwhile:
        flash(meanwhile(), "warning")
    except publishing.NothingToPublish:
        flash(_("Nothing to publish: the draft is what is answered now."), "info")
    except InvalidTransition:
        flash(_("The questions are published by the opening."), "info")
    except publishing.NotReady as error:
        flash(_not_ready(error), "warning")
    except publishing.NotHarmless:
        flash(_("Not published: the changes marked below would change what was answered."), "error")
    return redirect(link_to(".versions", code))


def _not_ready(error: publishing.NotReady) -> str:
    found = " ".join(finding_sentence(problem) for problem in error.problems[:5])
    return found or _("There is nothing to answer yet: add a question.")


@blueprint.get("/<code>/versions/<version>.xlsx")
@requires(may_write_questionnaires)
def as_xlsform(code: str, version: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    survey = stored(_definition_or_404(questionnaire, version))
    try:
        file = io.BytesIO(write_xlsform(survey))
    except SurveyError:
        flash(_("A text is too long for a workbook: take the YAML file."), "warning")
        return redirect(link_to(".versions", code))
    return download(file, f"{code}-{version}.xlsx", XLSX)


@blueprint.get("/<code>/versions/<version>.yaml")
@requires(may_write_questionnaires)
def as_yaml(code: str, version: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    definition = _definition_or_404(questionnaire, version)
    return download(
        io.BytesIO(definition.encode()), f"{code}-{version}.yaml", "application/yaml; charset=utf-8"
    )


def _definition_or_404(questionnaire: Questionnaire, version: str) -> str:
    if version == DRAFT:
        return draft_of(questionnaire).definition
    found = builder_queries.version_numbered(current_session(), questionnaire.id, version)
    return found.definition if found else abort(404)
