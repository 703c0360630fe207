from __future__ import annotations

import uuid

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.consultations.queries import activities_in_order
from app.corpus.queries import questions_of
from app.extensions import current_session
from app.models import Channel
from app.themes import queries, services
from app.themes.forms import RunForm
from app.themes.permissions import may_analyse, may_read_themes
from app.web.arguments import channel_argument, uuid_argument
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.labels import label
from app.web.paging import Cursor

blueprint = Blueprint("themes", __name__, url_prefix="/consultations/<slug>")


@blueprint.get("/themes")
@requires(may_read_themes)
def index() -> ResponseReturnValue:
    consultation = current_consultation()
    run_id = uuid_argument("run")
    run = (
        queries.run_of(current_session(), consultation.id, run_id) or abort(404)
        if run_id
        else queries.latest_run(current_session(), consultation.id)
    )
    themes = queries.themes_of(current_session(), run) if run else []
    return render_template("themes/index.html", run=run, themes=themes)


@blueprint.get("/themes/<uuid:theme_id>")
@requires(may_read_themes)
def show(theme_id: uuid.UUID) -> ResponseReturnValue:
    theme, run = queries.theme_of(current_session(), current_consultation().id, theme_id) or abort(
        404
    )
    parent, children = queries.family_of(current_session(), theme)
    channel = channel_argument()
    page = queries.verbatims_page(
        current_session(), theme, channel=channel, cursor=Cursor.from_args(request.args)
    )
    ids = [child.id for child in children] or [theme.id]
    channels = [(Channel(name), count) for name, count in theme.channels.items()]
    slug = current_consultation().slug
    return render_template(
        "themes/show.html",
        theme=theme,
        run=run,
        parent=parent,
        children=children,
        channel=channel,
        channels=channels,
        channel_tabs=[
            (
                label(one),
                url_for(".show", slug=slug, theme_id=theme.id, channel=one),
                one == channel,
                count,
            )
            for one, count in channels
        ],
        page=page,
        objectives=queries.objectives_near(current_session(), ids, run),
    )


@blueprint.get("/analyses")
@requires(may_read_themes)
def runs() -> ResponseReturnValue:
    found = queries.runs_of(current_session(), current_consultation().id)
    return render_template("themes/runs.html", runs=found)


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
