"""A written contribution, from its deposit on."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session, joinedload

from app.corpus.receipts.given import (
    Asker,
    Fact,
    Given,
    GivenFile,
    link_where_it_is,
)
from app.documents.correcting import NotToCheck
from app.models import (
    ContributionState,
    Opening,
    Receipt,
    Submission,
    SubmissionCall,
    SubmissionState,
)
from app.models.types import now
from app.storage.store import Store
from app.submissions.withdrawing import erase_draft, withdraw
from app.web.labels import label


@dataclass(frozen=True)
class GivenSubmission(Given):
    submission: Submission

    @classmethod
    def find(cls, session: Session, receipt: Receipt) -> GivenSubmission | None:
        found = session.scalar(
            sa.select(Submission)
            .options(
                joinedload(Submission.call).joinedload(SubmissionCall.activity),
                joinedload(Submission.document),
                joinedload(Submission.contribution),
            )
            .where(Submission.receipt_id == receipt.id)
        )
        return None if found is None else cls(found)

    @property
    def title(self) -> str:
        return self.submission.title

    @property
    def is_withdrawn(self) -> bool:
        return self.submission.state is SubmissionState.WITHDRAWN

    @property
    def is_unfinished(self) -> bool:
        return self.submission.state is SubmissionState.CHECKING

    def withdraw(self, session: Session, store: Store) -> None:
        """What was never sent is erased at once, with its file, unless that is being read."""
        try:
            erase_draft(session, self.submission, store)
        except NotToCheck:
            withdraw(session, self.submission)

    @property
    def consequences(self) -> str:
        return _(
            "Your contribution and its document are no longer shown, read or cited. This cannot be"
            " undone."
        )

    def correct_link(self, session: Session, asker: Asker) -> str | None:
        """Where it is checked before it is sent; once sent, as long as the call is open."""
        call = self.submission.call
        if not self.is_unfinished and call.opening(now()) is not Opening.OPEN:
            return None
        return link_where_it_is(
            "submission_checking.show",
            slug=asker.slug,
            code=call.activity.code,
            receipt_code=asker.code,
        )

    def own_link(self, slug: str, code: str) -> str | None:
        words = self.submission.contribution
        if words is None or words.state is not ContributionState.PUBLISHED:
            return None
        return link_where_it_is(
            "submissions.show",
            slug=slug,
            code=self.submission.call.activity.code,
            submission_id=self.submission.id,
        )

    def facts(self, session: Session) -> list[Fact]:
        given = self.submission
        told = [
            (_("On behalf of"), given.on_behalf_of),
            (_("Signed"), given.signature),
            (_("Kind of body"), label(given.kind) if given.kind else ""),
            (_("Department or territory"), given.territory),
            (_("Document"), given.document.filename if given.document else ""),
        ]
        consent = (
            _("Everybody, once it is published")
            if given.may_be_published
            else _("The team of the consultation alone")
        )
        return [*(Fact(*one) for one in told if one[1]), Fact(_("Who may read it"), consent)]

    def files(self) -> list[GivenFile]:
        document = self.submission.document
        return [GivenFile(document.filename, document.sha256)] if document else []
