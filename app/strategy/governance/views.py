"""The governance as everybody reads it, and the forms of its bodies."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Body
from app.models.turns import ChangedMeanwhile
from app.models.types import now, today
from app.strategy.governance import bodies, queries
from app.strategy.governance.bodies import NotHere, ReportsInCircles
from app.strategy.governance.calendar import body_calendar
from app.strategy.governance.diagram import diagram_of
from app.strategy.governance.forms import BodyForm
from app.strategy.governance.lookup import body_or_404
from app.strategy.governance.meeting_queries import meetings_page, meetings_to_come
from app.strategy.governance.permissions import may_keep_governance, may_read_governance
from app.strategy.governance.standing import bodies_now, composition_of
from app.web.downloads import calendar_file
from app.web.forms import status_of
from app.web.guard import current_consultation, requires, to_everybody
from app.web.paging import Cursor

blueprint = Blueprint("governance", __name__, url_prefix="/consultations/<slug>/governance")


@blueprint.get("")
@requires(may_read_governance)
def index() -> ResponseReturnValue:
    session, here = current_session(), current_consultation().id
    found = bodies_now(session, here, today())
    return render_template(
        "governance/index.html",
        bodies=found,
        diagram=diagram_of(found),
        to_come=meetings_to_come(session, here, now()),
        decisions=queries.decisions_page(session, here, Cursor()).rows[:5],
    )


@blueprint.get("/bodies/<code>")
@requires(may_read_governance)
def body(code: str) -> ResponseReturnValue:
    session, found, day = current_session(), body_or_404(code), today()
    here = found.consultation_id
    standing = {one.body.id: one for one in bodies_now(session, here, day)}
    return render_template(
        "governance/body.html",
        now=standing[found.id],
        above=standing.get(found.reports_to_id) if found.reports_to_id else None,
        composition=composition_of(session, found.id, day),
        meetings=meetings_page(session, found.id, Cursor.from_args(request.args)),
        decisions=queries.decisions_page(session, here, Cursor(), body_id=found.id).rows[:5],
    )


@blueprint.get("/bodies/<code>/calendar.ics")
@to_everybody
def calendar(code: str) -> ResponseReturnValue:
    found = body_or_404(code)
    content = body_calendar(current_session(), found, current_consultation().slug, now())
    return calendar_file(content, found.code)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_keep_governance)
def new() -> ResponseReturnValue:
    form = _form(None)
    if form.validate_on_submit() and (made := _made(form)):
        flash(_("The body is there: say now who sits in it."), "success")
        return redirect(url_for("members.index", slug=current_consultation().slug, code=made.code))
    return render_template("governance/body_form.html", form=form, body=None), status_of(form)


@blueprint.route("/bodies/<code>/edit", methods=["GET", "POST"])
@requires(may_keep_governance)
def edit(code: str) -> ResponseReturnValue:
    found = body_or_404(code)
    form, is_stale = _form(found), False
    if not form.is_submitted():
        form.show(found)
    if form.validate_on_submit():
        try:
            if _changed(found, form):
                return _to(found)
        except ChangedMeanwhile:
            is_stale = form.is_stale(found.version)
    page = render_template("governance/body_form.html", form=form, body=found, is_stale=is_stale)
    return page, 409 if is_stale else status_of(form)


@blueprint.post("/bodies/<code>/close")
@requires(may_keep_governance)
def close(code: str) -> ResponseReturnValue:
    found = body_or_404(code)
    bodies.set_closed(current_session(), found, is_closed=True)
    flash(_("This body meets no more; its history stays."), "success")
    return _to(found)


@blueprint.post("/bodies/<code>/reopen")
@requires(may_keep_governance)
def reopen(code: str) -> ResponseReturnValue:
    found = body_or_404(code)
    bodies.set_closed(current_session(), found, is_closed=False)
    flash(_("This body meets again."), "success")
    return _to(found)


def _form(body: Body | None) -> BodyForm:
    form = BodyForm()
    others = queries.bodies_of(current_session(), current_consultation().id)
    form.offer(others, but=body.id if body else None)
    return form


def _made(form: BodyForm) -> Body | None:
    try:
        here = current_consultation().id
        return bodies.add_body(current_session(), here, form.plan, key=form.key.data or "")
    except (NotHere, ReportsInCircles):
        _refuse_above(form)
        return None


def _changed(body: Body, form: BodyForm) -> bool:
    try:
        bodies.change_body(current_session(), body, form.plan, version=form.version.data or 0)
        flash(_("The body is changed."), "success")
        return True
    except (NotHere, ReportsInCircles):
        _refuse_above(form)
        return False


def _refuse_above(form: BodyForm) -> None:
    form.reports_to.errors = [_("It would report to itself, through the bodies below it.")]


def _to(body: Body) -> ResponseReturnValue:
    return redirect(url_for(".body", slug=current_consultation().slug, code=body.code))
