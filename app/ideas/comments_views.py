"""Comments under an idea: reading them, writing one, withdrawing one's own."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.receipts.issuing import receipt_code
from app.extensions import current_session
from app.ideas import commenting
from app.ideas.commenting import NoComments, TooManyComments
from app.ideas.comments_form import CommentForm, comment_form
from app.ideas.comments_shown import comment_of, comments_of
from app.ideas.lookup import box_or_404, idea_or_404, link_to
from app.ideas.permissions import may_read_ideas
from app.ideas.queries import idea_of
from app.ideas.refusals import REFUSALS, sentence_of
from app.ideas.supports_shown import supports_of
from app.ideas.taking_part import AccountWanted, IdeaNotPublished, opening_of
from app.models import ContributionState, Idea, IdeaBox, IdeaComment
from app.models.types import now
from app.organisations.speaking_shown import speaking_as
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.settings import current_settings
from app.web.forms import status_of
from app.web.guard import requires
from app.web.limits import POSTING
from app.web.paging import Cursor
from app.web.taking_part import acting_participant, current_participant

blueprint = Blueprint(
    "idea_comments",
    __name__,
    url_prefix="/consultations/<slug>/ideas/<code>/<uuid:idea_id>/comments",
)


@blueprint.get("")
@requires(may_read_ideas)
@tells(Processing.IDEAS)
def index(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = idea_or_404(box, idea_id)
    if idea.contribution.state is not ContributionState.PUBLISHED:
        return redirect(link_to("ideas.show", code, idea_id=idea.id))
    return _page(box, idea, comment_form(current_participant()))


@blueprint.post("")
@requires(may_read_ideas)
@tells(Processing.IDEAS)
@POSTING
def write(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = idea_of(current_session(), box.id, idea_id) or abort(404)
    form = comment_form(None)
    if form.validate():
        try:
            return redirect(
                link_to(
                    ".show",
                    box.activity.code,
                    idea_id=idea.id,
                    comment_id=_written(box, idea, form).id,
                )
            )
        except IdeaNotPublished as error:
            return _given_back(box, form, error)
        except (*REFUSALS, AccountWanted, NoComments, TooManyComments) as error:
            form.form_errors.append(_sentence(box, error))
    return _page(box, idea, form)


@blueprint.get("/<uuid:comment_id>")
@requires(may_read_ideas)
def show(code: str, idea_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """What was sent, for its author; others are led to its place among the comments."""
    box = box_or_404(code)
    idea = idea_or_404(box, idea_id)
    made = comment_of(current_session(), idea, comment_id) or abort(404)
    if not _is_theirs(made):
        return _place_of(box, idea, made)
    receipt_id = made.contribution.receipt_id
    return render_template(
        "ideas/comment.html",
        box=box,
        idea=idea,
        comment=made,
        receipt=receipt_code(current_settings().secret_key, receipt_id) if receipt_id else "",
    )


@blueprint.post("/<uuid:comment_id>/withdraw")
@requires(may_read_ideas)
def withdraw(code: str, idea_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = idea_of(current_session(), box.id, idea_id) or abort(404)
    made = comment_of(current_session(), idea, comment_id)
    if made is None or not _is_theirs(made):
        abort(404)
    commenting.withdraw_comment(current_session(), idea, made)
    if made.contribution.state is ContributionState.WITHDRAWN:
        flash(_("Your comment is withdrawn."), "success")
    return redirect(link_to(".show", box.activity.code, idea_id=idea.id, comment_id=made.id))


def _written(box: IdeaBox, idea: Idea, form: CommentForm) -> IdeaComment:
    return commenting.comment(
        current_session(),
        box,
        idea,
        form.new,
        participant=acting_participant(),
        app_key=current_settings().secret_key,
        moment=now(),
    )


def _page(box: IdeaBox, idea: Idea, form: CommentForm) -> ResponseReturnValue:
    session, participant = current_session(), current_participant()
    cursor = Cursor.from_args(request.args)
    opening = opening_of(session, box, now())
    supports = supports_of(session, box, [idea], participant, opening)
    return (
        render_template(
            "ideas/comments.html",
            box=box,
            support=supports[idea.id],
            comments=comments_of(session, box, idea, participant, opening, cursor),
            comment_form=form,
            speaking=speaking_as(participant),
        ),
        status_of(form),
    )


def _given_back(box: IdeaBox, form: CommentForm, error: IdeaNotPublished) -> ResponseReturnValue:
    """What was written under an idea that only its author may read now."""
    return render_template(
        "ideas/comment_kept.html",
        text=form.text.data,
        sentence=sentence_of(box, error),
        box=box,
    ), 409


def _place_of(box: IdeaBox, idea: Idea, made: IdeaComment) -> ResponseReturnValue:
    """To the page of comments that begins with this one, if everybody reads it."""
    if made.contribution.state is not ContributionState.PUBLISHED:
        abort(404)
    before = uuid.UUID(int=made.id.int - 1)
    return redirect(
        link_to(
            ".index", box.activity.code, idea_id=idea.id, after=before, _anchor=f"comment-{made.id}"
        )
    )


def _is_theirs(made: IdeaComment) -> bool:
    participant = current_participant()
    return participant is not None and made.participant_id == participant.id


def _sentence(box: IdeaBox, error: ValueError) -> str:
    if isinstance(error, AccountWanted):
        return _("Sign in first, in another tab: what you wrote stays here.")
    if isinstance(error, NoComments):
        return _("This idea box takes no comments any more.")
    if isinstance(error, TooManyComments):
        return _("You wrote very many comments today. Come back tomorrow for more.")
    return sentence_of(box, error)
