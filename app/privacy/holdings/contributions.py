"""What somebody gave under a receipt: ideas, comments, written contributions, responses."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from app.corpus.moderation.retention import erase_words
from app.corpus.receipts.channels import given_with
from app.corpus.receipts.given import Given, GivenFile
from app.corpus.receipts.given_answers import GivenResponse
from app.models import (
    IN_CORPUS,
    Account,
    Appeal,
    Consultation,
    Contribution,
    ContributionState,
    Idea,
    IdeaComment,
    KeptOriginal,
    Participant,
    Receipt,
    ReceiptFollower,
    ResponseState,
    Submission,
)
from app.models.turns import wait_for_consultation
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, iso
from app.web.labels import label


class ContributionHolding(Holding):
    """The words themselves, with the signatures beside them and the appeals about them.

    Words that nobody reads (held, turned down, withdrawn, drafts) are erased whatever is chosen;
    those that stand are left without a name, or withdrawn and erased.
    """

    key = "contributions"
    columns = frozenset(
        {
            "receipt.participant_id",
            "idea.participant_id",
            "idea_comment.participant_id",
            "submission.participant_id",
        }
    )

    @property
    def title(self) -> str:
        return _("Contributions")

    def fate(self, words: Words) -> str:
        if words is Words.WITHDRAWN:
            return _("All withdrawn, and their words and files erased.")
        return _(
            "Those that everybody or the team reads stay, without your name nor your files; drafts"
            " and those that are held or turned down are erased."
        )

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(_is_theirs(account))]

    def given(self, session: Session, account: Account) -> list[Row]:
        titles = {one.id: one.title for one in session.scalars(sa.select(Consultation))}
        return [
            _row(session, receipt, titles[receipt.consultation_id])
            for receipt in session.scalars(_receipts(account)).all()
        ]

    def files(self, session: Session, account: Account) -> list[GivenFile]:
        receipts = session.scalars(_receipts(account)).all()
        found = [file for one in receipts for file in given_with(session, one).files()]
        return [file for file in found if file.sha256]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        consultation_ids = (
            sa.select(Participant.consultation_id)
            .where(Participant.account_id == account.id)
            .order_by(Participant.consultation_id)
        )
        for consultation_id in session.scalars(consultation_ids).all():
            wait_for_consultation(session, consultation_id)
        for receipt in session.scalars(_receipts(account)).all():
            _erase(session, receipt, choice)
        _unsign(session, account)


def _is_theirs(account: Account) -> sa.ColumnElement[bool]:
    mine = sa.select(Participant.id).where(Participant.account_id == account.id)
    return Receipt.participant_id.in_(mine)


def _receipts(account: Account) -> sa.Select[Receipt]:
    found = sa.select(Receipt).where(_is_theirs(account)).order_by(Receipt.id)
    return found.options(joinedload(Receipt.activity))


def _row(session: Session, receipt: Receipt, consultation: str) -> Row:
    given = given_with(session, receipt)
    return {
        _("Consultation"): consultation,
        _("Activity"): receipt.activity.title,
        _("Received on"): iso(receipt.created_at),
        _("Title"): "" if given.is_withdrawn else given.title,
        _("Withdrawn"): given.is_withdrawn,
        _("Recorded beside the words"): (
            {} if given.is_withdrawn else {one.label: one.value for one in given.facts(session)}
        ),
        _("Files"): [file.name for file in given.files()],
        _("Texts"): [_text(one) for one in _words_of(session, receipt.id)],
        _("Appeals"): list(_appeals(session, receipt.id)),
    }


def _text(one: Contribution) -> Row:
    return {
        _("Title"): one.title,
        _("Question"): one.question,
        _("Text"): one.text,
        _("State"): str(label(one.state)),
        _("Date"): iso(one.received_on),
    }


def _words_of(session: Session, receipt_id: uuid.UUID) -> list[Contribution]:
    found = sa.select(Contribution).where(Contribution.receipt_id == receipt_id)
    return list(session.scalars(found.order_by(Contribution.id)))


def _appeals(session: Session, receipt_id: uuid.UUID) -> Iterator[Row]:
    found = (
        sa.select(Appeal)
        .join(Contribution, Contribution.id == Appeal.contribution_id)
        .where(Contribution.receipt_id == receipt_id)
    )
    for one in session.scalars(found):
        yield {
            _("Words of the appeal"): one.text,
            _("Answer given"): one.reply,
            _("Date"): iso(one.created_at),
        }


def _erase(session: Session, receipt: Receipt, choice: Choice) -> None:
    """Withdraw what was given where that is chosen, or where nobody reads it; erase its words."""
    given = given_with(session, receipt)
    words = _words_of(session, receipt.id)
    stays = choice.words is Words.ANONYMOUS and _stands(given, words)
    if given.may_be_withdrawn and not stays:
        given.withdraw(session, choice.store)
    for one in _words_of(session, receipt.id):
        if one.state in (ContributionState.HELD, ContributionState.DRAFT):
            one.state = ContributionState.WITHDRAWN
        if one.state not in IN_CORPUS:
            erase_words(session, one, choice.store)
    _forget_around(session, [one.id for one in words])
    session.execute(sa.delete(ReceiptFollower).where(ReceiptFollower.receipt_id == receipt.id))


def _stands(given: Given, words: list[Contribution]) -> bool:
    if isinstance(given, GivenResponse):
        return given.response.state is ResponseState.SUBMITTED
    return any(one.state in IN_CORPUS for one in words)


def _forget_around(session: Session, ids: list[uuid.UUID]) -> None:
    """What masked words said before, and what an appeal said: an appeal that waits goes."""
    session.execute(sa.delete(KeptOriginal).where(KeptOriginal.contribution_id.in_(ids)))
    theirs = Appeal.contribution_id.in_(ids)
    session.execute(sa.delete(Appeal).where(theirs, Appeal.decided_at.is_(None)))
    session.execute(sa.update(Appeal).where(theirs).values(text=""))


def _unsign(session: Session, account: Account) -> None:
    mine = sa.select(Participant.id).where(Participant.account_id == account.id)
    for table in (Idea, IdeaComment, Submission):
        session.execute(
            sa.update(table)
            .where(table.participant_id.in_(mine), table.signature != "")
            .values(signature="")
        )
