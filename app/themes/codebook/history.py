"""What was done to the codebook: who, when, what, and whether it can be taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Account, CandidateTheme, CodebookAct, CodebookEvent, Theme
from app.themes.codebook.acts.undoing import Past, undone
from app.themes.codebook.refusals import InUse, Refused
from app.themes.codebook.state import ThemeChange, ThemeNow, read
from app.themes.codebook.undoing import history_of, leaving
from app.themes.codebook.using import Use, uses_of
from app.themes.codebook.writing import Editor, codebook_now
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page, paged


@dataclass(frozen=True)
class Told:
    """An event, as the history shows it."""

    id: uuid.UUID
    number: int
    act: CodebookAct
    who: str
    made_at: dt.datetime
    reason: str
    theme_id: uuid.UUID | None
    before: ThemeNow | None
    after: ThemeNow | None
    """The theme that it is mostly about."""
    names: tuple[str, ...]
    """Titles: of that theme, or of the candidate; then of the theme where it went, if to one."""
    undoes: int | None
    undone_by: int | None
    refused: Refused | None
    """Why it cannot be taken back, where it was not already."""


def history_page(
    session: Session,
    consultation_id: uuid.UUID,
    *,
    cursor: Cursor,
    theme_id: uuid.UUID | None = None,
    size: int = PAGE_SIZE,
    tells_use: bool = True,
) -> Page[Told]:
    """The events of a codebook, the newest first; those that touched one theme, if one is named.
    `tells_use`: whether what hangs on their themes is looked up, which may forbid to undo them."""
    found = (
        sa.select(CodebookEvent, sa.func.coalesce(Account.name, "").label("who"))
        .outerjoin(Account, CodebookEvent.account_id == Account.id)
        .where(CodebookEvent.consultation_id == consultation_id)
    )
    if theme_id is not None:
        # Both databases write a pair of JSON with one blank.
        touched = sa.cast(CodebookEvent.changes, sa.Text).contains(f'"id": "{theme_id}"')
        found = found.where(touched)
    number = CodebookEvent.number
    found = paged(found, number, cursor, cursor.as_int(), size=size, descending=True)
    rows = session.execute(found).all()
    page = make_page(rows, cursor, size=size, key_of=lambda row: row[0].number)
    events = [(row[0], row[1]) for row in page.rows]
    uses = uses_of(session, consultation_id) if tells_use and events else {}
    told = _told(session, consultation_id, events, uses)
    return Page(tuple(told), page.previous_key, page.next_key)


def event_of(
    session: Session, consultation_id: uuid.UUID, event_id: uuid.UUID
) -> CodebookEvent | None:
    """An event of this codebook."""
    return session.scalar(
        sa.select(CodebookEvent).where(
            CodebookEvent.id == event_id, CodebookEvent.consultation_id == consultation_id
        )
    )


def last_told(session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID) -> Told | None:
    """What was done to a theme last."""
    page = history_page(
        session, consultation_id, cursor=Cursor(), theme_id=theme_id, size=1, tells_use=False
    )
    return page.rows[0] if page.rows else None


def _told(
    session: Session,
    consultation_id: uuid.UUID,
    events: Sequence[tuple[CodebookEvent, str]],
    uses: Mapping[uuid.UUID, Use],
) -> list[Told]:
    if not events:
        return []
    past = history_of(session, consultation_id, since=min(one.number for one, _who in events))
    titles = _titles(session, consultation_id, events)
    refused = _refused(session, consultation_id, events, past, uses)
    undone_by = {one.undoes: one.number for one in past if one.undoes}
    undoes = {one.number: one.undoes for one in past}
    return [
        _one(one, who, titles, undoes[one.number], undone_by.get(one.number), refused[one.number])
        for one, who in events
    ]


def _one(
    event: CodebookEvent,
    who: str,
    titles: dict[uuid.UUID, str],
    undoes: int | None,
    undone_by: int | None,
    refused: Refused | None,
) -> Told:
    change = next(
        (
            one
            for one in read(event.changes)
            if isinstance(one, ThemeChange) and one.id == event.theme_id
        ),
        None,
    )
    return Told(
        id=event.id,
        number=event.number,
        act=event.act,
        who=who,
        made_at=event.created_at,
        reason=event.reason,
        theme_id=event.theme_id,
        before=change.before if change else None,
        after=change.after if change else None,
        names=_names(event, change, titles),
        undoes=undoes,
        undone_by=undone_by,
        refused=None if undone_by else refused,
    )


def _names(
    event: CodebookEvent, change: ThemeChange | None, titles: dict[uuid.UUID, str]
) -> tuple[str, ...]:
    others = [titles[one.id] for one in read(event.changes) if one.id != event.theme_id]
    if change is None:
        return (*(others[:1]), *([titles[event.theme_id]] if event.theme_id else []))
    went = {
        CodebookAct.MERGED: change.after.stands_for_id,
        CodebookAct.MOVED: change.after.parent_id,
        CodebookAct.APPROVED: change.after.parent_id,
        CodebookAct.CREATED: change.after.parent_id,
    }.get(event.act)
    if event.act is CodebookAct.SPLIT and change.before == change.after:
        # By the parts that the machine found: one act, several new themes.
        return (change.after.title, ", ".join(_parts(event, titles)))
    of_two = event.act in (CodebookAct.SPLIT, CodebookAct.TOLD_APART)
    where = [titles[went]] if went else others[:1] if of_two else []
    return (change.after.title, *where)


def _parts(event: CodebookEvent, titles: dict[uuid.UUID, str]) -> list[str]:
    return [
        titles[one.id]
        for one in read(event.changes)
        if isinstance(one, ThemeChange) and one.id != event.theme_id
    ]


def _titles(
    session: Session, consultation_id: uuid.UUID, events: Sequence[tuple[CodebookEvent, str]]
) -> dict[uuid.UUID, str]:
    """What the themes of the codebook are called now, and the candidates that events name."""
    themes = session.execute(
        sa.select(Theme.id, Theme.title).where(Theme.consultation_id == consultation_id)
    )
    named = {
        change.id
        for one, _who in events
        for change in read(one.changes)
        if not isinstance(change, ThemeChange)
    }
    candidates = session.execute(
        sa.select(CandidateTheme.id, CandidateTheme.label).where(CandidateTheme.id.in_(named))
    )
    return {row[0]: row[1] for found in (themes, candidates) for row in found}


def _refused(
    session: Session,
    consultation_id: uuid.UUID,
    events: Sequence[tuple[CodebookEvent, str]],
    past: Sequence[Past],
    uses: Mapping[uuid.UUID, Use],
) -> dict[int, Refused | None]:
    """Why each event cannot be taken back, as far as the codebook and what hangs on its themes
    tell. Of a split, only trying tells it: what it gave goes back with it."""
    candidates = {
        change.id
        for one, _who in events
        for change in read(one.changes)
        if not isinstance(change, ThemeChange)
    }
    codebook = codebook_now(session, Editor(consultation_id, None, ""), candidates)

    def why(event: CodebookEvent) -> Refused | None:
        try:
            changes = undone(codebook, past, event.number)
        except Refused as error:
            return error
        if event.act in (CodebookAct.SPLIT, CodebookAct.UNDONE):
            return None
        return next(
            (_in_use(one, uses[one.id]) for one in leaving(changes) if one.id in uses), None
        )

    return {one.number: why(one) for one, _who in events}


def _in_use(change: ThemeChange, use: Use) -> InUse:
    return InUse(change.after.title, excerpts=use.excerpts, links=use.links)
