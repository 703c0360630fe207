"""Who takes part in which consultation, what they said of themselves, supports and votes."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.ideas.counting import recount_supporters, wait_for_group
from app.models import (
    Account,
    Amendment,
    AmendmentState,
    Consultation,
    Contribution,
    Idea,
    IdeaSupport,
    IdeaVote,
    Participant,
)
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, iso
from app.web.labels import label


def participants_of(session: Session, account: Account) -> Sequence[Participant]:
    """The account as it takes part, in the order in which consultations are waited for."""
    found = sa.select(Participant).where(Participant.account_id == account.id)
    return session.scalars(found.order_by(Participant.consultation_id)).all()


class ParticipationHolding(Holding):
    """Participants, supports and votes: the person goes, the counts stay right.

    Erased, the participant is known by a device that nobody has.
    """

    key = "participations"
    columns = frozenset(
        {
            "participant.account_id",
            "participant.device_digest",
            "amendment.participant_id",
            "idea_support.participant_id",
            "idea_vote.participant_id",
        }
    )

    @property
    def title(self) -> str:
        return _("Taking part, supports and votes")

    def fate(self, words: Words) -> str:
        return _(
            "Supports and votes stay in the counts, changes that you suggested for the strategy"
            " stay with their answers; nothing says any more that they are yours. Changes that"
            " were not answered are withdrawn."
        )

    def counts(self, account: Account) -> list[sa.Select[int]]:
        ids = _ids(account)
        return [
            count_of(Participant.account_id == account.id),
            count_of(IdeaSupport.participant_id.in_(ids)),
            count_of(IdeaVote.participant_id.in_(ids)),
            count_of(Amendment.participant_id.in_(ids)),
        ]

    def given(self, session: Session, account: Account) -> list[Row]:
        return [
            *self._participants(session, account),
            *self._supports(session, account),
            *self._votes(session, account),
            *_suggestions(session, account),
        ]

    def _participants(self, session: Session, account: Account) -> list[Row]:
        rows = session.execute(
            sa.select(Participant, Consultation.title)
            .join(Consultation, Consultation.id == Participant.consultation_id)
            .where(Participant.account_id == account.id)
            .order_by(Participant.id)
        )
        return [
            {
                _("Consultation"): title,
                _("You sign"): one.name,
                _("Kind of body"): str(label(one.kind)) if one.kind else None,
                _("Territory"): one.territory,
                _("Since"): iso(one.created_at),
            }
            for one, title in rows
        ]

    def _supports(self, session: Session, account: Account) -> list[Row]:
        rows = session.execute(
            sa.select(IdeaSupport.created_at, Contribution.title)
            .join(Idea, Idea.id == IdeaSupport.idea_id)
            .join(Contribution, Contribution.id == Idea.contribution_id)
            .where(IdeaSupport.participant_id.in_(_ids(account)))
            .order_by(IdeaSupport.id)
        )
        return [{_("Supported idea"): title, _("Date"): iso(moment)} for moment, title in rows]

    def _votes(self, session: Session, account: Account) -> list[Row]:
        rows = session.execute(
            sa.select(IdeaVote.created_at, IdeaVote.judgement, Contribution.title)
            .join(Idea, Idea.id == IdeaVote.idea_id)
            .join(Contribution, Contribution.id == Idea.contribution_id)
            .where(IdeaVote.participant_id.in_(_ids(account)))
            .order_by(IdeaVote.id)
        )
        return [
            {_("Judged idea"): title, _("Vote"): str(label(vote)), _("Date"): iso(moment)}
            for moment, vote, title in rows
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        people = participants_of(session, account)
        for one in people:
            one.account_id, one.device_digest = None, secrets.token_hex(32)
            one.had_account = True
            one.name, one.organisation_id = "", None
        session.flush()
        ids = [one.id for one in people]
        self._forget_origins(session, ids)
        _unsign_suggestions(session, ids)

    def _forget_origins(self, session: Session, ids: list[uuid.UUID]) -> None:
        """Forget from which network they supported; they count as they did."""
        for table in (IdeaSupport, IdeaVote):
            session.execute(sa.update(table).where(table.participant_id.in_(ids)).values(origin=""))
        supported = sa.select(IdeaSupport.idea_id).where(IdeaSupport.participant_id.in_(ids))
        ideas = sa.select(Idea).where(Idea.id.in_(supported)).order_by(Idea.id)
        for idea in session.scalars(ideas).all():
            wait_for_group(session, idea)
            recount_supporters(session, idea)


def _suggestions(session: Session, account: Account) -> list[Row]:
    found = sa.select(Amendment).where(Amendment.participant_id.in_(_ids(account)))
    return [
        {
            _("Suggested change"): one.title,
            _("Text"): one.text,
            _("Why"): one.reason,
            _("You sign"): one.author,
            _("State"): str(label(one.state)),
            _("Answer given"): one.answer,
            _("Date"): iso(one.created_at),
        }
        for one in session.scalars(found.order_by(Amendment.id))
    ]


def _unsign_suggestions(session: Session, ids: list[uuid.UUID]) -> None:
    """What waits for an answer is withdrawn, and its words with it; what not everybody reads loses
    them as well. What is answered in public stays, without a name."""
    theirs = sa.update(Amendment).where(Amendment.participant_id.in_(ids))
    waits = Amendment.state == AmendmentState.SENT
    session.execute(theirs.where(waits).values(state=AmendmentState.WITHDRAWN))
    words = {"title": "", "text": "", "reason": ""}
    session.execute(theirs.where(~Amendment.is_public).values(**words))
    session.execute(theirs.values(author="", organisation_id=None, participant_id=None))


def _ids(account: Account) -> sa.Select[uuid.UUID]:
    return sa.select(Participant.id).where(Participant.account_id == account.id)
