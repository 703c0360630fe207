"""A line as it is written: its words, what it cites, where it stands, what became of it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import DeskSubject, NodeState, Strategy, StrategyNode
from app.models.strategy_node import STRUCTURE
from app.models.turns import ChangedMeanwhile
from app.strategy.citing import notes_of, text_differences
from app.strategy.governance.queries import decisions_about
from app.strategy.writing import lines
from app.strategy.writing.forms import (
    ActForm,
    AsideForm,
    KeyedForm,
    LineForm,
    PlaceForm,
    Pressed,
    kind_name,
)
from app.strategy.writing.history import Writer
from app.strategy.writing.kinds import STANDS_UNDER
from app.strategy.writing.pen import lay_pen_down, take_pen
from app.strategy.writing.permissions import may_read_writing, may_write
from app.strategy.writing.queries import history_page, holder_of, line_of, wording_of
from app.strategy.writing.refusals import LineRefused, StructureFrozen
from app.strategy.writing.sentences import refused
from app.strategy.writing.sources import sources_for
from app.strategy.writing.tree import places_for
from app.talk.queries import conversation_of
from app.web.differences import differences
from app.web.guard import allows, current_consultation, requires
from app.web.language import DEFAULT_LANGUAGE
from app.web.paging import Cursor
from app.web.session_cookie import leaves_session_alone

blueprint = Blueprint(
    "strategy_lines", __name__, url_prefix="/consultations/<slug>/strategy/lines/<code>"
)


def _line_or_404(code: str) -> StrategyNode:
    return line_of(current_session(), current_consultation().id, code) or abort(404)


def _writer(form: KeyedForm, *sent: object, reason: str = "") -> Writer:
    return Writer.of_page(current_user.id, form.key.data or "", *sent, reason=reason)


def _to(node: StrategyNode) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=current_consultation().slug, code=node.code))


@blueprint.get("")
@requires(may_read_writing)
def show(code: str) -> ResponseReturnValue:
    node = _line_or_404(code)
    return _page(node, LineForm.of(node, request.args.get("q", "")[:200].strip()))


@blueprint.post("")
@requires(may_write)
def word(code: str) -> ResponseReturnValue:
    """Save what was typed; or look at it, look for something to cite, cite it."""
    node, form, is_stale = _line_or_404(code), LineForm(), False
    is_valid = form.validate()
    if "cite" in request.form or request.form.get("pressed") in (Pressed.PREVIEW, Pressed.SEARCH):
        form.cite(request.form.get("cite", ""))
        take_pen(current_session(), node, current_user.id)
        return _page(node, form)
    try:
        if is_valid:
            _save(node, form)
            return _to(node)
    except ChangedMeanwhile:
        is_stale, form.version.data = True, node.version
    except (LineRefused, StructureFrozen) as error:
        form.form_errors.append(refused(error))
    return _page(node, form, is_stale=is_stale), 409 if is_stale else 422


def _save(node: StrategyNode, form: LineForm) -> None:
    title, text = form.title.data or "", form.text.data or ""
    by, version = _writer(form, node.code, title, text), form.version.data or 0
    lines.word_line(current_session(), by, node, title=title, text=text, version=version)
    # After it: who writes waits for the strategy first, then for the line.
    take_pen(current_session(), node, current_user.id)
    flash(_("The line is kept."), "success")


@blueprint.post("/preview")
@requires(may_write)
@leaves_session_alone
def preview(code: str) -> ResponseReturnValue:
    """What was typed so far, as it will be read: asked by the page while somebody types."""
    node, form = _line_or_404(code), LineForm()
    if not form.validate() and form.text.errors:
        abort(422)
    take_pen(current_session(), node, current_user.id)
    return render_template("strategy/writing/_shown.html", **_shown(form))


def _shown(form: LineForm) -> dict[str, object]:
    text = form.text.data or ""
    notes = notes_of(current_session(), current_consultation().id, [text], anchor="preview")
    return {"title": form.title.data or "", "text": text, "notes": notes}


def _page(node: StrategyNode, form: LineForm, *, is_stale: bool = False) -> str:
    session, consultation = current_session(), current_consultation()
    strategy = session.get_one(Strategy, node.strategy_id)
    is_frozen = strategy.frozen_at is not None and node.kind in STRUCTURE
    is_open = node.state is NodeState.OPEN
    return render_template(
        "strategy/writing/line.html",
        node=node,
        kind=kind_name(strategy, node.kind),
        parent=session.get(StrategyNode, node.parent_id) if node.parent_id else None,
        form=form,
        strategy=strategy,
        is_frozen=is_frozen,
        may_change=is_open and not is_frozen and allows("strategy_lines.word"),
        is_stale=is_stale,
        theirs_to_mine=_theirs_to_mine(node, form) if is_stale else None,
        holder=holder_of(session, node),
        sources=sources_for(session, node, consultation.id, form.words.data or ""),
        decisions=decisions_about(session, node_id=node.id),
        talk=conversation_of(session, consultation.id, DeskSubject.NODE, node.id),
        **_shown(form),
    )


def _theirs_to_mine(node: StrategyNode, form: LineForm) -> dict[str, object]:
    return {
        "title": differences(node.title, form.title.data or ""),
        "text": text_differences(node.text, form.text.data or ""),
    }


@blueprint.post("/pen")
@requires(may_write)
def pen(code: str) -> ResponseReturnValue:
    """Take the pen, or lay it down."""
    node = _line_or_404(code)
    if request.form.get("pen") == "down":
        lay_pen_down(current_session(), node, current_user.id)
    elif not take_pen(current_session(), node, current_user.id):
        flash(_("Somebody else holds the pen of this line just now."), "warning")
    return _to(node)


@blueprint.get("/place")
@requires(may_write)
def place(code: str) -> ResponseReturnValue:
    """Where the line stands: put it elsewhere, or set it aside."""
    node = _line_or_404(code)
    form = PlaceForm(None, version=node.version, under=str(node.parent_id or ""))
    return _place_page(node, form, AsideForm(None, version=node.version))


@blueprint.post("/place")
@requires(may_write)
def move(code: str) -> ResponseReturnValue:
    node, form = _line_or_404(code), PlaceForm()
    _offer_places(node, form)
    try:
        if form.validate():
            lines.move_line(
                current_session(),
                _writer(form, node.code, form.parent_id),
                node,
                parent_id=form.parent_id,
                version=form.version.data or 0,
            )
            flash(_("The line stands there now, with what is below it."), "success")
            return _to_tree(node)
    except ChangedMeanwhile:
        form.form_errors.append(_changed(form, node))
    except (LineRefused, StructureFrozen) as error:
        form.form_errors.append(refused(error))
    return _place_page(node, form, AsideForm(None, version=node.version)), 422


@blueprint.post("/aside")
@requires(may_write)
def set_aside(code: str) -> ResponseReturnValue:
    node, form = _line_or_404(code), AsideForm()
    try:
        if form.validate():
            reason = form.reason.data or ""
            by = _writer(form, node.code, reason, reason=reason)
            lines.set_aside_line(current_session(), by, node, version=form.version.data or 0)
            flash(_("Set aside: what led to it stays, and it can be taken back."), "success")
            return _to(node)
    except ChangedMeanwhile:
        form.form_errors.append(_changed(form, node))
    except (LineRefused, StructureFrozen) as error:
        form.form_errors.append(refused(error))
    return _place_page(node, PlaceForm(None, version=node.version), form), 422


def _changed(form: PlaceForm | AsideForm, node: StrategyNode) -> str:
    form.version.data = node.version
    return _("Somebody else changed this line meanwhile. Send it again if it still holds.")


def _to_tree(node: StrategyNode) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for("strategy_writing.tree", slug=slug, _anchor=f"line-{node.code}"))


def _offer_places(node: StrategyNode, form: PlaceForm) -> None:
    places = places_for(current_session(), node.strategy_id, node.kind)
    form.offer(places, at_top=None in STANDS_UNDER[node.kind])


def _place_page(node: StrategyNode, form: PlaceForm, aside: AsideForm) -> str:
    _offer_places(node, form)
    return render_template("strategy/writing/place.html", node=node, form=form, aside=aside)


@blueprint.post("/back")
@requires(may_write)
def take_back(code: str) -> ResponseReturnValue:
    node, form = _line_or_404(code), ActForm()
    try:
        if form.validate():
            lines.take_back_line(
                current_session(), _writer(form, node.code), node, version=form.version.data or 0
            )
            flash(_("It is a line of the strategy again."), "success")
    except ChangedMeanwhile:
        flash(_("Somebody else changed this line meanwhile: see how it is now."), "warning")
    except (LineRefused, StructureFrozen) as error:
        flash(refused(error), "error")
    return _to(node)


@blueprint.get("/history")
@requires(may_read_writing)
def history(code: str) -> ResponseReturnValue:
    node = _line_or_404(code)
    return render_template(
        "strategy/writing/history.html",
        node=node,
        page=history_page(current_session(), node, Cursor.from_args(request.args)),
        form=ActForm(None, version=node.version),
    )


@blueprint.post("/history")
@requires(may_write)
def restore(code: str) -> ResponseReturnValue:
    """Let the line say again what it said after one of its revisions."""
    node, form = _line_or_404(code), ActForm()
    number = form.number.data if form.validate() else None
    title, text = wording_of(current_session(), node, number or 0) or abort(404)
    try:
        with force_locale(DEFAULT_LANGUAGE):  # kept: one language for all
            reason = _("Back to wording %(number)s", number=number)
        by = _writer(form, node.code, number, reason=reason)
        lines.word_line(
            current_session(), by, node, title=title, text=text, version=form.version.data or 0
        )
        flash(_("The line says again what it said then."), "success")
    except ChangedMeanwhile:
        flash(_("Somebody else changed this line meanwhile: see how it is now."), "warning")
    except (LineRefused, StructureFrozen) as error:
        flash(refused(error), "error")
    return _to(node)
