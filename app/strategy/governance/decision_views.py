"""Decisions: their list, the public page of each, writing one down."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Body, Decision, Meeting, MeetingState
from app.strategy.governance import queries
from app.strategy.governance.decidable import decidable_in
from app.strategy.governance.deciding import (
    BodyIsClosed,
    DecisionRefused,
    NothingToChange,
    NotInForce,
    NotItsMeeting,
    PlanUnfinished,
    QuorumNotReached,
    decide,
)
from app.strategy.governance.decision_forms import DecisionForm
from app.strategy.governance.lookup import body_or_404, meeting_or_404
from app.strategy.governance.meeting_queries import quorum_at
from app.strategy.governance.permissions import may_decide, may_read_governance
from app.strategy.governance.standing import day_of
from app.strategy.versions.making import NotInOrder, SealBroken, VersionRefused
from app.web.arguments import number_in_address, uuid_argument
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("decisions", __name__, url_prefix="/consultations/<slug>/governance")


@blueprint.get("/decisions")
@requires(may_read_governance)
def index() -> ResponseReturnValue:
    session, here = current_session(), current_consultation().id
    body = body_or_404(request.args["body"]) if request.args.get("body") else None
    page = queries.decisions_page(
        session, here, Cursor.from_args(request.args), body_id=body.id if body else None
    )
    return render_template(
        "governance/decisions.html", page=page, body=body, bodies=queries.bodies_of(session, here)
    )


@blueprint.get("/decisions/<number>")
@requires(may_read_governance)
def show(number: str) -> ResponseReturnValue:
    found = queries.decision_of(
        current_session(), current_consultation().id, number_in_address(number)
    )
    return render_template("governance/decision.html", shown=found or abort(404))


@blueprint.route("/bodies/<code>/decide", methods=["GET", "POST"])
@requires(may_decide)
def new(code: str) -> ResponseReturnValue:
    body, session = body_or_404(code), current_session()
    meeting, form = _meeting(body), DecisionForm()
    # What was decided is not offered any more: sent twice, the second is answered like the first.
    if done := queries.number_of_key(session, body.consultation_id, form.key.data or ""):
        return _to(done)
    form.offer(decidable_in(session, body.consultation_id))
    if not form.is_submitted() and meeting:
        form.decided_on.data = day_of(meeting.starts_at)
    if form.validate_on_submit() and (made := _decided(form, body, meeting)):
        flash(_("The decision is written down, and what it names is changed."), "success")
        return _to(made.number)
    return render_template(
        "governance/decide.html",
        form=form,
        body=body,
        meeting=meeting,
        quorum=quorum_at(session, body, meeting),
    ), status_of(form)


def _to(number: int) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=current_consultation().slug, number=number))


def _meeting(body: Body) -> Meeting | None:
    """The meeting at which it was decided; none: outside a meeting."""
    named = uuid_argument("meeting")
    if named is None:
        return None
    of, meeting = meeting_or_404(named)
    if of.id != body.id or meeting.state is not MeetingState.HELD:
        abort(404)
    return meeting


def _decided(form: DecisionForm, body: Body, meeting: Meeting | None) -> Decision | None:
    """Decide; a reason why not is told in the form."""
    try:
        return decide(
            current_session(),
            current_consultation().id,
            form.wanted(body, meeting),
            account_id=account_id_of_current_user(),
            key=form.key.data or "",
        )
    except QuorumNotReached:
        form.despite_quorum.errors = [
            _("The quorum was not reached: tick this, and say why in the text.")
        ]
    except (DecisionRefused, VersionRefused) as refusal:
        form.form_errors.append(_sentence(refusal))
    return None


def _sentence(refusal: ValueError) -> str:
    sentences = {
        BodyIsClosed: _("This body is closed: it does not meet any more."),
        NotItsMeeting: _("This meeting is not one that this body held."),
        NothingToChange: _("What this decision would do is so already."),
        NotInForce: _("This action is done, or no plan in force has it: it does not stop."),
        PlanUnfinished: _(
            "Some actions of the plan before have no fate yet: say first what becomes of them."
        ),
        NotInOrder: _("A body adopted this version already."),
        SealBroken: _("This version does not fit its seal: it cannot be adopted."),
    }
    return sentences.get(type(refusal), _("This decision does not name what it changes."))
