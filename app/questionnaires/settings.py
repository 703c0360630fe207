"""How a questionnaire is reached, and when: what a steward decides besides the questions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Access, Activity, Questionnaire
from app.models.turns import wait_for_others
from app.questionnaires.inviting.services import may_change_access


class AccessIsSettled(ValueError):
    """People were written to or have begun: what they were told of access and anonymity stays."""


class AnonymousAccount(ValueError):
    """A response behind an account cannot be anonymous."""


@dataclass(frozen=True)
class Settings:
    """The moments are in UTC, with their time zone."""

    title: str
    introduction: str
    thanks: str
    access: Access
    is_anonymous: bool
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    results_are_public: bool


def apply_settings(session: Session, questionnaire: Questionnaire, wanted: Settings) -> None:
    """Change what may be changed now.

    Raises:
        AnonymousAccount: the two cannot go together.
        AccessIsSettled: somebody was invited or has begun under other promises.
    """
    if wanted.is_anonymous and wanted.access is Access.ACCOUNT:
        raise AnonymousAccount
    wait_for_others(session, questionnaire)
    promised = (questionnaire.access, questionnaire.is_anonymous)
    if promised != (wanted.access, wanted.is_anonymous) and not may_change_access(
        session, questionnaire
    ):
        raise AccessIsSettled
    session.get_one(Activity, questionnaire.activity_id).title = wanted.title
    questionnaire.introduction = wanted.introduction
    questionnaire.thanks = wanted.thanks
    questionnaire.access = wanted.access
    questionnaire.is_anonymous = wanted.is_anonymous
    questionnaire.opens_at = wanted.opens_at
    questionnaire.closes_at = wanted.closes_at
    questionnaire.results_are_public = wanted.results_are_public
    session.flush()
