"""Ideas, comments, supports and votes; changes that people suggest for the strategy."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    Amendment,
    Channel,
    Idea,
    IdeaAnswer,
    IdeaBox,
    IdeaComment,
    IdeaSupport,
    IdeaVote,
    Participant,
)
from app.privacy.processings import Processing
from app.privacy.retention.enforcer import FORGOTTEN, Enforcer, Scope, changed, leave_receipts
from app.privacy.retention.participants import forget_who_is_named_nowhere, stand_in_for


def anonymise(session: Session, scope: Scope) -> int:
    """Ideas, comments and suggested changes lose their authors; each supporter becomes nobody in
    particular."""
    posted = 0
    for table, theirs in ((Idea, _ideas(scope)), (IdeaComment, _comments(scope))):
        known = sa.or_(table.participant_id.is_not(None), table.signature != "")
        named = sa.update(table).where(table.id.in_(theirs), known)
        posted += changed(session, named.values(participant_id=None, signature=""))
    suggested = Amendment.consultation_id == scope.consultation_id
    signed = sa.or_(Amendment.participant_id.is_not(None), Amendment.author != "")
    unsigned = sa.update(Amendment).where(suggested, signed)
    nobody = {"participant_id": None, "author": "", "organisation_id": None}
    posted += changed(session, unsigned.values(**nobody))
    answers = sa.update(IdeaAnswer).where(IdeaAnswer.idea_id.in_(_ideas(scope)))
    changed(session, answers.values(account_id=None))
    supporters = _supporters(session, scope)
    for participant_id in supporters:
        _replace(session, scope, participant_id)
    leave_receipts(session, scope.activities(Channel.IDEA_BOX))
    forget_who_is_named_nowhere(session, scope.consultation_id)
    return posted + len(supporters)


def delete(session: Session, scope: Scope) -> int:
    """Supports and votes go; ideas keep how many supported them."""
    theirs = IdeaSupport.idea_id.in_(_ideas(scope))
    number = (
        sa.select(sa.func.count())
        .select_from(IdeaSupport)
        .where(IdeaSupport.idea_id == Idea.id, IdeaSupport.set_aside_at.is_(None))
        .scalar_subquery()
    )
    counted = sa.update(Idea).where(Idea.id.in_(_ideas(scope)))
    changed(session, counted.values(imported_supporters=Idea.imported_supporters + number))
    gone = changed(session, sa.delete(IdeaSupport).where(theirs))
    gone += changed(session, sa.delete(IdeaVote).where(IdeaVote.idea_id.in_(_ideas(scope))))
    forget_who_is_named_nowhere(session, scope.consultation_id)
    return gone


def _ideas(scope: Scope) -> sa.Select[uuid.UUID]:
    boxes = sa.select(IdeaBox.id).where(IdeaBox.activity_id.in_(scope.activities(Channel.IDEA_BOX)))
    return sa.select(Idea.id).where(Idea.box_id.in_(boxes))


def _comments(scope: Scope) -> sa.Select[uuid.UUID]:
    return sa.select(IdeaComment.id).where(IdeaComment.idea_id.in_(_ideas(scope)))


def _supporters(session: Session, scope: Scope) -> list[uuid.UUID]:
    """Who supported or voted, and is not nobody yet."""
    found = sa.union(
        sa.select(IdeaSupport.participant_id).where(IdeaSupport.idea_id.in_(_ideas(scope))),
        sa.select(IdeaVote.participant_id).where(IdeaVote.idea_id.in_(_ideas(scope))),
    ).subquery()
    known = sa.or_(
        Participant.account_id.is_not(None), ~Participant.device_digest.startswith(FORGOTTEN)
    )
    return list(
        session.scalars(
            sa.select(Participant.id).where(
                Participant.id.in_(sa.select(found.c.participant_id)), known
            )
        )
    )


def _replace(session: Session, scope: Scope, participant_id: uuid.UUID) -> None:
    nobody = stand_in_for(session, participant_id)
    for table in (IdeaSupport, IdeaVote):
        theirs = sa.update(table).where(
            table.idea_id.in_(_ideas(scope)), table.participant_id == participant_id
        )
        changed(session, theirs.values(participant_id=nobody, origin=""))


ENFORCER = Enforcer(Processing.IDEAS, anonymise, delete)
