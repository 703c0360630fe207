"""What people of the team say to each other about what is on the desk."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import DeskSubject
from app.models.types import now
from app.talk import commenting, entrusting, queries
from app.talk.commenting import About
from app.talk.entrusting import NotOfTheTeam
from app.talk.forms import EntrustForm, TalkForm, identifiers, talk_form
from app.talk.permissions import may_take_words_back, may_talk
from app.talk.subjects import Subject, subject_named
from app.talk.team import team_of
from app.web.forms import status_of
from app.web.guard import current_account, current_consultation, requires
from app.web.paging import Cursor
from app.web.redirects import page_of_form

blueprint = Blueprint("talk", __name__, url_prefix="/consultations/<slug>/talk")


@blueprint.get("")
@requires(may_talk)
def index() -> ResponseReturnValue:
    session, here, me = current_session(), current_consultation().id, current_account().id
    return render_template(
        "talk/index.html",
        page=queries.mentions_page(session, here, me, Cursor.from_args(request.args)),
        tasks=queries.tasks_page(session, here, Cursor(), account_id=me),
    )


@blueprint.post("/seen")
@requires(may_talk)
def see() -> ResponseReturnValue:
    """The comments that the form names were seen."""
    seen = identifiers(request.form.getlist("comment"))
    commenting.see(current_session(), current_consultation().id, current_account().id, seen, now())
    return redirect(url_for(".index", slug=current_consultation().slug))


@blueprint.get("/about/<subject>/<uuid:subject_id>")
@requires(may_talk)
def about(subject: str, subject_id: uuid.UUID) -> ResponseReturnValue:
    return _page(_subject_or_404(subject, subject_id))


@blueprint.post("/about/<subject>/<uuid:subject_id>")
@requires(may_talk)
def say(subject: str, subject_id: uuid.UUID) -> ResponseReturnValue:
    found = _subject_or_404(subject, subject_id)
    form = talk_form(found.id)
    if not form.validate():
        return _page(found, form)
    made = commenting.say(
        current_session(), _about(found), form.said(), account_id=current_account().id, moment=now()
    )
    return redirect(f"{page_of_form(_address(found))}#said-{made.id}")


@blueprint.post("/about/<subject>/<uuid:subject_id>/entrust")
@requires(may_talk)
def entrust(subject: str, subject_id: uuid.UUID) -> ResponseReturnValue:
    found = _subject_or_404(subject, subject_id)
    form = EntrustForm()
    form.offer(team_of(current_session(), current_consultation().id))
    if not form.validate():
        return _page(found, entrusted=form)
    try:
        entrusting.entrust(
            current_session(),
            _about(found),
            to=uuid.UUID(form.person.data),
            given_by=current_account().id,
            note=form.note.data or "",
        )
    except NotOfTheTeam:
        form.person.errors = [_("They are no longer in the team.")]
        return _page(found, entrusted=form)
    flash(_("It is entrusted."), "success")
    return redirect(page_of_form(_address(found)))


@blueprint.post("/comments/<uuid:comment_id>/remove")
@requires(may_take_words_back)
def remove(comment_id: uuid.UUID) -> ResponseReturnValue:
    session, here = current_session(), current_consultation()
    comment = commenting.own_comment(session, here.id, comment_id, current_account().id)
    commenting.take_back(session, comment or abort(404), now())
    flash(_("Your words are gone."), "success")
    return redirect(page_of_form(url_for("consultations.show", slug=here.slug)))


def _page(
    subject: Subject, form: TalkForm | None = None, *, entrusted: EntrustForm | None = None
) -> ResponseReturnValue:
    conversation = queries.conversation_of(
        current_session(),
        current_consultation().id,
        subject.kind,
        subject.id,
        cursor=Cursor.from_args(request.args),
    )
    page = render_template(
        "talk/about.html", about=subject, talk=conversation, form=form, entrusted=entrusted
    )
    sent = form or entrusted
    return page, status_of(sent) if sent else 200


def _subject_or_404(kind: str, subject_id: uuid.UUID) -> Subject:
    if kind not in set(DeskSubject):
        abort(404)
    here = current_consultation().id
    return subject_named(current_session(), here, DeskSubject(kind), subject_id) or abort(404)


def _about(subject: Subject) -> About:
    return About(current_consultation().id, subject.kind, subject.id)


def _address(subject: Subject) -> str:
    slug = current_consultation().slug
    return url_for(".about", slug=slug, subject=subject.kind.value, subject_id=subject.id)
