"""The background part of bringing codes in: the themes first, then the excerpts some at a time, so
that whoever codes meanwhile does not wait. Cut short, it is taken up where it stopped."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.corpus.originals import OriginalLost
from app.jobs.progress import Progress
from app.jobs.runner import Errand, JobFailure, Step
from app.models import CodebookAct, CodingImport, CodingVia, JobState
from app.models.types import now
from app.storage.opening import current_store
from app.themes.codebook.refusals import Refused
from app.themes.codebook.state import Codebook
from app.themes.codebook.writing import Act, Editor, act_once
from app.themes.coding.deciding import AT_ONCE, Coder, Decided, How, ThemeGone, code_many
from app.themes.coding.learning import ask_to_learn
from app.themes.exchange.codes import themes_for
from app.themes.exchange.comparing import Preview, Reading, incoming_of, preview_of
from app.themes.exchange.importing import read_kept
from app.themes.exchange.incoming import FileCode


def run(session: Session, import_id: uuid.UUID, progress: Progress, step: Step) -> None:
    """Bring a file of codes in."""
    progress(0.0, "read")
    received = session.get_one(CodingImport, import_id)
    editor = Editor(received.consultation_id, received.account_id, f"import {import_id.hex}")
    incoming = incoming_of(session, editor.consultation_id, _read(received))
    progress(0.3, "compare")
    with step():
        _add_themes(session, import_id, editor, incoming.codes)
    preview = preview_of(session, editor.consultation_id, editor.account_id, incoming)
    with step():
        _tell_found(session, import_id, preview)
    parts = _parts(preview.to_code)
    for place, part in enumerate(parts):
        progress(0.4 + 0.6 * place / len(parts), "store")
        with step():
            _code(session, import_id, editor, part)
    with step():
        _end(session, import_id)


def _read(received: CodingImport) -> Reading:
    try:
        return read_kept(received, current_store())
    except OriginalLost:
        raise JobFailure("original_lost") from None


def _add_themes(
    session: Session, import_id: uuid.UUID, editor: Editor, codes: Sequence[FileCode]
) -> None:
    """The themes that are not there yet, by one act on the codebook, of each job."""
    new: list[FileCode] = []
    by_job = replace(editor, key=f"import {_of(session, import_id).job_id}")

    def wanted(codebook: Codebook) -> Act:
        themes = themes_for(codebook, codes, editor.consultation_id)
        new.extend(themes.new)
        return Act(CodebookAct.IMPORTED, None, themes.changes, _of(session, import_id).filename)

    try:
        act_once(session, by_job, wanted)
    except Refused:
        raise JobFailure("codes_refused") from None
    _tell(session, import_id, themes=len(new))


def _parts(decided: Mapping[uuid.UUID, Decided]) -> list[dict[uuid.UUID, Decided]]:
    items = sorted(decided.items())
    return [dict(items[place : place + AT_ONCE]) for place in range(0, len(items), AT_ONCE)]


def _code(
    session: Session, import_id: uuid.UUID, editor: Editor, part: Mapping[uuid.UUID, Decided]
) -> None:
    coder = Coder(editor.consultation_id, editor.account_id)
    try:
        coded = code_many(session, coder, part, How(CodingVia.IMPORTED), key=editor.key)
    except ThemeGone:
        raise JobFailure("theme_gone") from None
    _tell(session, import_id, coded=coded)


def _tell(session: Session, import_id: uuid.UUID, **added: int) -> None:
    """Count what was added, by the attempts before as well."""
    received = _of(session, import_id)
    before = received.report
    counts = {name: before.get(name, 0) + number for name, number in added.items()}
    received.report = {**before, **counts}
    session.flush()


def _tell_found(session: Session, import_id: uuid.UUID, preview: Preview) -> None:
    """What was found at first: to a later attempt, what the first one coded is coded already."""
    received = _of(session, import_id)
    found: dict[str, Any] = {
        "near": preview.near,
        "disputed": preview.disputed,
        "same": preview.same,
        "own": preview.own,
        "left": dict(preview.incoming.left.counts),
    }
    received.report = {"coded": 0, **found, **received.report}


def _end(session: Session, import_id: uuid.UUID) -> None:
    received = _of(session, import_id)
    received.imported_at = now()
    ask_to_learn(session, received.consultation_id)


def _of(session: Session, import_id: uuid.UUID) -> CodingImport:
    return session.get_one(CodingImport, import_id, populate_existing=True)


def give_up(_session: Session, _import_id: uuid.UUID, _state: JobState) -> None:
    """What was coded stays; confirmed again, the rest is imported."""


WORK = Errand(run, give_up)
