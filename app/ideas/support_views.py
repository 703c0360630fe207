"""The button that supports an idea, and takes the support back."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.ideas import supporting
from app.ideas.lookup import box_or_404, link_to
from app.ideas.permissions import may_read_ideas
from app.ideas.queries import idea_of
from app.ideas.refusals import REFUSALS, sentence_of
from app.ideas.supports_shown import SupportShown, supports_of
from app.ideas.taking_part import AccountWanted, IdeaNotPublished
from app.models import Idea, IdeaBox, Opening, Participant
from app.models.types import now
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.web.guard import requires
from app.web.limits import VOTING
from app.web.origin import current_origin
from app.web.redirects import page_of_form
from app.web.taking_part import acting_participant

blueprint = Blueprint("idea_support", __name__, url_prefix="/consultations/<slug>/ideas/<code>")


@blueprint.post("/<uuid:idea_id>/support")
@requires(may_read_ideas)
@tells(Processing.IDEAS)
@VOTING
def change(code: str, idea_id: uuid.UUID) -> ResponseReturnValue:
    box = box_or_404(code)
    idea = idea_of(current_session(), box.id, idea_id) or abort(404)
    back = page_of_form(link_to("ideas.show", code, idea_id=idea.id))
    participant = acting_participant()
    try:
        sentence = _changed(box, idea, participant)
    except AccountWanted:
        return redirect(url_for("accounts.sign_in", next=back))
    except REFUSALS as error:
        gone = isinstance(error, IdeaNotPublished)
        return _refused(sentence_of(box, error), link_to("ideas.box", code) if gone else back)
    if _is_script():
        return _told(sentence, _shown(box, idea, participant))
    flash(sentence, "success")
    return redirect(f"{back}#support-{idea.id}")


def _changed(box: IdeaBox, idea: Idea, participant: Participant) -> str:
    """Do what the button that was pressed says; the sentence that thanks for it."""
    session, moment = current_session(), now()
    if request.form.get("wanted") == "no":
        supporting.take_back(session, box, idea, participant, moment=moment)
        return _("Your support is taken back.")
    origin = current_origin()
    supporting.support(session, box, idea, participant, origin=origin, moment=moment)
    return _("Thank you: your support is counted.")


def _shown(box: IdeaBox, idea: Idea, participant: Participant) -> SupportShown:
    return supports_of(current_session(), box, [idea], participant, Opening.OPEN)[idea.id]


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _told(sentence: str, support: SupportShown) -> ResponseReturnValue:
    figures = render_template("ideas/_support_figures.html", support=support)
    return jsonify(is_supported=support.is_supported, sentence=sentence, figures=figures)


def _refused(sentence: str, back: str) -> ResponseReturnValue:
    if _is_script():
        return jsonify(sentence=sentence), 409
    flash(sentence, "warning")
    return redirect(back)
