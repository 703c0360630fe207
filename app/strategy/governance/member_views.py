"""Who sits in a body: its colleges, its members, their terms."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Body, BodyMember
from app.models.turns import ChangedMeanwhile
from app.models.types import today
from app.strategy.governance import bodies
from app.strategy.governance.bodies import NameTaken, NotHere
from app.strategy.governance.forms import CollegeForm, MemberForm
from app.strategy.governance.lookup import body_or_404, member_or_404
from app.strategy.governance.permissions import may_keep_governance
from app.strategy.governance.standing import composition_of
from app.strategy.priorities.people import people_to_ask
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("members", __name__, url_prefix="/consultations/<slug>/governance")


@blueprint.get("/bodies/<code>/members")
@requires(may_keep_governance)
def index(code: str) -> ResponseReturnValue:
    return _page(body_or_404(code))


@blueprint.post("/bodies/<code>/colleges")
@requires(may_keep_governance)
def add_college(code: str) -> ResponseReturnValue:
    body, form = body_or_404(code), CollegeForm(prefix="college")
    if not form.validate():
        return _page(body, college_form=form)
    try:
        bodies.add_college(current_session(), body, form.name.data or "", form.seats.data)
    except NameTaken:
        form.name.errors = [_("This body has a college with this name.")]
        return _page(body, college_form=form)
    flash(_("The college is added."), "success")
    return _to(body)


@blueprint.post("/bodies/<code>/members")
@requires(may_keep_governance)
def add(code: str) -> ResponseReturnValue:
    body = body_or_404(code)
    form = _form(body)
    if not form.validate():
        return _page(body, member_form=form)
    bodies.add_member(current_session(), body, form.plan)
    flash(_("The member is added."), "success")
    return _to(body)


@blueprint.route("/members/<uuid:member_id>", methods=["GET", "POST"])
@requires(may_keep_governance)
def edit(member_id: uuid.UUID) -> ResponseReturnValue:
    body, member = member_or_404(member_id)
    form, is_stale = _form(body), False
    if not form.is_submitted():
        form.show(member)
    if form.validate_on_submit():
        try:
            _change(body, member, form)
            return _to(body)
        except ChangedMeanwhile:
            is_stale = form.is_stale(member.version)
    page = render_template(
        "governance/member.html", form=form, body=body, member=member, is_stale=is_stale
    )
    return page, 409 if is_stale else status_of(form)


def _change(body: Body, member: BodyMember, form: MemberForm) -> None:
    version = form.version.data or 0
    try:
        bodies.change_member(current_session(), body, member, form.plan, version=version)
        flash(_("The member is changed."), "success")
    except NotHere:
        flash(_("This college is not one of the body."), "warning")


def _form(body: Body) -> MemberForm:
    session = current_session()
    composition = composition_of(session, body.id, today())
    form = MemberForm()
    form.offer(
        [one.college for one in composition],
        people_to_ask(session, body.consultation_id),
    )
    return form


def _page(
    body: Body, college_form: CollegeForm | None = None, member_form: MemberForm | None = None
) -> ResponseReturnValue:
    refused = college_form or member_form
    page = render_template(
        "governance/members.html",
        body=body,
        composition=composition_of(current_session(), body.id, today()),
        college_form=college_form or CollegeForm(formdata=None, prefix="college"),
        member_form=member_form or _empty(body),
        refused=refused,
    )
    return page, status_of(refused) if refused else 200


def _empty(body: Body) -> MemberForm:
    form = MemberForm(formdata=None)
    filled = _form(body)
    form.college.choices, form.account.choices = filled.college.choices, filled.account.choices
    return form


def _to(body: Body) -> ResponseReturnValue:
    return redirect(url_for(".index", slug=current_consultation().slug, code=body.code))
