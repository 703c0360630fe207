"""What my organisations owe: the reports of the actions that they lead."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.extensions import current_session
from app.organisations.queries import holds_mandate
from app.strategy.plans.reports.owed import owed_by, report_of
from app.strategy.plans.reports.page import report_page
from app.strategy.plans.reports.permissions import may_owe_reports
from app.web.guard import requires_account

blueprint = Blueprint("owed_reports", __name__, url_prefix="/account/reports")


@blueprint.get("")
@requires_account(may_owe_reports)
def index() -> ResponseReturnValue:
    owed = owed_by(current_session(), current_user.id)
    return render_template("plans/owed.html", owed=owed)


@blueprint.route("/<uuid:report_id>", methods=["GET", "POST"])
@requires_account(may_owe_reports)
def send(report_id: uuid.UUID) -> ResponseReturnValue:
    session = current_session()
    owed = report_of(session, report_id)
    if owed is None or owed.organisation_id is None:
        abort(404)
    if not holds_mandate(session, current_user.id, owed.organisation_id):
        abort(404)
    return report_page(owed, url_for(".index"))
