"""The page of a meeting, which several views show."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Body, Meeting
from app.models.types import now
from app.settings import current_settings
from app.strategy.governance.forms import FileForm
from app.strategy.governance.inviting import last_written, members_to_write_to
from app.strategy.governance.meeting_queries import attending, documents_of, quorum_at
from app.strategy.governance.permissions import may_keep_governance
from app.strategy.governance.queries import decisions_about
from app.web.forms import status_of
from app.web.guard import current_role


def page_of(body: Body, meeting: Meeting, file_form: FileForm | None = None) -> ResponseReturnValue:
    """The page of a meeting, with what its reader may see of it."""
    session, is_team = current_session(), may_keep_governance(current_role())
    page = render_template(
        "governance/meeting.html",
        body=body,
        meeting=meeting,
        is_past=meeting.starts_at <= now(),
        is_team=is_team,
        seats=attending(session, meeting) if is_team else [],
        quorum=quorum_at(session, body, meeting),
        documents=documents_of(session, meeting.id, only_public=not is_team),
        decisions=decisions_about(session, meeting_id=meeting.id),
        written_to=len(members_to_write_to(session, meeting)) if is_team else 0,
        seen=last_written(meeting),
        may_send=current_settings().mail is not None,
        file_form=file_form or FileForm(formdata=None),
    )
    return page, status_of(file_form) if file_form else 200
