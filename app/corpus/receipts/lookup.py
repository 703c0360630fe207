"""The receipt that the code of an address opens, and the addresses of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import abort, url_for

from app.corpus.codes import digest_of, readings_of
from app.corpus.receipts.following import Links
from app.corpus.receipts.given import Asker, Given
from app.corpus.receipts.issuing import code_as_meant, receipt_with
from app.corpus.receipts.receipt_page import ReceiptPage, receipt_page
from app.extensions import current_session
from app.models import Activity, Amendment, Questionnaire, Receipt, Response, ResponseState
from app.models.types import today
from app.publication.became.links import line_link
from app.web.guard import current_consultation, current_role
from app.web.limits import take_time
from app.web.paging import Cursor
from app.web.taking_part import current_participant


@dataclass(frozen=True)
class OpenedReceipt:
    """A receipt, and its code as it is shown."""

    receipt: Receipt
    code: str

    def link(self, name: str = "show", **values: Any) -> str:
        """A page of this receipt."""
        slug = current_consultation().slug
        return url_for(f"receipts.{name}", slug=slug, token=self.code, **values)

    def correct_link(self, given: Given) -> str | None:
        """Where who asks corrects what was given."""
        participant = current_participant()
        slug, own_id = current_consultation().slug, participant.id if participant else None
        return given.correct_link(current_session(), Asker(slug, self.code, own_id))

    def page(self, cursor: Cursor) -> ReceiptPage:
        """What its page shows to who asks."""
        return page_of(self.receipt, cursor)


def opened_with(typed: str) -> OpenedReceipt | None:
    """The receipt that a code opens here. One that opens none costs time, whatever it is: made up,
    or of another consultation."""
    found = receipt_with(current_session(), current_consultation().id, typed)
    return None if found is None else OpenedReceipt(found, code_as_meant(found, typed))


def opened_or_404(token: str) -> OpenedReceipt:
    found = opened_with(token)
    if found is None:
        current_session().rollback()  # nobody has to wait for a lock meanwhile
        take_time()
        abort(404)
    return found


def page_of(receipt: Receipt, cursor: Cursor) -> ReceiptPage:
    """What the page of a receipt shows to who asks."""
    return receipt_page(
        current_session(),
        current_consultation(),
        receipt,
        role=current_role(),
        today=today(),
        links=Links(line_link, _questionnaire_link),
        cursor=cursor,
    )


def unsent_response_link(typed: str) -> str | None:
    """The page of a response that was begun and not sent yet: its code opens no receipt so far."""
    row = (
        current_session()
        .execute(
            sa.select(Activity.code, Response.code_digest)
            .join(Questionnaire, Questionnaire.activity_id == Activity.id)
            .join(Response, Response.questionnaire_id == Questionnaire.id)
            .where(
                Activity.consultation_id == current_consultation().id,
                Response.state == ResponseState.IN_PROGRESS,
                Response.code_digest.in_([digest_of(code) for code in readings_of(typed)]),
            )
        )
        .first()
    )
    if row is None:
        return None
    token = next(code for code in readings_of(typed) if digest_of(code) == row.code_digest)
    slug = current_consultation().slug
    return url_for("answering.come_back", slug=slug, code=row.code, token=token)


def suggestion_link(typed: str) -> str | None:
    """The page of a change that was suggested for the strategy: its code opens no receipt, for it
    is no contribution."""
    codes = {digest_of(code): code for code in readings_of(typed)}
    digest = current_session().scalar(
        sa.select(Amendment.digest).where(
            Amendment.consultation_id == current_consultation().id, Amendment.digest.in_(codes)
        )
    )
    if digest is None:
        return None
    slug = current_consultation().slug
    return url_for("amendment_codes.show", slug=slug, token=codes[digest])


def _questionnaire_link(code: str) -> str:
    return url_for("questionnaires.show", slug=current_consultation().slug, code=code)
