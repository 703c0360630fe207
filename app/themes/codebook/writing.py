"""One act on the codebook: it waits for others, is done once, and is told in the history."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import (
    CandidateTheme,
    CodebookAct,
    CodebookEvent,
    Run,
    Theme,
    ThemeSource,
)
from app.models.turns import ChangedMeanwhile, wait_for_codebook, wait_for_consultation
from app.themes.codebook.acts.undoing import themes_of
from app.themes.codebook.refusals import CandidateGone
from app.themes.codebook.state import (
    Changes,
    Codebook,
    SourceChange,
    SourceNow,
    ThemeChange,
    ThemeNow,
    applied,
    written,
)
from app.themes.codebook.tree import check_tree
from app.themes.coding.counting_again import count_again_with
from app.themes.coding.learning import ask_to_learn, codebook_number

LONGEST_REASON = 1_000


class ThemeChanged(ChangedMeanwhile):
    """Somebody changed the theme since the form was made."""


@dataclass(frozen=True)
class Editor:
    """Who acts on which codebook. `key` was made with the page: sent twice, it is done once."""

    consultation_id: uuid.UUID
    account_id: uuid.UUID | None
    key: str
    seen: Mapping[uuid.UUID, int] = field(default_factory=dict)
    """The number that each theme had when the form was made."""


@dataclass(frozen=True)
class Act:
    """What is to be done: the theme that it is mostly about, and the rows that it changes."""

    act: CodebookAct
    theme_id: uuid.UUID | None
    changes: Changes
    reason: str = ""
    undoes_id: uuid.UUID | None = None


def act_once(
    session: Session,
    editor: Editor,
    wanted: Callable[[Codebook], Act],
    *,
    candidates: Iterable[uuid.UUID] = (),
    then: Callable[[CodebookEvent], None] | None = None,
) -> CodebookEvent | None:
    """Do what is wanted of the codebook as it is now; the event, that of before when it was sent
    twice, or None where nothing changes. `candidates` are those that it needs to know of; `then`
    is done with the event, before what counts is counted again.

    Raises:
        ThemeChanged: a theme is not as the editor saw it.
        Refused: it makes no sense. Nothing was written.
    """
    wait_for_consultation(session, editor.consultation_id)
    wait_for_codebook(session, editor.consultation_id, to_change=True)
    if (known := done_before(session, editor)) is not None:
        return known
    codebook = codebook_now(session, editor, candidates)
    act = wanted(codebook)
    check_tree(applied(codebook, act.changes), themes_of(act.changes))
    if not act.changes:
        return None
    event = _record(session, editor, act)
    if then is not None:
        then(event)
    changed = _counting_otherwise(act.changes)
    renaming = _counts(codebook, changed) and _counts(applied(codebook, act.changes), changed)
    count_again_with(session, editor.consultation_id, changed, is_renaming=renaming)
    ask_to_learn(session, editor.consultation_id)
    return event


def done_before(session: Session, editor: Editor) -> CodebookEvent | None:
    """The event that the same sending made."""
    return session.scalar(
        sa.select(CodebookEvent).where(
            CodebookEvent.consultation_id == editor.consultation_id, CodebookEvent.key == editor.key
        )
    )


def codebook_now(
    session: Session, editor: Editor, candidates: Iterable[uuid.UUID] = ()
) -> Codebook:
    """The codebook as its rows say, with what became of some candidates.

    Raises:
        ThemeChanged: a theme is not as the editor saw it.
    """
    found = sa.select(Theme).where(Theme.consultation_id == editor.consultation_id)
    rows = session.scalars(found.execution_options(populate_existing=True)).all()
    numbers = {one.id: one.number for one in rows}
    if any(numbers.get(one, number) != number for one, number in editor.seen.items()):
        raise ThemeChanged
    return Codebook(
        {one.id: theme_now(one) for one in rows}, sources_now(session, list(candidates))
    )


def theme_now(row: Theme) -> ThemeNow:
    """What a row says of a theme."""
    return ThemeNow(
        parent_id=row.parent_id,
        stands_for_id=row.stands_for_id,
        state=row.state,
        position=row.position,
        title=row.title,
        belongs=row.belongs,
        excludes=row.excludes,
        example=row.example,
    )


def sources_now(session: Session, candidates: list[uuid.UUID]) -> dict[uuid.UUID, SourceNow]:
    """What became of these candidates."""
    if not candidates:
        return {}
    found = sa.select(ThemeSource).where(ThemeSource.candidate_id.in_(candidates))
    rows = session.scalars(found.execution_options(populate_existing=True))
    return {one.candidate_id: SourceNow(one.theme_id, one.overlap) for one in rows}


def _record(session: Session, editor: Editor, act: Act) -> CodebookEvent:
    number = codebook_number(session, editor.consultation_id) + 1
    for change in act.changes:
        if isinstance(change, ThemeChange):
            _write_theme(session, editor, change, number)
    event = CodebookEvent(
        consultation_id=editor.consultation_id,
        number=number,
        key=editor.key,
        account_id=editor.account_id,
        act=act.act,
        theme_id=act.theme_id,
        changes=written(act.changes),
        reason=act.reason.strip()[:LONGEST_REASON],
        undoes_id=act.undoes_id,
    )
    session.add(event)
    session.flush()
    _write_sources(session, editor, act.changes, event)
    return event


def _write_theme(session: Session, editor: Editor, change: ThemeChange, number: int) -> None:
    # One after the other: a theme that is made may stand under one made just before.
    values = {name: getattr(change.after, name) for name in asdict(change.after)}
    row = session.get(Theme, change.id)
    if row is None:
        row = Theme(id=change.id, consultation_id=editor.consultation_id, number=number, **values)
        session.add(row)
    for name, value in {**values, "number": number}.items():
        setattr(row, name, value)
    session.flush()


def _write_sources(
    session: Session, editor: Editor, changes: Changes, event: CodebookEvent
) -> None:
    sources = [one for one in changes if isinstance(one, SourceChange)]
    if not sources:
        return
    runs = _runs_of(session, editor, [one.id for one in sources])
    for one in sources:
        row = session.get(ThemeSource, one.id)
        if one.after is None:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = ThemeSource(candidate_id=one.id, run_id=runs[one.id])
            session.add(row)
        row.theme_id, row.overlap = one.after.theme_id, one.after.overlap
        row.event_id = event.id if one.after.overlap is None else None
    session.flush()


def _runs_of(
    session: Session, editor: Editor, candidates: list[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    found = (
        sa.select(CandidateTheme.id, CandidateTheme.run_id)
        .join(Run, CandidateTheme.run_id == Run.id)
        .where(
            CandidateTheme.id.in_(candidates),
            Run.consultation_id == editor.consultation_id,
        )
    )
    runs = {row.id: row.run_id for row in session.execute(found)}
    if len(runs) < len(candidates):
        raise CandidateGone
    return runs


def _counts(codebook: Codebook, theme_ids: Iterable[uuid.UUID]) -> bool:
    """Whether each of some themes counts, for itself or for another one."""
    themes = codebook.themes
    return all(themes[themes[one].stands_for_id].is_approved for one in theme_ids)


def _counting_otherwise(changes: Changes) -> list[uuid.UUID]:
    """The themes whose excerpts count for another one now, or no more, or again."""
    return [
        one.id
        for one in changes
        if isinstance(one, ThemeChange)
        and one.before is not None
        and (one.before.state, one.before.stands_for_id)
        != (one.after.state, one.after.stands_for_id)
    ]
