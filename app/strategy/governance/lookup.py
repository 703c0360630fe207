"""What addresses of the governance name, or 404."""

from __future__ import annotations

import uuid

from flask import abort

from app.extensions import current_session
from app.models import Body, BodyMember, Meeting, MeetingDocument
from app.strategy.governance import meeting_queries, queries, standing
from app.strategy.governance.permissions import may_keep_governance
from app.web.guard import current_consultation, current_role


def body_or_404(code: str) -> Body:
    return queries.body_of(current_session(), current_consultation().id, code) or abort(404)


def meeting_or_404(meeting_id: uuid.UUID) -> tuple[Body, Meeting]:
    here = current_consultation().id
    return meeting_queries.meeting_of(current_session(), here, meeting_id) or abort(404)


def member_or_404(member_id: uuid.UUID) -> tuple[Body, BodyMember]:
    here = current_consultation().id
    return standing.member_of(current_session(), here, member_id) or abort(404)


def file_or_404(file_id: uuid.UUID) -> tuple[Meeting, MeetingDocument]:
    """A file of a meeting, for those who may open it."""
    here = current_consultation().id
    found = meeting_queries.meeting_document_of(current_session(), here, file_id)
    if found is None or not (found[1].is_public or may_keep_governance(current_role())):
        abort(404)
    return found
