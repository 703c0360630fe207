"""The box and the idea of an address, for those who may see them."""

from __future__ import annotations

import uuid

from flask import abort

from app.extensions import current_session
from app.ideas.permissions import may_prepare_boxes
from app.ideas.queries import box_of, idea_of
from app.models import ContributionState, Idea, IdeaBox
from app.web.guard import current_consultation, current_role
from app.web.taking_part import current_participant


def box_or_404(code: str) -> IdeaBox:
    """The box with this code; one that is not published is there for those who prepare it."""
    box = box_of(current_session(), current_consultation().id, code)
    if box is None or not (box.is_published or may_prepare_boxes(current_role())):
        abort(404)
    return box


def idea_or_404(box: IdeaBox, idea_id: uuid.UUID) -> Idea:
    """An idea that everybody reads; held, rejected or withdrawn, its author and the stewards do."""
    idea = idea_of(current_session(), box.id, idea_id)
    if idea is None:
        abort(404)
    if idea.contribution.state is ContributionState.PUBLISHED or may_prepare_boxes(current_role()):
        return idea
    participant = current_participant()
    if participant is None or participant.id != idea.participant_id:
        abort(404)
    return idea
