"""The tree as it is written, what the strategy says of itself, and its file."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.corpus.codes import new_secret, secret_shown
from app.extensions import current_session
from app.models import Strategy, StrategyNode
from app.models.turns import ChangedMeanwhile
from app.strategy.printing import printed
from app.strategy.queries import strategy_of
from app.strategy.writing import lines
from app.strategy.writing.forms import NewLineForm, SetUpForm, kind_name
from app.strategy.writing.history import Writer
from app.strategy.writing.kinds import kinds_under
from app.strategy.writing.permissions import may_read_writing, may_set_up, may_write
from app.strategy.writing.queries import line_of
from app.strategy.writing.refusals import LineRefused, StructureFrozen
from app.strategy.writing.sentences import refused
from app.strategy.writing.setting_up import KindInUse, set_up
from app.strategy.writing.tree import write_tree
from app.web.arguments import uuid_argument
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("strategy_writing", __name__, url_prefix="/consultations/<slug>/strategy")


def _strategy_or_404() -> Strategy:
    return strategy_of(current_session(), current_consultation().id) or abort(404)


def _to_tree(code: str = "") -> ResponseReturnValue:
    anchor = f"line-{code}" if code else None
    return redirect(url_for(".tree", slug=current_consultation().slug, _anchor=anchor))


@blueprint.get("/write")
@requires(may_read_writing)
def tree() -> ResponseReturnValue:
    strategy = strategy_of(current_session(), current_consultation().id)
    if strategy is None:
        return render_template("strategy/writing/none.html")
    return render_template(
        "strategy/writing/tree.html",
        strategy=strategy,
        tree=write_tree(current_session(), strategy),
        key=new_secret(),
        top_kinds=kinds_under(strategy, None),
        kind_name=kind_name,
    )


@blueprint.route("/write/new", methods=["GET", "POST"])
@requires(may_write)
def add() -> ResponseReturnValue:
    strategy, form = _strategy_or_404(), NewLineForm()
    parent = _parent_or_404(strategy, form.parent_id or uuid_argument("under"))
    form.under.data = str(parent.id) if parent else ""
    form.offer(strategy, kinds_under(strategy, parent.kind if parent else None))
    if form.validate_on_submit() and (node := _added(strategy, form)):
        return redirect(
            url_for("strategy_lines.show", slug=current_consultation().slug, code=node.code)
        )
    return render_template(
        "strategy/writing/new.html", strategy=strategy, form=form, parent=parent
    ), status_of(form)


def _parent_or_404(strategy: Strategy, parent_id: uuid.UUID | None) -> StrategyNode | None:
    if parent_id is None:
        return None
    parent = current_session().get(StrategyNode, parent_id)
    return parent if parent and parent.strategy_id == strategy.id else abort(404)


def _added(strategy: Strategy, form: NewLineForm) -> StrategyNode | None:
    try:
        node = lines.add_line(
            current_session(),
            Writer.of_page(current_user.id, form.key.data or "", form.kind.data, form.title.data),
            strategy=strategy,
            parent_id=form.parent_id,
            kind=form.chosen,
            code=form.code.data or "",
            title=form.title.data or "",
        )
    except (LineRefused, StructureFrozen) as error:
        form.form_errors.append(refused(error))
        return None
    flash(_("The line is added: say now what it means."), "success")
    return node


@blueprint.post("/write/shift")
@requires(may_write)
def shift() -> ResponseReturnValue:
    """Let a line change places with the one above or below; a button says which: `O3:2:up`."""
    code, _sep, rest = request.form.get("shift", "").partition(":")
    version, _sep, way = rest.partition(":")
    node = line_of(current_session(), current_consultation().id, code) or abort(404)
    if not (version.isascii() and version.isdecimal() and len(version) < 10):
        abort(400)
    key = secret_shown(request.form.get("key", ""))
    by = Writer.of_page(current_user.id, key, code, version, way)
    try:
        lines.shift_line(current_session(), by, node, down=way == "down", version=int(version[:9]))
    except (LineRefused, StructureFrozen) as error:
        flash(refused(error), "error")
    except ChangedMeanwhile:
        flash(_("Somebody else changed this line meanwhile: it stays where it is now."), "warning")
    return _to_tree(node.code)


@blueprint.route("/write/set-up", methods=["GET", "POST"])
@requires(may_set_up)
def change_set_up() -> ResponseReturnValue:
    strategy, is_stale = _strategy_or_404(), False
    form = SetUpForm() if request.method == "POST" else SetUpForm.of(strategy)
    if form.validate_on_submit():
        try:
            set_up(current_session(), strategy, form.wanted, version=form.version.data or 0)
            flash(_("The strategy is set up so."), "success")
            return _to_tree()
        except KindInUse as error:
            form.refuse(error.kind)
        except ChangedMeanwhile:
            is_stale, form.version.data = True, strategy.version
    return render_template(
        "strategy/writing/set_up.html", strategy=strategy, form=form, is_stale=is_stale
    ), (409 if is_stale else status_of(form))


@blueprint.get("/write/reference.yaml")
@requires(may_read_writing)
def as_reference() -> ResponseReturnValue:
    """The tree in the form of the references that are shipped."""
    strategy = _strategy_or_404()
    name = f"{current_consultation().slug}-strategy.yaml"
    return Response(
        printed(current_session(), strategy),
        mimetype="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
