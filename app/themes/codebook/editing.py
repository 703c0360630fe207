"""Themes of the codebook made, described, moved, merged and set aside by people."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from app.models import CodebookAct, CodebookEvent
from app.models.types import new_id
from app.themes.codebook.acts.describing import Description, created, described
from app.themes.codebook.acts.merging import merged
from app.themes.codebook.acts.moving import moved
from app.themes.codebook.acts.setting_aside import set_aside as aside
from app.themes.codebook.refusals import InUse, NoReason
from app.themes.codebook.state import Codebook
from app.themes.codebook.using import use_of
from app.themes.codebook.writing import Act, Editor, act_once


def create(
    session: Session, editor: Editor, description: Description, parent_id: uuid.UUID | None
) -> CodebookEvent | None:
    """A new theme, under a parent or at the top.

    Raises:
        Refused: of its description or its place.
    """
    theme_id = new_id()

    def wanted(codebook: Codebook) -> Act:
        changes = created(codebook, theme_id, parent_id, description)
        return Act(CodebookAct.CREATED, theme_id, changes)

    return act_once(session, editor, wanted)


def describe(
    session: Session, editor: Editor, theme_id: uuid.UUID, description: Description
) -> CodebookEvent | None:
    """Other words for a theme.

    Raises:
        ThemeChanged: somebody changed it meanwhile.
        Refused: of its description, or it is not there.
    """

    def wanted(codebook: Codebook) -> Act:
        return Act(CodebookAct.DESCRIBED, theme_id, described(codebook, theme_id, description))

    return act_once(session, editor, wanted)


def move(
    session: Session,
    editor: Editor,
    theme_id: uuid.UUID,
    parent_id: uuid.UUID | None,
    after_id: uuid.UUID | None,
) -> CodebookEvent | None:
    """A theme elsewhere: right after a sibling (None: the first) under a parent (None: the top).

    Raises:
        ThemeChanged: somebody changed it meanwhile.
        Refused: there is no such place.
    """

    def wanted(codebook: Codebook) -> Act:
        return Act(CodebookAct.MOVED, theme_id, moved(codebook, theme_id, parent_id, after_id))

    return act_once(session, editor, wanted)


def merge(
    session: Session,
    editor: Editor,
    theme_id: uuid.UUID,
    into_id: uuid.UUID,
    *,
    reason: str = "",
) -> CodebookEvent | None:
    """A theme merged into another: its excerpts count for that one from now on.

    Raises:
        ThemeChanged: somebody changed it meanwhile.
        Refused: the other is not there, is the theme itself or stands below it.
    """

    def wanted(codebook: Codebook) -> Act:
        changes = merged(codebook, theme_id, into_id)
        return Act(CodebookAct.MERGED, theme_id, changes, reason)

    return act_once(session, editor, wanted)


def set_aside(
    session: Session,
    editor: Editor,
    theme_id: uuid.UUID,
    reason: str,
    *,
    leaves_uncoded: bool = False,
) -> CodebookEvent | None:
    """A theme out of the codebook, for a reason. `leaves_uncoded`: its excerpts count for no theme
    any more, unless they were given another one as well.

    Raises:
        ThemeChanged: somebody changed it meanwhile.
        InUse: excerpts were given to it, and nobody said what becomes of them; or it is linked.
        Refused: nobody said why; themes stand below it.
    """
    if not reason.strip():
        raise NoReason

    def wanted(codebook: Codebook) -> Act:
        changes = aside(codebook, theme_id)
        use = use_of(session, theme_id)
        if use.links or (use.excerpts and not leaves_uncoded):
            title = codebook.themes[theme_id].title
            raise InUse(title, excerpts=use.excerpts, links=use.links)
        return Act(CodebookAct.SET_ASIDE, theme_id, changes, reason)

    return act_once(session, editor, wanted)
