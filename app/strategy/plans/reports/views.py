"""The reports of a plan, for the team: who is late, and what was said."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models.types import today
from app.strategy.plans.lookup import plan_or_404
from app.strategy.plans.permissions import may_see_drafts, may_write_actions
from app.strategy.plans.reports.owed import report_of, reports_of
from app.strategy.plans.reports.page import report_page
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "plan_reports", __name__, url_prefix="/consultations/<slug>/plans/<number>/reports"
)
A_PAGE = 50


@blueprint.get("")
@requires(may_see_drafts)
def index(number: str) -> ResponseReturnValue:
    plan = plan_or_404(number)
    found = reports_of(current_session(), plan.id)
    sent = [one for one in found if one.report.sent_at]
    return render_template(
        "plans/reports.html",
        plan=plan,
        late=[one for one in found if not one.report.sent_at],
        sent=sent[::-1][: None if "all" in request.args else A_PAGE],
        sent_count=len(sent),
        day=today(),
    )


@blueprint.route("/<uuid:report_id>", methods=["GET", "POST"])
@requires(may_write_actions)
def send(number: str, report_id: uuid.UUID) -> ResponseReturnValue:
    """In the place of a lead."""
    plan = plan_or_404(number)
    owed = report_of(current_session(), report_id)
    if owed is None or owed.plan.id != plan.id:
        abort(404)
    slug = current_consultation().slug
    return report_page(owed, url_for(".index", slug=slug, number=plan.number))
