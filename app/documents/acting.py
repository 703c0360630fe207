"""An act on a passage, as the form of the page asks for it, and what to say when it is refused."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.documents import correcting
from app.documents.act_sentences import REFUSALS, act_sentence, act_status
from app.documents.correcting import Change
from app.documents.forms import ActForm
from app.models import Nature


@dataclass(frozen=True)
class Attempt:
    """What somebody wanted to change and could not: nothing of what they typed is lost."""

    sentence: str
    passage_id: uuid.UUID | None = None
    words: str = ""
    status: int = 422
    """Of the page that says so."""


def refused(error: Exception, passage_id: uuid.UUID | None = None, words: str = "") -> Attempt:
    """An attempt that ended with one of `REFUSALS`."""
    return Attempt(act_sentence(error), passage_id, words, act_status(error))


def act_on(
    session: Session, form: ActForm, document_id: uuid.UUID, passage_id: uuid.UUID
) -> Attempt | None:
    """Do what the form asks with a passage; what to say when that cannot be done.

    Raises:
        app.documents.correcting.NoSuchPassage: the document has no such passage.
    """
    words = form.words.data or ""
    if not form.validate():
        sentence = " ".join(form.words.errors) or _("What was sent is not whole: do it again.")
        return Attempt(sentence, passage_id, words)
    try:
        _act(session, form, Change(document_id, passage_id, form.version.data or 0))
    except REFUSALS as error:
        return refused(error, passage_id, words)
    return None


def _act(session: Session, form: ActForm, change: Change) -> None:
    match form.act.data:
        case "correct":
            correcting.correct(session, change, form.words.data or "")
        case "nature":
            correcting.set_nature(session, change, Nature(form.nature.data))
        case "drop" | "take-back" as act:
            correcting.set_dropped(session, change, act == "drop")
        case "merge":
            correcting.merge(session, change)
        case "split":
            correcting.split(session, change, form.position.data or 0, form.words.data or None)
