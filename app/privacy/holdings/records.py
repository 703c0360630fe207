"""What proves how the data were handled: requests, exports, the log, background work."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import (
    Account,
    AuditEvent,
    Job,
    OutgoingMail,
    PersonalExport,
    PrivacyRequest,
    PrivacyRequestState,
)
from app.privacy.exports.files import forget_exports
from app.privacy.holdings.holding import Choice, Holding, Row, Words, count_of, is_erased, iso
from app.web.labels import label

OPEN = (
    PrivacyRequestState.UNCONFIRMED,
    PrivacyRequestState.RECEIVED,
    PrivacyRequestState.IN_HAND,
)


class RequestHolding(Holding):
    """Requests. That one was made and answered stays, without its words."""

    key = "requests"
    columns = frozenset(
        {"privacy_request.account_id", "privacy_request.email", "privacy_request.answered_by"}
    )

    @property
    def title(self) -> str:
        return _("Requests about your data")

    def fate(self, words: Words) -> str:
        return _("Closed; your address, message and the answer are erased.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(_asked(account))]

    def given(self, session: Session, account: Account) -> list[Row]:
        found = sa.select(PrivacyRequest).where(_asked(account)).order_by(PrivacyRequest.id)
        return [
            {
                _("Right"): str(label(one.right)),
                _("Message"): one.message,
                _("State"): str(label(one.state)),
                _("Received on"): iso(one.created_at),
                _("Answer given"): one.answer,
                _("Answered on"): iso(one.answered_at),
            }
            for one in session.scalars(found)
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        found = sa.select(PrivacyRequest).where(_asked(account)).with_for_update()
        for one in session.scalars(found).all():
            session.execute(
                sa.delete(OutgoingMail).where(OutgoingMail.privacy_request_id == one.id)
            )
            if one.state in OPEN:
                one.state, one.answered_at = PrivacyRequestState.GRANTED, choice.moment
            one.email = one.message = one.answer = ""
            one.account_id = one.receipt_id = None
        session.flush()


def _asked(account: Account) -> sa.ColumnElement[bool]:
    return sa.or_(PrivacyRequest.account_id == account.id, PrivacyRequest.email == account.email)


class LogHolding(Holding):
    """Acts. The log is never changed: the identifier in it leads to nobody afterwards."""

    key = "log"
    columns = frozenset({"audit_event.account_id"})

    @property
    def title(self) -> str:
        return _("Log of your acts")

    def fate(self, words: Words) -> str:
        return _("Stays as proof, by an identifier that leads to nobody.")

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(AuditEvent.account_id == account.id)]

    def given(self, session: Session, account: Account) -> list[Row]:
        found = sa.select(AuditEvent).where(AuditEvent.account_id == account.id)
        return [
            {_("Act"): one.act, _("Date"): iso(one.created_at), _("Things"): one.things}
            for one in session.scalars(found.order_by(AuditEvent.id))
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        """Nothing is to be done."""


class ExportHolding(Holding):
    """Exports of what is theirs, and the background work that they asked for."""

    key = "exports"
    columns = frozenset({"personal_export.account_id", "job.account_id"})

    @property
    def title(self) -> str:
        return _("Files made for you")

    def fate(self, words: Words) -> str:
        return is_erased()

    def counts(self, account: Account) -> list[sa.Select[int]]:
        return [count_of(PersonalExport.account_id == account.id)]

    def given(self, session: Session, account: Account) -> list[Row]:
        found = sa.select(Job).where(Job.account_id == account.id).order_by(Job.id)
        return [
            {_("Work"): str(label(one.kind)), _("Date"): iso(one.created_at)}
            for one in session.scalars(found)
        ]

    def erase(self, session: Session, account: Account, choice: Choice) -> None:
        forget_exports(session, PersonalExport.account_id == account.id, choice.store)
