"""Writing a questionnaire: every change is a row, so that any of them can be undone.

A row says in `change` what was done (`code`, `name`), from which state (`before`), and with which
words (`key`: a digest of the form, so that sending it twice makes one change). The row of an undo
or a redo says which state it shows (`state`) and, in `redo`, which ones can be come back to.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Questionnaire, QuestionnaireDraft
from app.models.turns import wait_for_others
from app.questionnaires.building.queries import latest_row, row_numbered, state_before
from app.questionnaires.definitions import SurveyError, stored, to_store
from app.questionnaires.queries import latest_version
from surveys.model import Survey
from surveys.problems import Problem
from surveys.structure import structure_problems

KEPT = 100
"""States that are kept; older ones cannot be come back to."""

LARGEST = 1_900_000
"""Characters of a definition; reading refuses more than two million."""


class ChangedMeanwhile(ValueError):
    """The draft is no longer what the change was made from."""


class DraftTooLarge(ValueError):
    """The questionnaire would hold too much."""


class NothingThere(ValueError):
    """There is nothing to undo, or to do again."""


class Unsound(ValueError):
    """The change would make a questionnaire that nobody can answer."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Edit:
    """Who changes what, from which state of the draft; `key` is the same when sent again."""

    made_from: int
    code: str
    name: str = ""
    account_id: uuid.UUID | None = None
    key: str = ""


def change_draft(
    session: Session,
    questionnaire: Questionnaire,
    edit: Edit,
    make: Callable[[Survey], Survey],
) -> None:
    """Write what `make` makes of the present state; nothing when it is the same.

    Raises:
        ChangedMeanwhile: the form was made from an older state, and is not one sent twice.
        Unsound: a name is used twice, something refers to nothing, …
        DraftTooLarge: the questionnaire would hold too much.
        surveys.editing.EditError: whatever `make` refuses.
    """
    latest = _locked(session, questionnaire)
    if latest is not None and _is_repeated(latest, edit):
        return
    number = latest.number if latest else 0
    if edit.made_from != number:
        raise ChangedMeanwhile
    start = latest_version(session, questionnaire.id).definition if latest is None else ""
    before = stored(latest.definition if latest else start)
    after = make(before)
    if after == before:
        return
    if problems := structure_problems(after):
        raise Unsound(problems)
    definition = to_store(after)
    if len(definition) > LARGEST:
        raise DraftTooLarge
    _refuse_unreadable(definition)
    if latest is None:
        # The state that the first change can be undone to.
        latest = _write(session, questionnaire, 1, start, {"code": "start"}, None)
    change = {
        "code": edit.code,
        "name": edit.name[:200],
        "before": latest.change.get("state", str(latest.number)),
        "key": edit.key,
        "made_from": str(edit.made_from),
    }
    _write(session, questionnaire, latest.number + 1, definition, change, edit.account_id)


def _refuse_unreadable(definition: str) -> None:
    """What is kept can be read again, whatever was typed: a draft that cannot is lost."""
    try:
        stored(definition)
    except SurveyError as error:
        raise Unsound(error.problems) from error


def _is_repeated(latest: QuestionnaireDraft, edit: Edit) -> bool:
    """Whether the last change is this one, already: a double click, or a lost reply."""
    change = latest.change
    return (
        bool(edit.key)
        and change.get("key") == edit.key
        and change.get("made_from") == str(edit.made_from)
        and latest.account_id == edit.account_id
    )


def undo(session: Session, questionnaire: Questionnaire, edit: Edit) -> None:
    """Come back to the state before. Raises ChangedMeanwhile, NothingThere."""
    latest = _expected(session, questionnaire, edit)
    before = state_before(session, latest)
    if before is None:
        raise NothingThere
    left = latest.change.get("state", str(latest.number))
    further = latest.change.get("redo", "")
    redo = f"{left},{further}".rstrip(",")
    _show(session, questionnaire, latest, before, {"redo": redo}, edit)


def redo(session: Session, questionnaire: Questionnaire, edit: Edit) -> None:
    """Take back an undo. Raises ChangedMeanwhile, NothingThere."""
    latest = _expected(session, questionnaire, edit)
    wanted, _, further = latest.change.get("redo", "").partition(",")
    state = row_numbered(session, questionnaire.id, wanted)
    if state is None:
        raise NothingThere
    _show(session, questionnaire, latest, state, {"redo": further}, edit)


def _expected(session: Session, questionnaire: Questionnaire, edit: Edit) -> QuestionnaireDraft:
    latest = _locked(session, questionnaire)
    if latest is None:
        raise NothingThere
    if latest.number != edit.made_from:
        raise ChangedMeanwhile
    return latest


def _show(
    session: Session,
    questionnaire: Questionnaire,
    latest: QuestionnaireDraft,
    state: QuestionnaireDraft,
    change: dict[str, str],
    edit: Edit,
) -> None:
    change = {"code": edit.code, "state": str(state.number), **change}
    _write(session, questionnaire, latest.number + 1, state.definition, change, edit.account_id)


def _locked(session: Session, questionnaire: Questionnaire) -> QuestionnaireDraft | None:
    """The present state; whoever else wants to change it waits until this transaction ends."""
    wait_for_others(session, questionnaire)
    return latest_row(session, questionnaire.id)


def _write(
    session: Session,
    questionnaire: Questionnaire,
    number: int,
    definition: str,
    change: dict[str, str],
    account_id: uuid.UUID | None,
) -> QuestionnaireDraft:
    row = QuestionnaireDraft(
        questionnaire_id=questionnaire.id,
        number=number,
        definition=definition,
        change=change,
        account_id=account_id,
    )
    session.add(row)
    session.execute(
        sa.delete(QuestionnaireDraft).where(
            QuestionnaireDraft.questionnaire_id == questionnaire.id,
            QuestionnaireDraft.number <= number - KEPT,
        )
    )
    session.flush()
    return row
