"""The steward's side of roles: who has which, changing them, inviting by e-mail."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.accounts.people import invitations, queries, roles
from app.accounts.people.forms import InviteForm, RoleForm
from app.accounts.people.invitations import Invited, Inviter
from app.accounts.people.permissions import may_manage_people
from app.accounts.people.requiring import NoSecondFactor, require_second_factor
from app.extensions import current_session
from app.models import Role, RoleInvitation
from app.models.types import now
from app.settings import current_settings
from app.web.arguments import value_argument
from app.web.forms import status_of
from app.web.guard import current_account, current_consultation, requires
from app.web.language import current_language
from app.web.paging import Cursor
from app.web.signing_in import current_sign_in

blueprint = Blueprint("people", __name__, url_prefix="/consultations/<slug>/people")


@blueprint.get("")
@requires(may_manage_people)
def index() -> ResponseReturnValue:
    consultation, session = current_consultation(), current_session()
    role, words = value_argument("role", Role), request.args.get("q", "").strip()[:200]
    sign_in = current_sign_in()
    return render_template(
        "people/index.html",
        page=queries.members_page(
            session, consultation.id, Cursor.from_args(request.args), role=role, words=words
        ),
        numbers=queries.numbers_by_role(session, consultation.id),
        without_second_factor=queries.team_without_second_factor(session, consultation.id),
        may_require=sign_in is not None and sign_in.has_second_factor,
        role_shown=role,
        words=words,
        roles=roles.GIVEN,
    )


@blueprint.route("/<uuid:member_id>", methods=["GET", "POST"])
@requires(may_manage_people)
def member(member_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.member_of(current_session(), current_consultation().id, member_id)
    if found is None:
        abort(404)
    form = RoleForm(role=found.role.value)
    if form.validate_on_submit() and _change(member_id, form):
        return _to_people()
    return render_template("people/member.html", form=form, member=found), status_of(form)


def _change(member_id: uuid.UUID, form: RoleForm) -> bool:
    try:
        roles.change_role(
            current_session(), current_consultation(), member_id, form.chosen, by=current_user.id
        )
    except roles.LastSteward:
        form.role.errors = [_last_steward()]
        return False
    except roles.NoMember:
        abort(404)
    flash(_("The role is changed."), "success")
    return True


@blueprint.post("/<uuid:member_id>/take-away")
@requires(may_manage_people)
def take_away(member_id: uuid.UUID) -> ResponseReturnValue:
    try:
        roles.take_role_away(
            current_session(), current_consultation(), member_id, by=current_user.id
        )
    except roles.LastSteward:
        flash(_last_steward(), "warning")
        return redirect(url_for(".member", slug=current_consultation().slug, member_id=member_id))
    except roles.NoMember:
        abort(404)
    flash(_("The role is taken away. What this person did stays."), "success")
    return _to_people()


def _last_steward() -> str:
    return _("This is the only steward: make somebody else a steward first.")


@blueprint.post("/second-factor")
@requires(may_manage_people)
def second_factor() -> ResponseReturnValue:
    try:
        require_second_factor(
            current_session(),
            current_consultation(),
            sign_in=current_sign_in(),
            is_required=request.form.get("required") == "yes",
            by=current_user.id,
        )
    except NoSecondFactor:
        flash(
            _("Sign in with your own second factor first: you would shut yourself out."),
            "warning",
        )
    else:
        flash(_("What is asked of the team is kept."), "success")
    return _to_people()


@blueprint.get("/invitations")
@requires(may_manage_people)
def invited() -> ResponseReturnValue:
    page = queries.invitations_page(
        current_session(), current_consultation().id, Cursor.from_args(request.args)
    )
    may_send = current_settings().mail is not None
    return render_template("people/invitations.html", page=page, may_send=may_send)


@blueprint.route("/invitations/new", methods=["GET", "POST"])
@requires(may_manage_people)
def invite() -> ResponseReturnValue:
    form, may_send = InviteForm(), current_settings().mail is not None
    if form.validate_on_submit() and may_send:
        try:
            _tell(invitations.invite(_inviter(), form.emails, form.chosen, now()))
            return _to_invitations()
        except invitations.DailyLimitReached:
            form.form_errors.append(_too_many())
    return (
        render_template(
            "people/invite.html", form=form, may_send=may_send, most=invitations.MOST_AT_ONCE
        ),
        status_of(form),
    )


def _tell(done: Invited) -> None:
    if done.new:
        flash(
            ngettext("%(num)s invitation leaves.", "%(num)s invitations leave.", done.new),
            "success",
        )
    if done.invited_already:
        flash(
            ngettext(
                "%(num)s person was invited already: you may send the message again.",
                "%(num)s people were invited already: you may send the messages again.",
                done.invited_already,
            ),
            "info",
        )
    if done.members_already:
        flash(
            ngettext(
                "%(num)s person has this role already, or a higher one.",
                "%(num)s people have this role already, or a higher one.",
                done.members_already,
            ),
            "info",
        )


@blueprint.post("/invitations/<uuid:invitation_id>/again")
@requires(may_manage_people)
def invite_again(invitation_id: uuid.UUID) -> ResponseReturnValue:
    invitation = _invitation_or_404(invitation_id)
    if current_settings().mail is None:
        abort(404)
    try:
        invitations.write_again(_inviter(), invitation, now())
    except invitations.InvitationRefused:
        flash(_("This invitation was answered or withdrawn meanwhile."), "info")
    except invitations.WrittenLately:
        flash(_("A message left less than an hour ago: wait a little."), "info")
    except invitations.DailyLimitReached:
        flash(_too_many(), "warning")
    else:
        flash(_("The message leaves again."), "success")
    return _to_invitations()


@blueprint.post("/invitations/<uuid:invitation_id>/withdraw")
@requires(may_manage_people)
def withdraw(invitation_id: uuid.UUID) -> ResponseReturnValue:
    invitation = _invitation_or_404(invitation_id)
    if invitations.withdraw(_inviter(), invitation, now()):
        flash(_("The invitation is withdrawn: its link leads nowhere now."), "success")
    else:
        flash(_("This invitation was answered or withdrawn meanwhile."), "info")
    return _to_invitations()


def _inviter() -> Inviter:
    return Inviter(current_session(), current_consultation(), current_account(), current_language())


def _invitation_or_404(invitation_id: uuid.UUID) -> RoleInvitation:
    found = queries.invitation_of(current_session(), current_consultation().id, invitation_id)
    return abort(404) if found is None else found


def _too_many() -> str:
    most = invitations.MOST_A_DAY
    return _("You may send %(most)s invitations a day: go on tomorrow.", most=most)


def _to_people() -> ResponseReturnValue:
    return redirect(url_for(".index", slug=current_consultation().slug))


def _to_invitations() -> ResponseReturnValue:
    return redirect(url_for(".invited", slug=current_consultation().slug))
