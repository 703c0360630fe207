"""Responses to questionnaires that want an account, and invitations sent to its address."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.corpus.held_originals import forget_files
from app.models import Account, Activity, Invitation, Questionnaire, Response
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, iso
from app.questionnaires.answering.unnaming import leave, responses_of
from app.questionnaires.inviting.forgetting import forget_invitations
from app.web.labels import label


class QuestionnaireHolding(Holding):
    """Responses known to be theirs; what was sent is among the contributions as well.

    Anonymous responses lead to nobody: nothing is found of them. Who typed a paper response in
    stays, by a deleted account.
    """

    key = "questionnaires"
    columns = frozenset({"response.account_id", "response.typed_by_id", "invitation.email"})

    @property
    def title(self) -> str:
        return _("Responses and invitations to questionnaires")

    def fate(self, words: Words) -> str:
        if words is Words.WITHDRAWN:
            return _("Responses withdrawn, answers and invitations erased.")
        return _(
            "Your answers count without you: short texts, files and the name of your organisation"
            " are erased, as are responses that you did not send, and invitations."
        )

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [
            count_of(Response.account_id == account.id),
            count_of(Invitation.email == account.email),
        ]

    def given(self, session: Session, account: Account) -> list[Row]:
        titles = _titles(session)
        rows = [
            {
                _("Questionnaire"): titles[one.questionnaire_id],
                _("State"): str(label(one.state)),
                _("Begun on"): iso(one.created_at),
                _("Sent on"): iso(one.submitted_at),
                _("Answers"): one.latest_answers,
            }
            for one in session.scalars(responses_of(account.id))
        ]
        invited = sa.select(Invitation).where(Invitation.email == account.email)
        return rows + [
            {_("Invitation to"): titles[one.questionnaire_id], _("Name"): one.name}
            for one in session.scalars(invited)
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        withdraws = choice.words is Words.WITHDRAWN
        for response in session.scalars(responses_of(account.id)).all():
            files = leave(session, response, withdraws=withdraws)
            forget_files(session, files, choice.store)
        invited = sa.select(Invitation.id).where(Invitation.email == account.email)
        forget_invitations(session, list(session.scalars(invited)))


def _titles(session: Session) -> dict[uuid.UUID, str]:
    rows = session.execute(
        sa.select(Questionnaire.id, Activity.title).join(
            Activity, Activity.id == Questionnaire.activity_id
        )
    )
    return {row.id: row.title for row in rows}
