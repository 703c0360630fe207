"""The charter of the demonstration, and what its moderators decided about a few ideas."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.corpus.intake import NewContribution, source_key, take_in_one, whole
from app.corpus.moderation import appealing, deciding, redacting
from app.corpus.moderation.arriving import arrival_of
from app.corpus.moderation.charter_proposal import proposed_reasons, proposed_rules
from app.corpus.moderation.charters import keep_rules
from app.corpus.moderation.deciding import Moderator
from app.corpus.moderation.personal_data import personal_data
from app.demonstration import files
from app.models import Activity, Charter, Contribution, Idea, IdeaBox, Nature
from app.web.language import DEFAULT_LANGUAGE


def load_moderation(session: Session, box: Activity, steward_id: uuid.UUID) -> None:
    """A charter, and ideas of this box that are held, refused or masked by this steward."""
    charter = load_charter(session, box.consultation_id)
    file, by = files.read("moderation.yaml"), Moderator(steward_id)
    for posted in file["held"]:
        _post(session, box, posted)
    for posted in file["rejected"]:
        contribution = _post(session, box, posted)
        reason = charter.reasons[posted["reason"]]
        deciding.reject(session, contribution, by, reason_id=reason.id, message=posted["message"])
        if "appeal" in posted:
            appealing.appeal(session, contribution, posted["appeal"])
    for posted in file["redacted"]:
        contribution = _post(session, box, posted)
        text = contribution.text
        words = [text[one.start : one.end] for one in personal_data(text)]
        redacting.redact(session, contribution, by, words)


def load_charter(session: Session, consultation_id: uuid.UUID) -> Charter:
    """The proposed charter, kept as it is: before anything is posted."""
    with force_locale(DEFAULT_LANGUAGE):
        return keep_rules(
            session, consultation_id, proposed_rules(), first_reasons=proposed_reasons()
        )


def _post(session: Session, activity: Activity, posted: dict[str, Any]) -> Contribution:
    """Take words in as they arrive when somebody posts them in the box."""
    title, text = posted["title"], posted["text"]
    arrival = arrival_of(session, activity.consultation_id, title=title, text=text)
    new = NewContribution(
        key=source_key(activity.code, title, text),
        title=title,
        text=text,
        spans=whole(text),
        received_on=posted["day"],
        nature=Nature.PROPOSAL,
        state=arrival.state,
        alerts=arrival.alerts,
    )
    contribution = take_in_one(session, activity, new)
    box_id = session.scalar(sa.select(IdeaBox.id).where(IdeaBox.activity_id == activity.id))
    if box_id is not None:
        session.add(Idea(box_id=box_id, key=new.key, contribution_id=contribution.id))
        session.flush()
    return contribution
