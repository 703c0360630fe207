"""What a moderator decides on the page of a contribution; then the next one is shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.corpus.moderation import appealing, deciding, redacting
from app.corpus.moderation.charters import reasons_in_use
from app.corpus.moderation.deciding import Moderator
from app.corpus.moderation.decision_sentences import REFUSALS, refusal_sentence
from app.corpus.moderation.desk import contribution_or_404, moderated_page, place
from app.corpus.moderation.forms import AnswerForm, RedactForm, RejectForm, SeenForm
from app.corpus.moderation.permissions import may_moderate
from app.extensions import current_session
from app.models import Contribution
from app.web.guard import current_consultation, requires

blueprint = Blueprint(
    "moderating", __name__, url_prefix="/consultations/<slug>/moderation/<uuid:contribution_id>"
)

CONFLICT = 409
Decide = Callable[[Contribution, Moderator], object]


@blueprint.post("/publish")
@requires(may_moderate)
def publish(contribution_id: uuid.UUID) -> ResponseReturnValue:
    def decide(contribution: Contribution, by: Moderator) -> None:
        deciding.publish(current_session(), contribution, by)

    return _decided(contribution_id, SeenForm(), decide, _("Published."))


@blueprint.post("/look-at")
@requires(may_moderate)
def look_at(contribution_id: uuid.UUID) -> ResponseReturnValue:
    def decide(contribution: Contribution, by: Moderator) -> None:
        deciding.look_at(current_session(), contribution, by)

    return _decided(contribution_id, SeenForm(), decide, _("Looked at: it stays as it is."))


@blueprint.post("/reject")
@requires(may_moderate)
def reject(contribution_id: uuid.UUID) -> ResponseReturnValue:
    form = RejectForm()

    def decide(contribution: Contribution, by: Moderator) -> None:
        message = form.message.data or ""
        session = current_session()
        deciding.reject(session, contribution, by, reason_id=form.reason_id, message=message)

    form.offer(reasons_in_use(current_session(), current_consultation().id))
    return _decided(contribution_id, form, decide, _("Refused: its author is told why."))


@blueprint.post("/restore")
@requires(may_moderate)
def restore(contribution_id: uuid.UUID) -> ResponseReturnValue:
    def decide(contribution: Contribution, by: Moderator) -> None:
        deciding.restore(current_session(), contribution, by)

    said = _("The refusal is taken back: the contribution is what it was before.")
    return _decided(contribution_id, SeenForm(), decide, said, stays=True)


@blueprint.post("/redact")
@requires(may_moderate)
def redact(contribution_id: uuid.UUID) -> ResponseReturnValue:
    form = RedactForm()

    def decide(contribution: Contribution, by: Moderator) -> None:
        redacting.redact(current_session(), contribution, by, form.chosen)

    return _decided(contribution_id, form, decide, _("The words are masked."), stays=True)


@blueprint.post("/unmask")
@requires(may_moderate)
def unmask(contribution_id: uuid.UUID) -> ResponseReturnValue:
    def decide(contribution: Contribution, by: Moderator) -> None:
        redacting.unmask(current_session(), contribution, by)

    return _decided(
        contribution_id, SeenForm(), decide, _("The words are shown again."), stays=True
    )


@blueprint.post("/appeal")
@requires(may_moderate)
def answer(contribution_id: uuid.UUID) -> ResponseReturnValue:
    form = AnswerForm()

    def decide(contribution: Contribution, by: Moderator) -> None:
        is_granted = form.outcome.data == "granted"
        appealing.decide_appeal(
            current_session(),
            contribution,
            by,
            is_granted=is_granted,
            reply=form.reply.data or "",
        )

    return _decided(contribution_id, form, decide, _("The author is told your answer."))


def _decided(
    contribution_id: uuid.UUID, form: SeenForm, decide: Decide, said: str, *, stays: bool = False
) -> ResponseReturnValue:
    """Do what the form says and show the next one, or the same (`stays`); what was typed is kept
    where it cannot be done."""
    contribution = contribution_or_404(contribution_id)
    name = _NAMES.get(type(form), "")
    if not form.validate_on_submit():
        return moderated_page(contribution, status=422, **{name: form})
    try:
        decide(contribution, Moderator(current_user.id, form.seen.data or ""))
    except REFUSALS as error:
        flash(refusal_sentence(error), "warning")
        return moderated_page(contribution, status=CONFLICT, **{name: form})
    flash(said, "success")
    if stays:
        return redirect(place("show", contribution_id=contribution.id))
    return redirect(place("following", after=request.args.get("key"), decided=contribution.id))


_NAMES: dict[type[SeenForm], str] = {
    RejectForm: "reject",
    RedactForm: "redact",
    AnswerForm: "answer",
}
