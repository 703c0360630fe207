"""Reading the draft of a questionnaire, and its versions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, QuestionnaireDraft, QuestionnaireVersion
from app.questionnaires.definitions import stored
from app.questionnaires.queries import latest_version
from app.web.paging import Cursor, Page, make_page
from surveys.model import Survey

VERSIONS_SHOWN = 10


@dataclass(frozen=True)
class Draft:
    """The questions as they are written now; number 0 is the version before any change."""

    number: int
    definition: str
    can_undo: bool = False
    can_redo: bool = False

    @property
    def survey(self) -> Survey:
        return stored(self.definition)


def latest_row(session: Session, questionnaire_id: uuid.UUID) -> QuestionnaireDraft | None:
    """The present state of the draft, when anything was ever changed."""
    return session.scalar(
        sa.select(QuestionnaireDraft)
        .where(QuestionnaireDraft.questionnaire_id == questionnaire_id)
        .order_by(QuestionnaireDraft.number.desc())
        .limit(1)
    )


def row_numbered(
    session: Session, questionnaire_id: uuid.UUID, number: str
) -> QuestionnaireDraft | None:
    """A state of the draft by its number, while it is kept."""
    if not number.isdecimal():
        return None
    return session.scalar(
        sa.select(QuestionnaireDraft).where(
            QuestionnaireDraft.questionnaire_id == questionnaire_id,
            QuestionnaireDraft.number == int(number),
        )
    )


def present_draft(session: Session, questionnaire_id: uuid.UUID) -> Draft:
    """The draft, or the latest version as long as nothing was changed."""
    row = latest_row(session, questionnaire_id)
    if row is None:
        return Draft(0, latest_version(session, questionnaire_id).definition)
    return Draft(
        row.number,
        row.definition,
        can_undo=state_before(session, row) is not None,
        can_redo=bool(row.change.get("redo")),
    )


def state_before(session: Session, row: QuestionnaireDraft) -> QuestionnaireDraft | None:
    """The state that an undo leads back to; None when it is no longer kept, or never was."""
    made = row_numbered(session, row.questionnaire_id, row.change.get("state", str(row.number)))
    if made is None:
        return None
    return row_numbered(session, row.questionnaire_id, made.change.get("before", ""))


@dataclass(frozen=True)
class VersionLine:
    """A version, the one before it when there is one, and who wrote its last change, as long as
    that state of the draft is kept."""

    version: QuestionnaireVersion
    previous: QuestionnaireVersion | None
    writer: str = ""


def versions_page(
    session: Session, questionnaire_id: uuid.UUID, cursor: Cursor
) -> Page[VersionLine]:
    """The versions that were answered, the newest first. Those made to try a draft are none."""
    number = QuestionnaireVersion.number
    found = sa.select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == questionnaire_id, number > 0
    )
    key = cursor.as_int()
    if key is not None:
        found = found.where(number > key if cursor.backwards else number < key)
    found = found.order_by(number.asc() if cursor.backwards else number.desc())
    rows = session.scalars(found.limit(VERSIONS_SHOWN + 1)).all()
    page = make_page(rows, cursor, size=VERSIONS_SHOWN, key_of=lambda row: row.number)
    shown = {row.number: row for row in rows}
    if page.rows and page.rows[-1].number - 1 not in shown:
        last = version_numbered(session, questionnaire_id, str(page.rows[-1].number - 1))
        if last is not None:
            shown[last.number] = last
    writers = _writers(session, questionnaire_id, [row.definition for row in page.rows])
    lines = tuple(
        VersionLine(row, shown.get(row.number - 1), writers.get(row.definition, ""))
        for row in page.rows
    )
    return Page(lines, page.previous_key, page.next_key)


def _writers(
    session: Session, questionnaire_id: uuid.UUID, definitions: Sequence[str]
) -> dict[str, str]:
    """The name of who brought the draft to each of these states, the last one to do so."""
    found = (
        sa.select(QuestionnaireDraft.definition, Account.name)
        .join(Account, Account.id == QuestionnaireDraft.account_id)
        .where(
            QuestionnaireDraft.questionnaire_id == questionnaire_id,
            QuestionnaireDraft.definition.in_(definitions),
        )
        .order_by(QuestionnaireDraft.number)
    )
    return dict(session.execute(found).all())


def version_numbered(
    session: Session, questionnaire_id: uuid.UUID, number: str
) -> QuestionnaireVersion | None:
    """A version that was answered, by the number in an address."""
    if not (number.isascii() and number.isdecimal() and len(number) < 10) or int(number) < 1:
        return None
    return session.scalar(
        sa.select(QuestionnaireVersion).where(
            QuestionnaireVersion.questionnaire_id == questionnaire_id,
            QuestionnaireVersion.number == int(number),
        )
    )
