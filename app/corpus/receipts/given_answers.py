"""A response to a questionnaire, found by the code that it always had."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session, contains_eager, joinedload

from app.corpus.held_originals import forget_files
from app.corpus.receipts.given import Asker, Fact, Given, GivenFile
from app.models import Questionnaire, Receipt, Response, ResponseState
from app.models.turns import wait_for_others
from app.questionnaires.answering import responding
from app.questionnaires.answering.summary import sent_answers, sent_files
from app.storage.store import Store
from app.web.language import current_language


@dataclass(frozen=True)
class GivenResponse(Given):
    questionnaire: Questionnaire
    response: Response

    @classmethod
    def find(cls, session: Session, receipt: Receipt) -> GivenResponse | None:
        row = session.execute(
            sa.select(Response, Questionnaire)
            .join(Questionnaire, Response.questionnaire_id == Questionnaire.id)
            .join(Questionnaire.activity)
            .options(joinedload(Response.version), contains_eager(Questionnaire.activity))
            .where(
                Response.code_digest == receipt.digest,
                Questionnaire.activity_id == receipt.activity_id,
            )
        ).one_or_none()
        return None if row is None else cls(row[1], row[0])

    @property
    def is_withdrawn(self) -> bool:
        return self.response.state is ResponseState.WITHDRAWN

    def withdraw(self, session: Session, store: Store) -> None:
        wait_for_others(session, self.response)
        if not self.is_withdrawn:
            dropped = responding.withdraw(session, self.questionnaire, self.response)
            forget_files(session, dropped, store)

    @property
    def consequences(self) -> str:
        return _(
            "Your answers are erased, with the files that you sent, and what you wrote is no longer"
            " read or cited. This cannot be undone."
        )

    def correct_link(self, session: Session, asker: Asker) -> str | None:
        try:
            responding.refuse_unless_taken(self.questionnaire, self.response)
        except responding.NotOpen:
            return None
        return self.own_link(asker.slug, asker.code)

    def own_link(self, slug: str, code: str) -> str | None:
        return url_for(
            "answering.come_back", slug=slug, code=self.questionnaire.activity.code, token=code
        )

    def facts(self, session: Session) -> list[Fact]:
        return [Fact(*one) for one in sent_answers(self.response, current_language())]

    def files(self) -> list[GivenFile]:
        return [GivenFile(*one) for one in sent_files(self.response)]
