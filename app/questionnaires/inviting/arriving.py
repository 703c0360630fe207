"""Coming to a questionnaire by the link of a message (docs/adr/0012)."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.codes import SECRET
from app.models import (
    Access,
    Invitation,
    InvitationLink,
    OutgoingMail,
    Questionnaire,
    QuestionnaireVersion,
    Response,
)
from app.models.turns import wait_for_others
from app.questionnaires import queries
from app.questionnaires.answering.responding import Beginning, refuse_closed, start_response
from app.questionnaires.codes import code_from, personal_secret
from app.questionnaires.inviting.queries import invitation_with_secret


class UnknownLink(LookupError):
    """The link leads nowhere: mistyped, of another questionnaire, or used up by a beginning."""


class Declined(ValueError):
    """This person asked not to be written to again."""


@dataclass(frozen=True)
class Arrival:
    """Somebody who holds a link. `response` when they have begun, and then its `code`."""

    invitation: Invitation | None
    response: Response | None
    code: str


def arrival(session: Session, questionnaire: Questionnaire, secret: str, key: str) -> Arrival:
    """Who comes with this secret; `key` is the application's.

    Once an anonymous response began, no invitation is known by the secret any more: only the
    response is.

    Raises:
        UnknownLink: nobody that is known.
    """
    if questionnaire.access is not Access.INVITATION or not SECRET.fullmatch(secret):
        raise UnknownLink
    invitation = invitation_with_secret(session, questionnaire.id, secret)
    if invitation is not None and not questionnaire.is_anonymous:
        secret = personal_secret(key, questionnaire.id, invitation.id)
    code = code_from(secret)
    response = queries.response_with_code(session, questionnaire.id, code)
    has_other = invitation is not None and questionnaire.is_anonymous and invitation.has_begun
    if response is None and (invitation is None or has_other):
        raise UnknownLink
    return Arrival(invitation, response, code)


def begin(
    session: Session,
    questionnaire: Questionnaire,
    version: QuestionnaireVersion,
    secret: str,
    key: str,
) -> tuple[Response, str]:
    """The response of who holds this link, a new one unless they have begun, and its code.

    Raises:
        UnknownLink: nobody that is known.
        Declined: they asked not to be written to again, and have not begun.
        app.questionnaires.answering.responding.NotOpen: the questionnaire takes no answers.
    """
    wait_for_others(session, questionnaire)
    who = arrival(session, questionnaire, secret, key)
    if who.response is not None:
        return who.response, who.code
    invitation = who.invitation
    assert invitation is not None
    if invitation.has_declined:
        raise Declined
    refuse_closed(questionnaire)
    if questionnaire.is_anonymous:
        _forget(session, questionnaire, invitation)
        beginning = Beginning(secret)
    else:
        invitation.has_begun = True
        beginning = Beginning(
            personal_secret(key, questionnaire.id, invitation.id), invitation_id=invitation.id
        )
    return start_response(session, questionnaire, version, beginning)


def _forget(session: Session, questionnaire: Questionnaire, invitation: Invitation) -> None:
    """Keep of an invitation that it was used, and nothing else.

    Its links and messages go; rows of people who began become alike. Every invitation of the
    questionnaire is written again by one statement, so that none stands out by its transaction or
    its place.
    """
    # Messages first: one that is leaving is waited for, and its link is there to be deleted.
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.invitation_id == invitation.id))
    session.execute(sa.delete(InvitationLink).where(InvitationLink.invitation_id == invitation.id))
    begun = sa.or_(Invitation.has_begun, Invitation.id == invitation.id)
    session.execute(
        sa.update(Invitation)
        .where(Invitation.questionnaire_id == questionnaire.id)
        .values(
            has_begun=begun,
            messages=sa.case((begun, 1), else_=Invitation.messages),
            written_at=sa.case((begun, sa.null()), else_=Invitation.written_at),
        )
    )
