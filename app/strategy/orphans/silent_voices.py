"""Voices that fed nothing: channels, types of actor and territories none of whose excerpts is
accepted for anything, directly or through a theme."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.figures.keeping import Figure
from app.figures.plain import as_json
from app.figures.told import told
from app.models import Activity, Contribution, Excerpt, OrphanKind
from app.strategy.coverage.changes import changes_in_corpus
from app.strategy.coverage.groups import (
    VOICE,
    By,
    Groups,
    as_kept,
    excerpts_by,
    name_of_value,
)
from app.strategy.orphans.answers import Answer, answers_by_subject
from app.strategy.ways import is_accepted_anywhere
from app.web.paging import PAGE_SIZE, Cursor, Page, make_page

LOOKED_AT = (By.CHANNEL, By.ACTOR, By.TERRITORY)
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class SilentVoice:
    """A group that said something which leads nowhere."""

    by: By
    value: str
    name: str
    excerpts: int
    voices: int
    answer: Answer | None

    @property
    def subject(self) -> str:
        """`attribute=value`, which names it in forms and answers."""
        text = f"{self.by.value}={self.value}"
        if len(text) <= LONGEST_SUBJECT:
            return text
        return f"{self.by.value}=#{hashlib.sha256(self.value.encode()).hexdigest()}"


@dataclass(frozen=True)
class Silent:
    """A group that is silent, as it is counted: what it is called is told when it is shown."""

    by: By
    value: str
    excerpts: int
    voices: int


@dataclass(frozen=True)
class SilentGroups:
    groups: tuple[Silent, ...]


def silent_voices(session: Session, consultation_id: uuid.UUID) -> list[SilentVoice]:
    """All of them, those that said the most first; of a large consultation, as they were last
    counted."""
    found = told(
        session,
        consultation_id,
        SILENT.name,
        SilentGroups,
        lambda: _counted(session, consultation_id),
    ).value
    answers = answers_by_subject(session, consultation_id, OrphanKind.VOICE)
    voices = [
        SilentVoice(
            one.by, one.value, name_of_value(one.by, one.value), one.excerpts, one.voices, None
        )
        for one in found.groups
    ]
    shown = [_answered(one, answers) for one in voices]
    return sorted(shown, key=lambda one: (-one.excerpts, one.subject))


def _counted(session: Session, consultation_id: uuid.UUID) -> SilentGroups:
    rows = _said(session, consultation_id)
    found = []
    for by in LOOKED_AT:
        groups = Groups(session, consultation_id, by)
        excerpts: Counter[str] = Counter()
        voices: Counter[str] = Counter()
        accepted: Counter[str] = Counter()
        for channel, respondent, said, heard, fed in rows:
            value = groups.value_of_key(channel if by is By.CHANNEL else respondent)
            excerpts[value] += said
            voices[value] += heard
            accepted[value] += fed
        for value in excerpts:
            if value and not accepted[value]:
                found.append(Silent(by, value, excerpts[value], voices[value]))
    return SilentGroups(tuple(sorted(found, key=lambda one: (one.by, one.value))))


def silent_voices_page(
    voices: list[SilentVoice], *, answered: bool, cursor: Cursor, size: int = PAGE_SIZE
) -> Page[SilentVoice]:
    """A page of those that wait, or that were answered."""
    shown = [one for one in voices if (one.answer is not None) == answered]
    if cursor.backwards:
        shown.reverse()
    at = next((n + 1 for n, one in enumerate(shown) if one.subject == cursor.key), 0)
    rows = shown[at : at + size + 1]
    return make_page(rows, cursor, size=size, key_of=lambda one: one.subject)


def _answered(one: SilentVoice, answers: dict[str, Answer]) -> SilentVoice:
    answer = answers.get(one.subject)
    return SilentVoice(one.by, one.value, one.name, one.excerpts, one.voices, answer)


def _said(
    session: Session, consultation_id: uuid.UUID
) -> list[tuple[str, str | None, int, int, int]]:
    """Channel, respondent, excerpts, voices, and excerpts that are accepted for something."""
    _key, found = excerpts_by(By.CHANNEL, consultation_id)
    accepted = sa.case((is_accepted_anywhere(Excerpt.id), 1), else_=0)
    each = found.add_columns(
        Activity.channel,
        Contribution.respondent_id,
        VOICE.label("voice"),
        accepted.label("accepted"),
    ).subquery()
    rows = session.execute(
        sa.select(
            as_kept(each.c.channel),
            as_kept(each.c.respondent_id),
            sa.func.count(),
            sa.func.count(each.c.voice.distinct()),
            sa.func.sum(each.c.accepted),
        ).group_by(each.c.channel, each.c.respondent_id)
    )
    return [tuple(row) for row in rows]


def _as_kept(session: Session, consultation_id: uuid.UUID) -> bytes:
    return as_json(_counted(session, consultation_id))


SILENT = Figure("silent-voices-1", changes_in_corpus, _as_kept)
