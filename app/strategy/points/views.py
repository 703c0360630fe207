from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import DeskSubject, EvidenceStatus, Nature, Point, PointKind
from app.models.turns import ChangedMeanwhile
from app.strategy.evidence import Decider, decide, decide_many, pair_of
from app.strategy.link_sentences import decided, motive_of, refused
from app.strategy.linkable import LinkRefused, NotInConsultation
from app.strategy.points import queries, wording
from app.strategy.points.forms import AsideForm, EvidenceForm, NewPointForm, WordingForm
from app.strategy.points.groups import grouping_of, groups_of
from app.strategy.points.lookup import begun_with_or_404, point_or_404
from app.strategy.points.permissions import may_read_points, may_word_points
from app.strategy.points.shown import PointView, shown_of
from app.strategy.queries import strategy_of
from app.talk.queries import conversation_of
from app.themes.queries import latest_run
from app.themes.services import start_run
from app.web.arguments import uuid_argument, value_argument
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.language import DEFAULT_LANGUAGE
from app.web.paging import Cursor
from app.web.redirects import local_path

blueprint = Blueprint("points", __name__, url_prefix="/consultations/<slug>/points")

LONGEST_SEARCH = 200


def _decider() -> Decider:
    return Decider(current_consultation().id, current_user.id)


def _to(point_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=current_consultation().slug, point_id=point_id))


def _words() -> str:
    return request.args.get("q", "")[:LONGEST_SEARCH].strip()


@blueprint.get("")
@requires(may_read_points)
def index() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    kind = value_argument("kind", PointKind) or PointKind.FINDING
    only = value_argument("only", queries.Only)
    page = queries.points_page(
        session, consultation.id, kind, only=only, cursor=Cursor.from_args(request.args)
    )
    counts = queries.counts_of(session, consultation.id)
    return render_template(
        "points/index.html", page=page, kind=kind, only=only, counts=counts, kinds=list(PointKind)
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_word_points)
def new() -> ResponseReturnValue:
    begun = begun_with_or_404(
        theme_id=uuid_argument("theme"),
        group_id=uuid_argument("group"),
        excerpt_id=uuid_argument("excerpt"),
    )
    form = NewPointForm()
    kind = value_argument("kind", PointKind) or PointKind.FINDING
    form.begin(kind, begun.beginning.title, begun.beginning.text)
    if form.validate_on_submit():
        try:
            point = wording.make(
                current_session(), _decider(), form.wording, form.sources, key=form.key.data or ""
            )
        except (NotInConsultation, LinkRefused):
            abort(404)  # the theme left the codebook meanwhile, or never stood in it
        flash(_("Kept, with its evidence."), "success")
        return _to(point.id)
    return render_template("points/new.html", form=form, begun=begun), status_of(form)


@blueprint.get("/<uuid:point_id>")
@requires(may_read_points)
def show(point_id: uuid.UUID) -> ResponseReturnValue:
    point = point_or_404(point_id)
    return _page_of(point, WordingForm.of(point), AsideForm(None, version=point.version))


@blueprint.post("/<uuid:point_id>")
@requires(may_word_points)
def word(point_id: uuid.UUID) -> ResponseReturnValue:
    point, form, is_stale = point_or_404(point_id), WordingForm(), False
    if form.validate_on_submit():
        try:
            wording.word(current_session(), point, form.wording, version=form.version.data or 0)
            flash(_("The wording is kept."), "success")
            return _to(point.id)
        except ChangedMeanwhile:
            is_stale, form.version.data = True, point.version
    return _page_of(point, form, AsideForm(None, version=point.version), is_stale=is_stale), 422


@blueprint.post("/<uuid:point_id>/aside")
@requires(may_word_points)
def set_aside(point_id: uuid.UUID) -> ResponseReturnValue:
    point, form, is_stale = point_or_404(point_id), AsideForm(), False
    if form.validate_on_submit():
        try:
            wording.set_aside(
                current_session(),
                point,
                reason=form.reason.data or "",
                version=form.version.data or 0,
            )
            flash(_("Set aside: its evidence stays, and it can be restored."), "success")
            return _to(point.id)
        except ChangedMeanwhile:
            is_stale, form.version.data = True, point.version
    return _page_of(point, WordingForm.of(point), form, is_stale=is_stale), 422


@blueprint.post("/<uuid:point_id>/restore")
@requires(may_word_points)
def restore(point_id: uuid.UUID) -> ResponseReturnValue:
    wording.restore(current_session(), point_or_404(point_id))
    flash(_("It is in use again."), "success")
    return _to(point_id)


def _page_of(point: Point, form: WordingForm, aside: AsideForm, *, is_stale: bool = False) -> str:
    session, consultation = current_session(), current_consultation()
    view = value_argument("show", PointView) or PointView.EVIDENCE
    strategy = strategy_of(session, consultation.id)
    shown = shown_of(
        session,
        point,
        view,
        strategy=strategy,
        run=latest_run(session, consultation.id),
        words=_words(),
        cursor=Cursor.from_args(request.args),
    )
    return render_template(
        "points/show.html",
        point=point,
        form=form,
        aside=aside,
        is_stale=is_stale,
        view=view,
        shown=shown,
        words=_words(),
        talk=conversation_of(session, consultation.id, DeskSubject.POINT, point.id),
    )


@blueprint.get("/choose")
@requires(may_word_points)
def choose() -> ResponseReturnValue:
    """To which point something is added as evidence."""
    from_point = uuid_argument("from_point")
    points = queries.points_to_choose(
        current_session(), current_consultation().id, words=_words(), without=from_point
    )
    return render_template(
        "points/choose.html",
        points=points,
        words=_words(),
        excerpt_id=uuid_argument("excerpt"),
        theme_id=uuid_argument("theme"),
        from_point_id=from_point,
        back=local_path(request.args.get("back")),
        kinds=list(PointKind),
    )


@blueprint.post("/evidence")
@requires(may_word_points)
def add_evidence() -> ResponseReturnValue:
    """Excerpts, a theme or another point, to a point; without one, it is chosen first."""
    form, slug = EvidenceForm(), current_consultation().slug
    back = local_path(request.form.get("back"))
    if not form.validate_on_submit():
        for error in (message for messages in form.errors.values() for message in messages):
            flash(str(error), "error")
        return redirect(back or url_for(".index", slug=slug))
    if form.point_id is None:
        named = {"theme": form.theme.data, "from_point": form.from_point.data}
        named["excerpt"] = str(form.excerpt.ids[0]) if form.excerpt.ids else None
        chosen = {name: value for name, value in named.items() if value}
        return redirect(url_for(".choose", slug=slug, back=back, **chosen))
    point = point_or_404(form.point_id)
    try:
        _link_excerpts(form, point) if form.excerpt.ids else _link(form)
    except NotInConsultation:
        abort(404)
    except LinkRefused as error:
        flash(refused(error), "error")
    return redirect(back or url_for(".show", slug=slug, point_id=point.id))


def _link_excerpts(form: EvidenceForm, point: Point) -> None:
    with force_locale(DEFAULT_LANGUAGE):  # kept, exported and published: one language for all
        motive = motive_of(form.status, form.motive.data)
    count = decide_many(
        current_session(),
        _decider(),
        form.excerpt.ids,
        form.status,
        point_id=point.id,
        motive=motive,
        again=True,
    )
    if not count:
        flash(_("Nothing new: that was decided already, or the excerpt was withdrawn."), "info")
    elif form.status is EvidenceStatus.KEPT:
        said = ngettext(
            "%(num)s excerpt added as evidence of “%(title)s”.",
            "%(num)s excerpts added as evidence of “%(title)s”.",
            count,
            title=point.title,
        )
        flash(said, "success")
    else:
        flash(
            ngettext("%(num)s excerpt set aside.", "%(num)s excerpts set aside.", count), "success"
        )


def _link(form: EvidenceForm) -> None:
    with force_locale(DEFAULT_LANGUAGE):
        motive = motive_of(form.status, form.motive.data)
    decide(current_session(), _decider(), pair_of(form.linked), form.status, motive=motive)
    flash(decided(form.status, form.linked), "success")


@blueprint.get("/proposals")
@requires(may_read_points)
def proposals() -> ResponseReturnValue:
    """What people propose, grouped: from each group an action can be worded."""
    session, consultation = current_session(), current_consultation()
    grouping = grouping_of(session, consultation.id)
    groups = groups_of(session, grouping.run) if grouping.run else []
    return render_template("points/proposals.html", grouping=grouping, groups=groups)


@blueprint.post("/proposals")
@requires(may_word_points)
def group() -> ResponseReturnValue:
    """Ask for the proposals to be grouped."""
    consultation = current_consultation()
    run = start_run(
        current_session(),
        consultation_id=consultation.id,
        account_id=current_user.id,
        nature=Nature.PROPOSAL,
    )
    return redirect(url_for("jobs.show", slug=consultation.slug, job_id=run.job_id))
