"""Suggested changes as the team answers them."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import AmendmentState
from app.models.turns import ChangedMeanwhile
from app.models.types import now
from app.strategy.amending import answering, opening
from app.strategy.amending.answering import AnsweredAlready
from app.strategy.amending.forms import AnswerForm
from app.strategy.amending.opening import NothingToConsult
from app.strategy.amending.permissions import (
    may_answer_suggestions,
    may_open_suggestions,
    may_read_suggestions,
)
from app.strategy.amending.queries import (
    SuggestionLine,
    Wanted,
    shown,
    suggestion_of,
    suggestions_page,
    waiting_by_line,
)
from app.strategy.queries import strategy_of
from app.strategy.writing.history import Writer
from app.strategy.writing.queries import line_of
from app.strategy.writing.refusals import LineRefused, StructureFrozen
from app.strategy.writing.sentences import refused
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint(
    "amendment_desk", __name__, url_prefix="/consultations/<slug>/strategy/changes/desk"
)


@blueprint.get("")
@requires(may_read_suggestions)
def index() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    strategy = strategy_of(session, consultation.id)
    code, is_all = request.args.get("line", "")[:40], request.args.get("state") == "all"
    node = line_of(session, consultation.id, code) if code else None
    states = () if is_all else (AmendmentState.SENT,)
    wanted = Wanted(consultation.id, node_id=node.id if node else None, states=states)
    return render_template(
        "amendments/desk.html",
        strategy=strategy,
        is_open=strategy is not None and opening.takes(session, strategy),
        may_open=strategy is not None and opening.is_consulted(session, strategy),
        node=node,
        is_all=is_all,
        waiting=waiting_by_line(session, consultation.id),
        page=suggestions_page(session, wanted, Cursor.from_args(request.args)),
    )


@blueprint.post("/opening")
@requires(may_open_suggestions)
def turn() -> ResponseReturnValue:
    """Take suggestions from now on, or no more."""
    strategy = strategy_of(current_session(), current_consultation().id) or abort(404)
    is_open = request.form.get("do") == "open"
    try:
        opening.open_or_close(current_session(), strategy, is_open=is_open)
        told = _("Everybody may suggest changes now.") if is_open else _("None is taken any more.")
        flash(told, "success")
    except NothingToConsult:
        flash(_("Put a version under consultation first."), "warning")
    return redirect(_link("index"))


@blueprint.get("/<uuid:amendment_id>")
@requires(may_answer_suggestions)
def answer(amendment_id: uuid.UUID) -> ResponseReturnValue:
    line = _line_or_404(amendment_id)
    return _page(line, AnswerForm.of(line.node, line.made))


@blueprint.post("/<uuid:amendment_id>")
@requires(may_answer_suggestions)
def keep(amendment_id: uuid.UUID) -> ResponseReturnValue:
    line, form, status = _line_or_404(amendment_id), AnswerForm(), 422
    try:
        if form.validate():
            _answer(line, form)
            return redirect(_link("index"))
    except ChangedMeanwhile:
        status, form.version.data = 409, line.node.version
        form.form_errors.append(
            _("The line was changed meanwhile: see below how it is now, then answer again.")
        )
    except AnsweredAlready:
        flash(_("It was answered or withdrawn meanwhile: nothing of yours is kept."), "warning")
        return redirect(url_for("amendments.show", **_here(amendment_id)))
    except (LineRefused, StructureFrozen) as error:
        form.form_errors.append(refused(error))
    return _page(line, form), status


def _line_or_404(amendment_id: uuid.UUID) -> SuggestionLine:
    return suggestion_of(current_session(), current_consultation().id, amendment_id) or abort(404)


def _page(line: SuggestionLine, form: AnswerForm) -> str:
    return render_template(
        "amendments/answer.html", shown=shown(current_session(), line), form=form
    )


def _answer(line: SuggestionLine, form: AnswerForm) -> None:
    new = form.answer
    key = form.key.data or ""
    by = Writer.of_page(
        current_user.id, key, line.made.id, new.state, new.title, new.text, reason=line.made.reason
    )
    answering.answer(
        current_session(), line.made, new, by, version=form.version.data or 0, moment=now()
    )
    flash(_("The answer is kept: its author reads it."), "success")


def _here(amendment_id: uuid.UUID) -> dict[str, Any]:
    return {"slug": current_consultation().slug, "amendment_id": amendment_id}


def _link(name: str) -> str:
    return url_for(f".{name}", slug=current_consultation().slug)
