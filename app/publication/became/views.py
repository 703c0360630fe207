"""What became of it: counted for the whole consultation, listed, and line by line."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.consultations.activity_pages import announced_activities
from app.consultations.queries import activities_in_order, with_phases
from app.consultations.stage import stage_of
from app.corpus.permissions import may_read_corpus
from app.corpus.receipts.forms import FindForm
from app.extensions import current_session
from app.models import Activity, Channel
from app.models.types import today
from app.notifications.noticing import decisions_are_public
from app.publication.became.counts import counts_of
from app.publication.became.lines import line_named, lines_with_excerpts, unreadable_of
from app.publication.became.links import told_of_all
from app.publication.became.lists import Became, Listed, Wanted, became_page, reasons_of
from app.publication.became.organisations import speeches_page
from app.publication.became.pages import public_pages
from app.publication.became.permissions import may_read_what_became
from app.publication.became.shown import Step, fates_are_shown, list_name
from app.strategy.governance.queries import decisions_about
from app.web.arguments import channel_argument, uuid_argument, value_argument
from app.web.guard import current_consultation, current_role, requires
from app.web.paging import Cursor, Page

blueprint = Blueprint("became", __name__, url_prefix="/consultations/<slug>/became")

LONGEST_KEY = 16
P = ParamSpec("P")


def once_shown(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Until it is public, the first page says when it will be."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not _is_shown():
            return redirect(url_for(".index", slug=current_consultation().slug))
        return view(*args, **kwargs)

    return guarded


@blueprint.get("")
@requires(may_read_what_became)
def index() -> ResponseReturnValue:
    consultation = with_phases(current_session(), current_consultation())
    is_shown = _is_shown()
    return render_template(
        "became/index.html",
        is_shown=is_shown,
        reads_all=may_read_corpus(current_role()),
        stage=stage_of(consultation, today()),
        counts=counts_of(current_session(), consultation.id) if is_shown else None,
        listed=Listed,
        names=_names(),
        opens_to_all=decisions_are_public(current_session(), consultation.id),
        find_form=FindForm(formdata=None),
    )


@blueprint.get("/excerpts")
@requires(may_read_what_became)
@once_shown
def excerpts() -> ResponseReturnValue:
    wanted = _wanted()
    page = became_page(current_session(), wanted, cursor=Cursor.from_args(request.args))
    is_aside = wanted.listed is Listed.SET_ASIDE
    return render_template(
        "became/excerpts.html",
        page=page,
        wanted=wanted,
        names=_names(),
        counts=counts_of(current_session(), wanted.consultation_id),
        channels=list(Channel),
        activity=_activity(wanted.activity_id),
        reasons=reasons_of(current_session(), wanted) if is_aside else [],
        **_told(page),
    )


@blueprint.get("/lines")
@requires(may_read_what_became)
@once_shown
def lines() -> ResponseReturnValue:
    consultation_id = current_consultation().id
    by_line = counts_of(current_session(), consultation_id).by_line
    return render_template(
        "became/lines.html",
        lines=lines_with_excerpts(current_session(), consultation_id, by_line),
    )


@blueprint.get("/lines/<code>")
@requires(may_read_what_became)
@once_shown
def line(code: str) -> ResponseReturnValue:
    consultation_id, reads_all = current_consultation().id, may_read_corpus(current_role())
    found = line_named(current_session(), consultation_id, code) or abort(404)
    wanted = Wanted(consultation_id, reads_all, node_id=found.id)
    page = became_page(current_session(), wanted, cursor=Cursor.from_args(request.args))
    return render_template(
        "became/line.html",
        line=found,
        decisions=decisions_about(current_session(), node_id=found.id),
        page=page,
        unreadable=[] if reads_all else unreadable_of(current_session(), consultation_id, found.id),
        **_told(page),
    )


@blueprint.get("/activities")
@requires(may_read_what_became)
@once_shown
def activities() -> ResponseReturnValue:
    return render_template(
        "became/activities.html",
        activities=_activities(),
        reads_all=may_read_corpus(current_role()),
        counts=counts_of(current_session(), current_consultation().id),
    )


@blueprint.get("/organisations")
@requires(may_read_what_became)
@once_shown
def organisations() -> ResponseReturnValue:
    page = speeches_page(
        current_session(), current_consultation().id, cursor=Cursor.from_args(request.args)
    )
    return render_template("became/organisations.html", page=page)


def _is_shown() -> bool:
    return fates_are_shown(current_session(), current_consultation().id, current_role())


def _names() -> dict[str, str]:
    return {one.value: list_name(one) for one in Listed}


def _wanted() -> Wanted:
    return Wanted(
        current_consultation().id,
        may_read_corpus(current_role()),
        listed=value_argument("fate", Listed),
        channel=channel_argument(),
        activity_id=uuid_argument("activity"),
        reason=request.args.get("reason", "")[:LONGEST_KEY],
    )


def _told(page: Page[Became]) -> dict[str, object]:
    """What became of the excerpts of a page, and where their words can be read."""
    steps: dict[uuid.UUID, list[Step]] = told_of_all(
        {one.excerpt_id: one.fate for one in page.rows}
    )
    ids = [one.contribution_id for one in page.rows]
    return {"told": steps, "pages": public_pages(current_session(), ids)}


def _activities() -> Sequence[Activity]:
    is_team = may_read_corpus(current_role())
    return (activities_in_order if is_team else announced_activities)(
        current_session(), current_consultation().id
    )


def _activity(activity_id: uuid.UUID | None) -> Activity | None:
    """The activity that a list is narrowed to, where the reader may know of it."""
    if activity_id is None:
        return None
    return next((one for one in _activities() if one.id == activity_id), None) or abort(404)
