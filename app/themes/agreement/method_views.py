"""How contributions were coded, for everybody: figures, no names."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.consultations.permissions import may_visit
from app.extensions import current_session
from app.themes.agreement.quality import quality_figures
from app.themes.agreement.telling import told
from app.themes.queries import latest_run
from app.themes.run_sentences import theme_count_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("method", __name__, url_prefix="/consultations/<slug>/method")


@blueprint.get("")
@requires(may_visit)
def show() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    figures, run = quality_figures(session, consultation.id), latest_run(session, consultation.id)
    return render_template(
        "agreement/method.html",
        figures=figures,
        people=told(figures.people.overall),
        machine=told(figures.machine.overall),
        run=run,
        counted_at=figures.counted_at,
        theme_count=theme_count_of(run) if run else None,
    )
