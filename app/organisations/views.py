"""The organisations of an account: naming one, its sheet, who speaks for it."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Mandate, MandateState, Organisation
from app.models.turns import ChangedMeanwhile
from app.models.types import now
from app.organisations import queries
from app.organisations.coming_from import consultation_of_address, id_of_consultation, kept_slug
from app.organisations.declaring import declare
from app.organisations.lookup import mandate_or_404, organisation_or_404
from app.organisations.mandates import (
    DecidedOtherwise,
    NotTheirsToDecide,
    TooManyMandates,
    ask_mandate,
    decide_as_colleague,
    end_mandate,
)
from app.organisations.naming_form import LONGEST_NAME, NamingForm
from app.organisations.permissions import may_have_organisations
from app.organisations.sentences import (
    tell_decided_otherwise,
    tell_decision,
    tell_mandate,
    too_many_mandates,
)
from app.organisations.sheet import NotAHolder, correct_sheet, sheet_mark
from app.organisations.sheet_form import AskForm, NewSheetForm, SheetForm
from app.organisations.sheet_shown import facts_of
from app.organisations.siret import NotASiret, read_siret, siret_in_words
from app.organisations.verdict_form import VerdictForm
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.web.forms import status_of
from app.web.guard import current_account, requires_account
from app.web.limits import POSTING
from app.web.prose import plain_line

blueprint = Blueprint("organisations", __name__, url_prefix="/account/organisations")
blueprint.url_defaults(kept_slug)


@blueprint.route("", methods=["GET", "POST"])
@requires_account(may_have_organisations)
@tells(Processing.ACCOUNTS)
def index() -> ResponseReturnValue:
    form = NamingForm()
    if form.validate_on_submit():
        return _named(form)
    mandates = queries.mandates_of(current_session(), current_user.id)
    page = render_template("organisations/index.html", form=form, mandates=mandates)
    return page, status_of(form)


def _named(form: NamingForm) -> ResponseReturnValue:
    """To the sheet of the organisation; to an empty one where nobody named it before."""
    session = current_session()
    if form.number:
        found = queries.organisation_with_siret(session, form.number)
        return _to_sheet(found.id) if found else redirect(url_for(".new", siret=form.number))
    name = form.name.data or ""
    namesakes = queries.organisations_named(session, name)
    return redirect(url_for(".named" if namesakes else ".new", name=name))


@blueprint.get("/named")
@requires_account(may_have_organisations)
def named() -> ResponseReturnValue:
    """Those of the same name: it is one of them, or another."""
    name = plain_line(request.args.get("name"))[:LONGEST_NAME]
    namesakes = queries.organisations_named(current_session(), name)
    if not namesakes:
        return redirect(url_for(".index"))
    return render_template("organisations/named.html", name=name, namesakes=namesakes)


@blueprint.route("/new", methods=["GET", "POST"])
@requires_account(may_have_organisations)
@POSTING
@tells(Processing.ACCOUNTS)
def new() -> ResponseReturnValue:
    session, siret = current_session(), _siret_argument()
    name = plain_line(request.args.get("name"))[:LONGEST_NAME]
    if siret and request.method == "GET":
        found = queries.organisation_with_siret(session, siret)
        if found is not None:
            return _to_sheet(found.id)
    form = NewSheetForm.opened(session, None, id_of_consultation(), name)
    if form.validate_on_submit():
        try:
            post = form.post.data or ""
            mandate = declare(session, current_account(), form.sheet, siret=siret, post=post)
            tell_mandate(mandate)
            return _to_sheet(mandate.organisation_id)
        except TooManyMandates:
            form.form_errors.append(too_many_mandates())
    shown = siret_in_words(siret) if siret else ""
    return render_template("organisations/new.html", form=form, siret=shown), status_of(form)


@blueprint.get("/<uuid:organisation_id>")
@requires_account(may_have_organisations)
def show(organisation_id: uuid.UUID) -> ResponseReturnValue:
    session, organisation = current_session(), organisation_or_404(organisation_id)
    came_from = consultation_of_address()
    mandate = queries.mandate_of(session, current_user.id, organisation.id)
    is_holder = mandate is not None and mandate.state is MandateState.HELD
    others = queries.mandates_for(session, organisation.id) if is_holder else ()
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        facts=facts_of(session, organisation, came_from.id if came_from else None),
        came_from=came_from,
        mandate=mandate,
        why_ended=queries.why_ended(session, mandate) if mandate else None,
        colleagues=[one for one in others if one.state is MandateState.HELD],
        asked=[one for one in others if one.state is MandateState.ASKED],
        form=AskForm(post=mandate.post if mandate else ""),
        has_holder=is_holder or queries.has_holder(session, organisation.id),
    )


@blueprint.route("/<uuid:organisation_id>/edit", methods=["GET", "POST"])
@requires_account(may_have_organisations)
def edit(organisation_id: uuid.UUID) -> ResponseReturnValue:
    session, organisation = current_session(), organisation_or_404(organisation_id)
    if not queries.holds_mandate(session, current_user.id, organisation.id):
        abort(403)
    form = SheetForm.opened(session, organisation, id_of_consultation())
    if form.validate_on_submit() and _corrected(organisation, form):
        flash(_("The sheet is corrected."), "success")
        return _to_sheet(organisation.id)
    page = render_template("organisations/edit.html", form=form, organisation=organisation)
    return page, status_of(form)


def _corrected(organisation: Organisation, form: SheetForm) -> bool:
    """Correct it; what somebody else changed meanwhile is told in the form."""
    seen = form.seen.data or ""
    try:
        correct_sheet(current_session(), current_account(), organisation, form.sheet, seen=seen)
        return True
    except NotAHolder:
        abort(403)
    except ChangedMeanwhile:
        form.seen.data = sheet_mark(organisation)
        form.form_errors.append(
            _("A colleague changed this sheet meanwhile. Yours is below: send it again to keep it.")
        )
        return False


@blueprint.post("/<uuid:organisation_id>/ask")
@requires_account(may_have_organisations)
@POSTING
def ask(organisation_id: uuid.UUID) -> ResponseReturnValue:
    organisation, form = organisation_or_404(organisation_id), AskForm()
    if not form.validate():
        flash(_("What you are there has 120 characters at most."), "warning")
        return _to_sheet(organisation_id)
    try:
        post = form.post.data or ""
        tell_mandate(ask_mandate(current_session(), current_account(), organisation, post=post))
    except TooManyMandates:
        flash(too_many_mandates(), "warning")
    return _to_sheet(organisation_id)


@blueprint.post("/<uuid:organisation_id>/end")
@requires_account(may_have_organisations)
def end(organisation_id: uuid.UUID) -> ResponseReturnValue:
    organisation = organisation_or_404(organisation_id)
    end_mandate(current_session(), current_account(), organisation)
    flash(_("You speak for %(name)s no more.", name=organisation.name), "success")
    return redirect(url_for(".index"))


@blueprint.post("/<uuid:organisation_id>/mandates/<uuid:mandate_id>")
@requires_account(may_have_organisations)
def decide(organisation_id: uuid.UUID, mandate_id: uuid.UUID) -> ResponseReturnValue:
    mandate, form = mandate_or_404(mandate_id, organisation_id), VerdictForm()
    if not form.validate():
        abort(400)
    try:
        _decide(mandate, accepts=form.accepts)
        tell_decision(mandate)
    except NotTheirsToDecide:
        abort(403)
    except DecidedOtherwise as error:
        tell_decided_otherwise(error)
    return _to_sheet(organisation_id)


def _decide(mandate: Mandate, *, accepts: bool) -> None:
    decide_as_colleague(
        current_session(), mandate, current_account(), accepts=accepts, moment=now()
    )


def _siret_argument() -> str | None:
    """The number in the address; an address with a wrong one does not exist."""
    typed = request.args.get("siret")
    try:
        return read_siret(typed) if typed else None
    except NotASiret:
        abort(404)


def _to_sheet(organisation_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for(".show", organisation_id=organisation_id))
