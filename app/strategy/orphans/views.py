"""What leads nowhere: five lists to work through, each line closed by a link or by a reason."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.extensions import current_session
from app.figures.keeping import kept_since
from app.models import Channel, OrphanKind, StrategyNode
from app.strategy import queries
from app.strategy.coverage.counting import kept_as_evidenced
from app.strategy.coverage.groups import By, name_of_group, themes_of
from app.strategy.orphans.answering import Answered, Answerer, answer
from app.strategy.orphans.counted import orphans_counted
from app.strategy.orphans.forms import AnswerForm, TakeBackForm
from app.strategy.orphans.lists import Listed, counts_of, orphans_page
from app.strategy.orphans.silent_voices import SILENT, silent_voices, silent_voices_page
from app.strategy.permissions import may_answer_orphans, may_read_orphans
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("orphans", __name__, url_prefix="/consultations/<slug>/orphans")

LONGEST_VALUE = 400
TEMPLATES = {
    OrphanKind.EXCERPT: "orphans/excerpt.html",
    OrphanKind.NEED: "orphans/need.html",
    OrphanKind.OBJECTIVE: "orphans/objective.html",
    OrphanKind.ACTION: "orphans/action.html",
    OrphanKind.VOICE: "orphans/voice.html",
}


@blueprint.get("")
@requires(may_read_orphans)
def index() -> ResponseReturnValue:
    session, consultation_id = current_session(), current_consultation().id
    voices = silent_voices(session, consultation_id)
    answered = sum(1 for one in voices if one.answer)
    counted = orphans_counted(session, consultation_id)
    return render_template(
        "orphans/index.html",
        counts={**counted.value.orphans, OrphanKind.VOICE: (len(voices) - answered, answered)},
        said=counted.value.said,
        counted_at=counted.counted_at,
    )


@blueprint.get("/<orphan_kind>")
@requires(may_read_orphans)
def show(orphan_kind: str) -> ResponseReturnValue:
    return _list(_kind_or_404(orphan_kind), AnswerForm())


@blueprint.post("/<orphan_kind>")
@requires(may_answer_orphans)
def close(orphan_kind: str) -> ResponseReturnValue:
    kind, form = _kind_or_404(orphan_kind), AnswerForm()
    if not form.validate_on_submit():
        return _list(kind, form)
    _tell(_answer(kind, form.subject.data, form.reason.data), _("Closed with this reason."))
    return _back(kind)


@blueprint.post("/<orphan_kind>/take-back")
@requires(may_answer_orphans)
def take_back(orphan_kind: str) -> ResponseReturnValue:
    kind, form = _kind_or_404(orphan_kind), TakeBackForm()
    if not form.validate_on_submit():
        abort(400)
    _tell(_answer(kind, form.subject.data, ""), _("Taken back: it waits again."))
    return _back(kind)


def _answer(kind: OrphanKind, subjects: list[str], reason: str) -> Answered:
    answerer = Answerer(current_consultation().id, current_user.id)
    return answer(current_session(), answerer, kind, subjects, reason)


def _tell(done: Answered, sentence: str) -> None:
    if done.answered:
        flash(sentence, "success")
    if done.gone:
        flash(
            ngettext(
                "%(num)s line is no orphan any more: nothing was stored for it.",
                "%(num)s lines are no orphans any more: nothing was stored for them.",
                done.gone,
            ),
            "info",
        )


def _back(kind: OrphanKind) -> ResponseReturnValue:
    """The list again, narrowed down as it was."""
    address: dict[str, Any] = _address(kind, _groups())
    return redirect(url_for(".show", **address))


def _list(kind: OrphanKind, form: AnswerForm) -> ResponseReturnValue:
    shown: dict[str, Any] = {
        "kind": kind,
        "form": form,
        "answered": request.args.get("show") == "answered",
        "address": _address(kind, _groups()),
    }
    more = {
        OrphanKind.EXCERPT: _excerpts,
        OrphanKind.NEED: _needs,
        OrphanKind.OBJECTIVE: _lines,
        OrphanKind.VOICE: _voices,
    }.get(kind, _points)
    shown |= more(Listed(current_consultation().id, kind, shown["answered"]))
    return render_template(TEMPLATES[kind], **shown), status_of(form)


def _excerpts(listed: Listed) -> dict[str, Any]:
    """A page of excerpts, and the groups to which they may be narrowed down."""
    session, consultation_id, groups = current_session(), listed.consultation_id, _groups()
    narrowed = Listed(consultation_id, listed.kind, listed.answered, groups)
    return {
        **_points(narrowed),
        "groups": {by: _group(by, value) for by, value in groups},
        "channels": list(Channel),
        "themes": themes_of(session, consultation_id),
        "objectives": _objectives(),
        "count": counts_of(session, narrowed) if groups else None,
    }


def _points(listed: Listed) -> dict[str, Any]:
    return {"page": orphans_page(current_session(), listed, cursor=Cursor.from_args(request.args))}


def _needs(listed: Listed) -> dict[str, Any]:
    """A page of needs, and the objectives to which they may be linked."""
    return {**_points(listed), "objectives": _objectives()}


def _lines(listed: Listed) -> dict[str, Any]:
    """A page of objectives: of a large consultation, by what led to them when it was counted."""
    known = kept_as_evidenced(current_session(), listed.consultation_id)
    page = orphans_page(
        current_session(),
        listed,
        cursor=Cursor.from_args(request.args),
        evidenced=known.value if known else None,
    )
    return {"page": page, "counted_at": known.counted_at if known else None}


def _voices(listed: Listed) -> dict[str, Any]:
    voices = silent_voices(current_session(), listed.consultation_id)
    cursor = Cursor.from_args(request.args)
    return {
        "page": silent_voices_page(voices, answered=listed.answered, cursor=cursor),
        "counted_at": kept_since(current_session(), listed.consultation_id, SILENT.name),
    }


def _group(by: By, value: str) -> tuple[str, str]:
    """The value and the name of a group."""
    return value, name_of_group(current_session(), current_consultation().id, by, value)


def _objectives() -> list[StrategyNode]:
    strategy = queries.strategy_of(current_session(), current_consultation().id)
    return queries.objectives_of(current_session(), strategy.id) if strategy else []


def _groups() -> tuple[tuple[By, str], ...]:
    """The groups to which the address narrows the list of excerpts down."""
    given = ((by, request.args.get(by.value, "")[:LONGEST_VALUE]) for by in By)
    return tuple((by, value) for by, value in given if value)


def _address(kind: OrphanKind, groups: tuple[tuple[By, str], ...]) -> dict[str, str]:
    """What leads to a list again."""
    narrowed = {by.value: value for by, value in groups}
    return {"slug": current_consultation().slug, "orphan_kind": kind.value, **narrowed}


def _kind_or_404(value: str) -> OrphanKind:
    try:
        return OrphanKind(value)
    except ValueError:
        abort(404)
