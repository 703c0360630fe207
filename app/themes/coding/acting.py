"""What a person presses on the page of an excerpt, and what follows for the machine."""

from __future__ import annotations

import enum
import uuid
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Coding, CodingAct, CodingVia
from app.themes.coding.deciding import Coder, Decided, How, code, skip, take_back
from app.themes.coding.learning import ask_after_decisions
from app.themes.coding.queue import hold, release, take_next


class Pressed(enum.StrEnum):
    ACCEPT = "accept"
    """What the machine proposes, and whatever was ticked as well."""
    SAVE = "save"
    NONE = "none"
    """No theme fits."""
    SKIP = "skip"


class NothingChosen(ValueError):
    """Neither a theme, nor that none fits."""


def act(
    session: Session,
    coder: Coder,
    excerpt_id: uuid.UUID,
    pressed: Pressed,
    decided: Decided,
    how: How,
    *,
    key: str,
) -> None:
    """Keep what a person pressed, and have the machine learn from it when it is worth it.

    Raises:
        NothingChosen: they saved without a theme.
        NotInCorpus, ThemeGone: see `deciding`.
    """
    match pressed:
        case Pressed.SKIP:
            skip(session, coder, excerpt_id, decided, how, key=key)
        case _:
            code(session, coder, excerpt_id, _chosen(pressed, decided, how), how, key=key)
    ask_after_decisions(session, coder.consultation_id)


def _chosen(pressed: Pressed, decided: Decided, how: How) -> Decided:
    if pressed is Pressed.NONE:
        return replace(decided, theme_ids=())
    if pressed is Pressed.ACCEPT and how.proposed_theme_id is not None:
        return replace(decided, theme_ids=(how.proposed_theme_id, *decided.theme_ids))
    if not decided.theme_ids:
        raise NothingChosen
    return decided


def undo(session: Session, coder: Coder, excerpt_id: uuid.UUID, *, key: str) -> None:
    """What a person decided of an excerpt counts no more.

    Raises:
        NotInCorpus: see `deciding`.
    """
    take_back(session, coder, excerpt_id, How(via=CodingVia.PAGE), key=key)
    ask_after_decisions(session, coder.consultation_id)


def go_on(session: Session, coder: Coder, done: uuid.UUID) -> None:
    """Show the next excerpt to a person who is done with one."""
    release(session, coder, done)
    take_next(session, coder)


def undo_last(session: Session, coder: Coder, *, key: str) -> uuid.UUID | None:
    """Take back what a person decided last in the queue, and show it to them again.

    Raises:
        NotInCorpus: the excerpt is gone.
    """
    last = last_of(session, coder)
    if last is None:
        return None
    how = How(via=CodingVia.QUEUE, because=last.because)
    take_back(session, coder, last.excerpt_id, how, key=key)
    hold(session, coder, last.excerpt_id)
    ask_after_decisions(session, coder.consultation_id)
    return last.excerpt_id


def last_of(session: Session, coder: Coder) -> Coding | None:
    """The last decision of a person in the queue, unless it was taken back."""
    found = sa.select(Coding).where(
        Coding.consultation_id == coder.consultation_id,
        Coding.account_id == coder.account_id,
        Coding.via == CodingVia.QUEUE,
    )
    last = session.scalar(found.order_by(Coding.id.desc()).limit(1))
    return None if last is None or last.act is CodingAct.TAKEN_BACK else last
