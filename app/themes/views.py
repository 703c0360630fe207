from __future__ import annotations

import json
import uuid

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.consultations.queries import activities_in_order
from app.corpus.queries import questions_of
from app.extensions import current_session
from app.models import Activity, Channel, DeskSubject, Run, Theme
from app.talk.queries import conversation_of
from app.themes import queries, run_sentences, services
from app.themes.campaigns import campaigns_of, campaigns_page
from app.themes.forms import RunForm
from app.themes.permissions import may_analyse, may_read_themes
from app.themes.quotations import View, shown_of
from app.themes.run_files import corpus_sheet, file_name, manifest_of_run
from app.web.arguments import (
    channel_argument,
    number_argument,
    uuid_argument,
    value_argument,
)
from app.web.downloads import download, download_csv, file_to_send
from app.web.forms import status_of
from app.web.guard import current_consultation, current_role, requires
from app.web.paging import Cursor

blueprint = Blueprint("themes", __name__, url_prefix="/consultations/<slug>")


@blueprint.get("/themes")
@requires(may_read_themes)
def index() -> ResponseReturnValue:
    consultation = current_consultation()
    run_id = uuid_argument("run")
    run = _run_of(run_id) if run_id else queries.latest_run(current_session(), consultation.id)
    themes = queries.themes_of(current_session(), run) if run else []
    minority = queries.minority_of(current_session(), run) if run else frozenset()
    return render_template(
        "themes/index.html",
        run=run,
        about=_about(run) if run else "",
        themes=themes,
        sure=queries.how_sure(themes),
        minority=minority,
    )


@blueprint.get("/themes/<uuid:theme_id>")
@requires(may_read_themes)
def show(theme_id: uuid.UUID) -> ResponseReturnValue:
    session = current_session()
    theme, run = queries.theme_of(session, current_consultation().id, theme_id) or abort(404)
    family = queries.family_of(session, theme)
    channel = channel_argument()
    shown = shown_of(
        session,
        theme,
        is_divided=bool(family.children),
        view=value_argument("view", View),
        campaign=number_argument("campaign"),
        channel=channel,
        cursor=Cursor.from_args(request.args),
    )
    return render_template(
        "themes/show.html",
        theme=theme,
        run=run,
        family=family,
        shares=queries.shares_of(theme, run),
        shown=shown,
        channel=channel,
        channels=[(Channel(name), count) for name, count in theme.channels.items()],
        campaigns=campaigns_of(session, run),
        objectives=queries.objectives_near(session, theme, run, family.children),
        talk=conversation_of(session, run.consultation_id, DeskSubject.CANDIDATE, theme.id),
    )


@blueprint.get("/analyses")
@requires(may_read_themes)
def runs() -> ResponseReturnValue:
    found = queries.runs_of(current_session(), current_consultation().id)
    split = queries.themes_split_by(current_session(), found)
    about = {
        one.id: run_sentences.about(one, theme=split.get(one.theme_id, "") if one.theme_id else "")
        for one in found
    }
    return render_template("themes/runs.html", runs=found, about=about)


@blueprint.get("/analyses/<uuid:run_id>")
@requires(may_read_themes)
def run(run_id: uuid.UUID) -> ResponseReturnValue:
    found = _run_of(run_id)
    session = current_session()
    return render_template(
        "themes/run.html",
        run=found,
        about=_about(found),
        is_of_the_whole=queries.is_of_the_whole(found),
        note=run_sentences.note_of(found),
        theme_count=run_sentences.theme_count_of(found),
        fitted_on=run_sentences.fitted_on(found),
        languages=run_sentences.languages_of(found),
        manifest=manifest_of_run(session, found),
        campaigns=campaigns_page(session, found, Cursor.from_args(request.args)),
        may_take_away=may_analyse(current_role()),
        files=file_name(found),
    )


def _about(run: Run) -> str:
    session = current_session()
    activity = session.get(Activity, run.activity_id) if run.activity_id else None
    theme = session.get(Theme, run.theme_id) if run.theme_id else None
    return run_sentences.about(
        run, activity=activity.title if activity else "", theme=theme.title if theme else ""
    )


@blueprint.get("/analyses/<uuid:run_id>/manifest.json")
@requires(may_analyse)
def manifest_json(run_id: uuid.UUID) -> ResponseReturnValue:
    found = _run_of(run_id)
    content = manifest_of_run(current_session(), found) or abort(404)
    file = file_to_send()
    file.write(json.dumps(content, ensure_ascii=False, indent=1).encode())
    return download(file, f"{file_name(found)}-manifest.json", "application/json")


@blueprint.get("/analyses/<uuid:run_id>/corpus.csv")
@requires(may_analyse)
def corpus_csv(run_id: uuid.UUID) -> ResponseReturnValue:
    found = _run_of(run_id)
    return download_csv(corpus_sheet(), f"{file_name(found)}-corpus.csv", found.id)


def _run_of(run_id: uuid.UUID) -> Run:
    return queries.run_of(current_session(), current_consultation().id, run_id) or abort(404)


@blueprint.route("/analyses/new", methods=["GET", "POST"])
@requires(may_analyse)
def new_run() -> ResponseReturnValue:
    consultation = current_consultation()
    form = RunForm()
    form.offer(
        activities_in_order(current_session(), consultation.id),
        questions_of(current_session(), consultation.id),
    )
    if not form.validate_on_submit():
        return render_template("themes/new_run.html", form=form), status_of(form)
    run = services.start_run(
        current_session(),
        consultation_id=consultation.id,
        account_id=current_user.id,
        theme_count=form.theme_count.data,
        activity_id=form.activity_id,
        question=form.question.data or "",
    )
    return redirect(url_for("jobs.show", slug=consultation.slug, job_id=run.job_id))
