"""What a closed round says: its chart, its table to take away, and a page for each subject."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Scoring
from app.models.types import now
from app.strategy.priorities.lookup import results_or_404
from app.strategy.priorities.permissions import may_score
from app.strategy.priorities.results import Ranked
from app.strategy.priorities.subjects import DESK_SUBJECTS
from app.strategy.priorities.telling import chart_of, file_name, ranking_sheet
from app.talk.commenting import About, say
from app.talk.forms import TalkForm, talk_form
from app.talk.queries import conversation_of
from app.web.downloads import download_csv
from app.web.forms import status_of
from app.web.guard import current_account, current_consultation, requires
from app.web.paging import Cursor
from charts.rendering import svg_of

blueprint = Blueprint(
    "ranking", __name__, url_prefix="/consultations/<slug>/priorities/<uuid:scoring_id>"
)


@blueprint.get("/chart.svg")
@requires(may_score)
def chart(scoring_id: uuid.UUID) -> ResponseReturnValue:
    _scoring, results = results_or_404(scoring_id)
    drawn = svg_of(chart_of(results), narrow="narrow" in request.args)
    return Response(drawn, mimetype="image/svg+xml")


@blueprint.get("/ranking.csv")
@requires(may_score)
def as_csv(scoring_id: uuid.UUID) -> ResponseReturnValue:
    scoring, results = results_or_404(scoring_id)
    name = file_name(current_consultation().slug, scoring)
    return download_csv(ranking_sheet(results), name, of=scoring.id)


@blueprint.get("/subjects/<uuid:subject_id>")
@requires(may_score)
def subject(scoring_id: uuid.UUID, subject_id: uuid.UUID) -> ResponseReturnValue:
    return _page(*_subject_or_404(scoring_id, subject_id))


@blueprint.post("/subjects/<uuid:subject_id>")
@requires(may_score)
def say_on(scoring_id: uuid.UUID, subject_id: uuid.UUID) -> ResponseReturnValue:
    """Say something of a subject in this round: its scorers and the team read it."""
    scoring, one = _subject_or_404(scoring_id, subject_id)
    form = talk_form(subject_id)
    if not form.validate():
        return _page(scoring, one, form)
    about = About(scoring.consultation_id, DESK_SUBJECTS[scoring.kind], subject_id)
    me = current_account().id
    made = say(current_session(), about, form.said(scoring.id), account_id=me, moment=now())
    return redirect(
        url_for(
            ".subject",
            slug=current_consultation().slug,
            scoring_id=scoring.id,
            subject_id=subject_id,
            _anchor=f"said-{made.id}",
        )
    )


def _page(scoring: Scoring, one: Ranked, form: TalkForm | None = None) -> ResponseReturnValue:
    talk = conversation_of(
        current_session(),
        scoring.consultation_id,
        DESK_SUBJECTS[scoring.kind],
        one.subject_id,
        scoring_id=scoring.id,
        cursor=Cursor.from_args(request.args),
    )
    page = render_template(
        "priorities/subject.html", scoring=scoring, one=one, talk=talk, form=form
    )
    return page, status_of(form) if form else 200


def _subject_or_404(scoring_id: uuid.UUID, subject_id: uuid.UUID) -> tuple[Scoring, Ranked]:
    scoring, results = results_or_404(scoring_id)
    found = next((one for one in results if one.subject_id == subject_id), None)
    return scoring, found or abort(404)
