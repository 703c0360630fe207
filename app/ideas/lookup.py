"""The box and the idea of an address, for those who may see them."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, url_for

from app.extensions import current_session
from app.ideas.permissions import may_prepare_boxes
from app.ideas.queries import box_of, idea_of
from app.ideas.taking_part import is_author
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
    """An idea that everybody reads, or that was withdrawn: then nobody is shown its words. Held or
    rejected, it is there for its author and the stewards."""
    idea = idea_of(current_session(), box.id, idea_id)
    if idea is None:
        abort(404)
    if idea.contribution.state in (ContributionState.PUBLISHED, ContributionState.WITHDRAWN):
        return idea
    if may_prepare_boxes(current_role()) or is_author(idea, current_participant()):
        return idea
    abort(404)


def own_idea_or_404(box: IdeaBox, idea_id: uuid.UUID) -> Idea:
    """An idea of whoever asks."""
    idea = idea_or_404(box, idea_id)
    return idea if is_author(idea, current_participant()) else abort(404)


def link_to(endpoint: str, code: str, **values: Any) -> str:
    """An address of this consultation's boxes."""
    return url_for(endpoint, slug=current_consultation().slug, code=code, **values)
