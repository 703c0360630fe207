"""Reading what was answered: all questions, one of them, two against each other."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Consultation, Questionnaire
from app.models.types import today
from app.questionnaires import queries
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_read_masked_results, may_read_results
from app.questionnaires.results.chart_addresses import ChartAddresses
from app.questionnaires.results.crossing import crossing
from app.questionnaires.results.filters import UnknownFilter, filter_fields, offered_answers
from app.questionnaires.results.open_answers import WrittenBy, written_answers
from app.questionnaires.results.reading import (
    OneFilterOnly,
    TooFew,
    refuse_what_is_masked,
    results_for,
)
from app.questionnaires.results.results import Results, holds_texts
from app.settings import current_settings
from app.web.guard import current_consultation, current_role, requires
from app.web.language import current_language
from app.web.paging import Cursor, Page
from charts.rendering import svg_of
from surveys.model import Group, Question

blueprint = Blueprint(
    "questionnaire_results", __name__, url_prefix="/consultations/<slug>/questionnaire-desk"
)


def _are_public(consultation: Consultation, code: str, **_others: str) -> bool:
    return queries.has_public_results(current_session(), consultation.id, code)


@blueprint.get("/<code>/results")
@requires(may_read_masked_results, or_when=_are_public)
def results(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    found = _results(questionnaire)
    refusal = _refusal(found)
    return _page(
        "questionnaires/results.html",
        questionnaire,
        found,
        refusal=refusal,
        results=[] if refusal or not len(found.answered) else found.overview(),
    )


@blueprint.get("/<code>/results/questions/<question>")
@requires(may_read_masked_results, or_when=_are_public)
def one_question(code: str, question: str) -> ResponseReturnValue:
    """One question, or the statements of one table, with the words that people wrote."""
    questionnaire = questionnaire_or_404(code)
    found = _results(questionnaire)
    try:
        item = found.item(question)
    except KeyError:
        abort(404)
    refusal = _refusal(found)
    return _page(
        "questionnaires/result.html",
        questionnaire,
        found,
        refusal=refusal,
        result=None if refusal else found.told(item),
        label=item.labels.text(found.language) or item.name,
        name=item.name,
        statements=item.items if isinstance(item, Group) else (),
        written=_written(questionnaire, found, item),
        origins=queries.origins_of(current_session(), questionnaire.id),
    )


def _written(
    questionnaire: Questionnaire, found: Results, item: Question | Group
) -> Page[WrittenBy] | None:
    """What people wrote there, for stewards only."""
    if not found.sees_all or isinstance(item, Group) or not holds_texts(item):
        return None
    cursor = Cursor.from_args(request.args)
    return written_answers(current_session(), questionnaire.activity_id, item, found, cursor)


@blueprint.get("/<code>/results/crossing")
@requires(may_read_masked_results, or_when=_are_public)
def cross(code: str) -> ResponseReturnValue:
    """Two questions against each other. Others than stewards cannot narrow the table down."""
    questionnaire = questionnaire_or_404(code)
    found = _results(questionnaire)
    rows, columns = (request.args.get(name, "") for name in ("rows", "columns"))
    if any(key and key not in found.variables for key in (rows, columns)):
        abort(404)
    refusal = _refusal(found)
    if not found.sees_all and found.filters:
        refusal = "filters"
    is_asked = bool(rows and columns and rows != columns)
    return _page(
        "questionnaires/crossing.html",
        questionnaire,
        found,
        refusal=refusal,
        chosen=(rows, columns),
        table=crossing(found, rows, columns) if is_asked and not refusal else None,
    )


@blueprint.get("/<code>/results/chart.svg")
@requires(may_read_masked_results, or_when=_are_public)
def chart(code: str) -> ResponseReturnValue:
    """The picture of a chart: what it holds is in the address, signed."""
    addresses = _addresses(questionnaire_or_404(code))
    found = addresses.read(request.args.get("c", "")) or abort(404)
    picture = svg_of(found, narrow="narrow" in request.args)
    return Response(picture, mimetype="image/svg+xml")


def _results(questionnaire: Questionnaire) -> Results:
    try:
        return results_for(
            current_session(),
            questionnaire,
            request.args.to_dict(),
            sees_all=_sees_all(),
            today=today(),
            language=current_language(),
        )
    except UnknownFilter:
        abort(404)


def _refusal(found: Results) -> str:
    """Why nothing is shown to this reader, empty when it is."""
    try:
        refuse_what_is_masked(found)
    except TooFew:
        return "few"
    except OneFilterOnly:
        return "filters"
    return ""


def _page(
    template: str, questionnaire: Questionnaire, found: Results, **values: Any
) -> ResponseReturnValue:
    """A page of results, with its filters and the addresses of its pictures."""
    offered = None if found.sees_all else offered_answers(found.variables, found.everybody)
    return render_template(
        template,
        questionnaire=questionnaire,
        found=found,
        fields=filter_fields(found.variables, found.filters, offered),
        kept={one.argument: one.code for one in found.filters},
        picture=_addresses(questionnaire).written,
        **values,
    )


def _addresses(questionnaire: Questionnaire) -> ChartAddresses:
    return ChartAddresses(
        current_settings().secret_key,
        questionnaire.id,
        current_consultation().slug,
        questionnaire.activity.code,
        sees_all=_sees_all(),
    )


def _sees_all() -> bool:
    return may_read_results(current_role())
