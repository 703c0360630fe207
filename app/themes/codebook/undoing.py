"""Taking an event of the codebook back, and what it did to excerpts with it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import CodebookAct, CodebookEvent, ThemeState
from app.themes.codebook.acts.undoing import Past, undone
from app.themes.codebook.refusals import InUse
from app.themes.codebook.splitting import give_over, given_by, moved_back
from app.themes.codebook.state import Changes, Codebook, SourceChange, ThemeChange, read
from app.themes.codebook.using import use_of
from app.themes.codebook.writing import Act, Editor, act_once


def undo(session: Session, editor: Editor, event: CodebookEvent) -> CodebookEvent | None:
    """Take an event back; one that took another back does that one again.

    Raises:
        UndoneBefore: it was taken back already.
        BuiltUpon: another act is in the way.
        CodedSince: excerpts that it gave to a theme were coded since.
        InUse: a theme would leave the codebook to which people gave excerpts, or that is linked.
    """
    touched = [one.id for one in read(event.changes) if isinstance(one, SourceChange)]
    given: list[uuid.UUID] = []

    def wanted(codebook: Codebook) -> Act:
        changes = undone(codebook, _past(session, event), event.number)
        given.extend(given_by(session, event))
        _refuse_to_lose(session, changes, given)
        return Act(CodebookAct.UNDONE, event.theme_id, changes, undoes_id=event.id)

    def give_back(made: CodebookEvent) -> None:
        if given:
            give_over(session, editor, made, moved_back(session, event, given))

    return act_once(session, editor, wanted, candidates=touched, then=give_back)


def _past(session: Session, event: CodebookEvent) -> list[Past]:
    return history_of(session, event.consultation_id, since=event.number)


def history_of(session: Session, consultation_id: uuid.UUID, *, since: int = 1) -> list[Past]:
    """All events of a codebook, in their order; of those before one, not what they changed."""
    changes = sa.case((CodebookEvent.number >= since, CodebookEvent.changes), else_=sa.null())
    past = (
        sa.select(
            CodebookEvent.id,
            CodebookEvent.number,
            CodebookEvent.undoes_id,
            sa.type_coerce(changes, CodebookEvent.changes.type).label("changes"),
        )
        .where(CodebookEvent.consultation_id == consultation_id)
        .order_by(CodebookEvent.number)
    )
    rows = session.execute(past).all()
    numbers = {row.id: row.number for row in rows}
    return [
        Past(
            row.number,
            read(row.changes or ()),
            numbers[row.undoes_id] if row.undoes_id else None,
        )
        for row in rows
    ]


def _refuse_to_lose(session: Session, changes: Changes, given: Sequence[uuid.UUID]) -> None:
    """Refuse that a theme leaves the codebook with what hangs on it, but for what is given back."""
    for one in leaving(changes):
        use = use_of(session, one.id, besides=given)
        if use.is_used:
            raise InUse(one.after.title, excerpts=use.excerpts, links=use.links)


def leaving(changes: Changes) -> list[ThemeChange]:
    """The themes that leave the codebook by some changes."""
    themes = [one for one in changes if isinstance(one, ThemeChange)]
    return [
        one
        for one in themes
        if one.before is not None
        and one.before.is_approved
        and one.after.state is ThemeState.SET_ASIDE
    ]
