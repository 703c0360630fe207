"""Suggested changes: whoever takes part suggests one, follows it and may withdraw it; everybody
reads those that are answered."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.receipts.issuing import receipt_code
from app.extensions import current_session
from app.models import Strategy, StrategyNode
from app.models.types import now
from app.organisations.speaking_shown import current_speaking
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.settings import current_settings
from app.strategy.amending import opening, suggesting
from app.strategy.amending.forms import SuggestionForm
from app.strategy.amending.opening import NotTaken
from app.strategy.amending.permissions import may_read_suggestions, may_suggest
from app.strategy.amending.queries import (
    SuggestionLine,
    Wanted,
    own_suggestions,
    shown,
    suggestion_of,
    suggestions_page,
)
from app.strategy.amending.suggesting import NothingSuggested, TooManySuggestions
from app.strategy.queries import strategy_of, tree_of
from app.strategy.writing.queries import line_of
from app.web.forms import status_of
from app.web.guard import current_consultation, current_role, requires
from app.web.limits import POSTING
from app.web.paging import Cursor
from app.web.taking_part import acting_participant, current_participant

blueprint = Blueprint("amendments", __name__, url_prefix="/consultations/<slug>/strategy/changes")


@blueprint.get("")
@requires(may_suggest)
def index() -> ResponseReturnValue:
    """Those that are answered, and the lines for which one may suggest other words."""
    session, consultation = current_session(), current_consultation()
    strategy = strategy_of(session, consultation.id)
    is_open = strategy is not None and opening.takes(session, strategy)
    code = request.args.get("line", "")[:40]
    node = line_of(session, consultation.id, code) if code else None
    wanted = Wanted(consultation.id, node_id=node.id if node else None, only_public=True)
    return render_template(
        "amendments/index.html",
        strategy=strategy,
        is_open=is_open,
        node=node,
        tree=tree_of(session, strategy.id) if strategy and is_open else [],
        page=suggestions_page(session, wanted, Cursor.from_args(request.args)),
    )


@blueprint.get("/mine")
@requires(may_suggest)
def mine() -> ResponseReturnValue:
    """What I suggested, with my account or on this device."""
    participant, cursor = current_participant(), Cursor.from_args(request.args)
    page = own_suggestions(current_session(), participant, cursor) if participant else None
    return render_template("amendments/mine.html", page=page)


@blueprint.route("/lines/<code>", methods=["GET", "POST"])
@requires(may_suggest)
@tells(Processing.IDEAS)
@POSTING
def new(code: str) -> ResponseReturnValue:
    strategy, node = _line_or_404(code)
    form = SuggestionForm.of(node, current_participant())
    if form.validate_on_submit() and (made_id := _suggested(strategy, node, form)):
        return redirect(_link("show", amendment_id=made_id))
    is_open = opening.takes(current_session(), strategy) and opening.may_change(strategy, node)
    return render_template(
        "amendments/new.html", node=node, form=form, is_open=is_open, speaking=current_speaking()
    ), status_of(form)


@blueprint.get("/<uuid:amendment_id>")
@requires(may_suggest)
def show(amendment_id: uuid.UUID) -> ResponseReturnValue:
    line = _suggestion_or_404(amendment_id)
    return render_template(
        "amendments/show.html",
        shown=shown(current_session(), line),
        is_theirs=_is_theirs(line),
        code=_code_of(line),
    )


@blueprint.post("/<uuid:amendment_id>/withdraw")
@requires(may_suggest)
def withdraw(amendment_id: uuid.UUID) -> ResponseReturnValue:
    line = _suggestion_or_404(amendment_id)
    if not _is_theirs(line):
        abort(404)
    suggesting.withdraw(current_session(), line.made)
    flash(_("Nothing waits for an answer any more."), "success")
    return redirect(_link("show", amendment_id=amendment_id))


def _line_or_404(code: str) -> tuple[Strategy, StrategyNode]:
    node = line_of(current_session(), current_consultation().id, code) or abort(404)
    return current_session().get_one(Strategy, node.strategy_id), node


def _suggested(strategy: Strategy, node: StrategyNode, form: SuggestionForm) -> uuid.UUID | None:
    """The identifier of what was suggested; nothing, and why on the form, where it was not."""
    try:
        return suggesting.suggest(
            current_session(),
            strategy,
            node,
            form.suggested,
            participant=acting_participant(),
            app_key=current_settings().secret_key,
            moment=now(),
        ).id
    except NotTaken:
        form.form_errors.append(_("No change is taken for this line any more."))
    except NothingSuggested:
        form.form_errors.append(_("These are the words of the line: change some of them."))
    except TooManySuggestions:
        form.form_errors.append(_("You suggested very many changes today. Come back tomorrow."))
    return None


def _suggestion_or_404(amendment_id: uuid.UUID) -> SuggestionLine:
    """One that everybody reads, or that is of the reader, or any for the team."""
    found = suggestion_of(current_session(), current_consultation().id, amendment_id) or abort(404)
    is_read = found.made.is_public or may_read_suggestions(current_role()) or _is_theirs(found)
    return found if is_read else abort(404)


def _is_theirs(line: SuggestionLine) -> bool:
    participant = current_participant()
    return participant is not None and line.made.participant_id == participant.id


def _code_of(line: SuggestionLine) -> str:
    """The code by which its author comes back, for them alone."""
    is_theirs = _is_theirs(line)
    return receipt_code(current_settings().secret_key, line.made.id) if is_theirs else ""


def _link(name: str, **values: object) -> str:
    return url_for(f".{name}", slug=current_consultation().slug, **values)
