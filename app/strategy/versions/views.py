"""The versions of the strategy: frozen copies that everybody reads, for ever."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Plan, Strategy, StrategyVersion, VersionState
from app.strategy.governance.queries import decisions_about
from app.strategy.queries import strategy_of
from app.strategy.versions import making, queries
from app.strategy.versions.chain import held_lately, verify
from app.strategy.versions.differences import changes_of
from app.strategy.versions.forms import VersionForm
from app.strategy.versions.making import NewVersion, NotInOrder, SealBroken
from app.strategy.versions.permissions import (
    may_make_versions,
    may_read_drafts,
    may_read_versions,
)
from app.strategy.versions.reading import frozen_notes, frozen_tree
from app.strategy.versions.sealing import canonical
from app.web.arguments import number_in_address
from app.web.forms import status_of
from app.web.guard import (
    account_id_of_current_user,
    current_consultation,
    current_role,
    requires,
)
from app.web.paging import Cursor, Page

blueprint = Blueprint("versions", __name__, url_prefix="/consultations/<slug>/strategy/versions")


@blueprint.get("")
@requires(may_read_versions)
def index() -> ResponseReturnValue:
    session = current_session()
    strategy = strategy_of(session, current_consultation().id)
    page: Page[StrategyVersion] = Page((), None, None)
    if strategy is not None:
        page = queries.versions_page(
            session, strategy.id, Cursor.from_args(request.args), with_drafts=_reads_drafts()
        )
    return render_template(
        "versions/index.html",
        strategy=strategy,
        page=page,
        is_broken=strategy is not None and not held_lately(session, strategy.id),
        seal=queries.last_seal(session, strategy.id) if strategy else None,
    )


@blueprint.get("/<number>")
@requires(may_read_versions)
def show(number: str) -> ResponseReturnValue:
    session, (strategy, version) = current_session(), _version(number)
    found = verify(session, strategy.id, content_of=version.number)
    broken = [one for one in found if one.version in (0, version.number)]
    return render_template(
        "versions/show.html",
        version=version,
        content=version.content,
        tree=frozen_tree(version.content),
        notes=frozen_notes(session, strategy.consultation_id, version.content),
        broken=broken,
        events=queries.events_of(session, version.id),
        decisions=decisions_about(session, version_id=version.id),
        before=queries.version_before(session, version, with_drafts=_reads_drafts()),
        in_force=queries.version_in_force(session, strategy.consultation_id),
    )


@blueprint.get("/<number>/differences")
@requires(may_read_versions)
def differences(number: str) -> ResponseReturnValue:
    session, (_strategy, version) = current_session(), _version(number)
    before = queries.version_before(session, version, with_drafts=_reads_drafts()) or abort(404)
    changes = changes_of(before.content, version.content)
    return render_template(
        "versions/differences.html", version=version, before=before, changes=changes
    )


@blueprint.get("/<number>/content.json")
@requires(may_read_drafts)
def content(number: str) -> ResponseReturnValue:
    """The very bytes whose SHA-256 is the seal of the content."""
    _strategy, version = _version(number)
    return Response(
        canonical(version.content),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="version-{version.number}.json"'},
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_make_versions)
def new() -> ResponseReturnValue:
    session = current_session()
    strategy = strategy_of(session, current_consultation().id) or abort(404)
    plans = {one.id: one for one in queries.plans_to_freeze(session, strategy.id)}
    form = VersionForm()
    form.offer(plans.values())
    if form.validate_on_submit():
        version = _made(strategy, form, plans.get(form.plan_id) if form.plan_id else None)
        flash(_("The version is made: nobody but the team sees it yet."), "success")
        return _to(version)
    return render_template("versions/new.html", form=form, strategy=strategy), status_of(form)


def _made(strategy: Strategy, form: VersionForm, plan: Plan | None) -> StrategyVersion:
    return making.make(
        current_session(),
        strategy,
        NewVersion(form.title.data or "", form.note.data or "", plan),
        account_id=account_id_of_current_user(),
        key=form.key.data or "",
    )


@blueprint.post("/<number>/consult")
@requires(may_make_versions)
def consult(number: str) -> ResponseReturnValue:
    _strategy, version = _version(number)
    try:
        by = account_id_of_current_user()
        making.open_to_consultation(current_session(), version, account_id=by)
        flash(_("Everybody may read this version and say what they think of it."), "success")
    except NotInOrder:
        flash(_("A body adopted this version already."), "info")
    except SealBroken:
        _tell_broken()
    return _to(version)


@blueprint.post("/<number>/publish")
@requires(may_make_versions)
def publish(number: str) -> ResponseReturnValue:
    strategy, version = _version(number)
    try:
        making.publish(
            current_session(),
            version,
            consultation_id=strategy.consultation_id,
            account_id=account_id_of_current_user(),
        )
        flash(_("The version is published, and those who follow are told."), "success")
    except NotInOrder:
        flash(_("No body adopted this version: write down its decision first."), "warning")
    except SealBroken:
        _tell_broken()
    return _to(version)


def _tell_broken() -> None:
    flash(_("This version does not fit its seal: somebody changed it by hand."), "error")


def _reads_drafts() -> bool:
    return may_read_drafts(current_role())


def _version(number: str) -> tuple[Strategy, StrategyVersion]:
    """The version of an address; a draft exists for the team only."""
    here = current_consultation().id
    found = queries.strategy_and_version(current_session(), here, number_in_address(number))
    found = found or abort(404)
    if found[1].state is VersionState.DRAFT and not _reads_drafts():
        abort(404)
    return found


def _to(version: StrategyVersion) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for(".show", slug=slug, number=version.number))
