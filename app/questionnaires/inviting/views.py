"""The steward's side of invitations: who is invited, adding people, writing to them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.corpus.table_sentences import table_sentence
from app.corpus.tables import TableError
from app.extensions import current_session
from app.models import Questionnaire
from app.models.types import now
from app.notifications.queries import on_their_way
from app.questionnaires.answering.responding import NotOpen
from app.questionnaires.inviting import address_lists
from app.questionnaires.inviting import queries as invitations
from app.questionnaires.inviting import services as inviting
from app.questionnaires.inviting.address_lists import AddressList, TooManyPeople
from app.questionnaires.inviting.forms import LetterForm, PeopleForm
from app.questionnaires.inviting.letters import (
    Example,
    default_subject,
    default_text,
    example_of,
)
from app.questionnaires.inviting.queries import Audience, InvitationState
from app.questionnaires.links import link_to
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_manage_questionnaires
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, current_consultation, requires
from app.web.paging import Cursor

LISTED_BAD = 100

blueprint = Blueprint(
    "invitations",
    __name__,
    url_prefix="/consultations/<slug>/questionnaire-desk/<code>/invitations",
)


@blueprint.get("")
@requires(may_manage_questionnaires)
def index(code: str) -> ResponseReturnValue:
    questionnaire, session = questionnaire_or_404(code), current_session()
    state, words = request.args.get("state", ""), request.args.get("q", "").strip()[:200]
    if state and state not in {one.value for one in InvitationState}:
        abort(404)
    return render_template(
        "invitations/index.html",
        questionnaire=questionnaire,
        page=invitations.invitations_page(
            session,
            questionnaire,
            state=InvitationState(state) if state else None,
            words=words,
            cursor=Cursor.from_args(request.args),
        ),
        numbers=invitations.numbers_by_state(session, questionnaire),
        to_write={
            one.value: invitations.number_in(session, questionnaire, one, now()) for one in Audience
        },
        on_the_way=on_their_way(session, questionnaire.activity),
        hides_who_began=invitations.hides_who_began(session, questionnaire),
        may_send=current_settings().mail is not None,
        states=[one for one in InvitationState if _is_told(one, questionnaire)],
        state=state,
        words=words,
    )


def _is_told(state: InvitationState, questionnaire: Questionnaire) -> bool:
    """Nobody knows of an anonymous invitation whether it was answered."""
    return state is not InvitationState.ANSWERED or not questionnaire.is_anonymous


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_manage_questionnaires)
def new(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    form = PeopleForm()
    found = _read(form) if form.validate_on_submit() else None
    if found is not None and request.form.get("go") == "add":
        return _add(questionnaire, found)
    if found is not None:
        form.people.data = "\n".join(person.as_line() for person in found.people)
    return (
        render_template(
            "invitations/new.html",
            questionnaire=questionnaire,
            form=form,
            found=found,
            bad=found.bad[:LISTED_BAD] if found else (),
            most=address_lists.MOST,
        ),
        422 if form.errors else 200 if found else status_of(form),
    )


def _read(form: PeopleForm) -> AddressList | None:
    """The list that was sent; `None`, and an error in the form, when there is none to use."""
    sent = form.file.data
    try:
        if sent and sent.filename:
            with tempfile.TemporaryDirectory() as directory:
                path = Path(directory) / "people"
                sent.save(path)
                return address_lists.read_sheet(path, current_settings().upload_limit)
        if form.people.data:
            return address_lists.read_lines(form.people.data)
        form.people.errors = [_("Paste addresses, or choose a file.")]
    except TableError as error:
        form.file.errors = [table_sentence(error.reason, error.details)]
    except TooManyPeople:
        most = address_lists.MOST
        form.people.errors = [_("At most %(most)s people at once: split the list.", most=most)]
    return None


def _add(questionnaire: Questionnaire, found: AddressList) -> ResponseReturnValue:
    try:
        added = inviting.add_invitations(current_session(), questionnaire, found.people)
    except inviting.NotByInvitation:
        flash(_("This questionnaire is not answered by invitation."), "warning")
        return redirect(link_to(".index", questionnaire.activity.code))
    flash(
        ngettext("%(num)s person added.", "%(num)s people added.", added.new)
        + " "
        + _("Nothing has been sent yet."),
        "success" if added.new else "info",
    )
    if added.declined:
        flash(
            ngettext(
                "%(num)s of them asked before not to be written to, and will not be.",
                "%(num)s of them asked before not to be written to, and will not be.",
                added.declined,
            ),
            "info",
        )
    return redirect(link_to(".index", questionnaire.activity.code))


@blueprint.route("/message/<audience>", methods=["GET", "POST"])
@requires(may_manage_questionnaires)
def message(code: str, audience: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    if audience not in {one.value for one in Audience}:
        abort(404)
    whom = Audience(audience)
    form = LetterForm(
        subject=default_subject(whom, questionnaire.activity.title),
        text=default_text(whom, questionnaire),
    )
    form.has_closing = questionnaire.closes_at is not None
    is_right = form.validate_on_submit()
    if is_right and request.form.get("go") == "send":
        return _send(questionnaire, whom, form)
    return _letter_page(questionnaire, whom, form, is_right=is_right)


def _letter_page(
    questionnaire: Questionnaire, whom: Audience, form: LetterForm, *, is_right: bool
) -> ResponseReturnValue:
    session, settings = current_session(), current_settings()
    number = invitations.number_in(session, questionnaire, whom, now())
    left = inviting.left_today(session, questionnaire, now(), settings.mail_daily_limit)
    return (
        render_template(
            "invitations/message.html",
            questionnaire=questionnaire,
            form=form,
            audience=whom,
            number=min(number, left),
            later=max(number - left, 0),
            limit=settings.mail_daily_limit,
            example=_example(form, questionnaire) if is_right else None,
            may_send=settings.mail is not None,
        ),
        200 if is_right else status_of(form),
    )


def _example(form: LetterForm, questionnaire: Questionnaire) -> Example:
    title = current_consultation().title
    return example_of(form.subject.data or "", form.text.data or "", questionnaire, title)


def _send(questionnaire: Questionnaire, whom: Audience, form: LetterForm) -> ResponseReturnValue:
    settings = current_settings()
    if settings.mail is None:
        abort(404)
    try:
        job = inviting.write_to(
            current_session(),
            questionnaire,
            whom,
            subject=form.subject.data or "",
            text=form.text.data or "",
            account_id=account_id_of_current_user(),
            moment=now(),
            daily_limit=settings.mail_daily_limit,
        )
    except inviting.NobodyToWriteTo:
        flash(_("There is nobody to write to: the messages were asked for already."), "info")
    except inviting.DailyLimitReached:
        flash(_("Today’s limit of messages is reached: go on tomorrow."), "warning")
    except NotOpen:
        flash(_("Open the questionnaire first: the links would lead to a closed door."), "warning")
    except inviting.NotByInvitation:
        flash(_("This questionnaire is not answered by invitation."), "warning")
    else:
        slug = current_consultation().slug
        return redirect(url_for("jobs.show", slug=slug, job_id=job.id))
    return redirect(link_to(".index", questionnaire.activity.code))


@blueprint.post("/send-what-waits")
@requires(may_manage_questionnaires)
def send_what_waits(code: str) -> ResponseReturnValue:
    questionnaire = questionnaire_or_404(code)
    number = inviting.send_what_waits(
        current_session(), questionnaire, account_id=account_id_of_current_user()
    )
    if number:
        flash(ngettext("%(num)s message leaves.", "%(num)s messages leave.", number), "success")
    else:
        flash(_("No message waits to be sent."), "info")
    return redirect(link_to(".index", questionnaire.activity.code))
