"""What people said in public, and what became of it: contributions, excerpts, links.

Of who said it nothing stands here: kinds of actor and territories are counted apart.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app.consultations.activity_pages import announced_activities
from app.corpus.moderation.alerts import alerts_of_personal_data
from app.corpus.moderation.personal_data import PersonalData
from app.models import (
    Activity,
    Channel,
    Contribution,
    ContributionState,
    EvidenceStatus,
    Excerpt,
    Nature,
)
from app.publication.became.fate import Fate, Way
from app.publication.became.fates import fates_of
from app.publication.open_data.columns import Column, Reading, Row, Table, Type, clean
from app.publication.open_data.grouping import told_of
from app.strategy.coverage.groups import VOICE

CHUNK = 500
PERSONAL = frozenset(kind.value for kind in PersonalData)
"""The alerts that say that personal data was found."""


def public_contributions(session: Session, consultation_id: uuid.UUID) -> list[Any]:
    """The contributions that everybody reads, with their activity and who speaks (`voice`)."""
    announced = [one.id for one in announced_activities(session, consultation_id)]
    return list(
        session.execute(
            sa.select(
                Contribution.id,
                Activity.channel,
                Activity.code,
                Contribution.question,
                Contribution.received_on,
                Contribution.title,
                Contribution.text,
                Contribution.alerts,
                VOICE.label("voice"),
            )
            .join(Activity, Contribution.activity_id == Activity.id)
            .where(
                Contribution.consultation_id == consultation_id,
                Contribution.state == ContributionState.PUBLISHED,
                Contribution.activity_id.in_(announced),
            )
        )
    )


def holds_findings(title: str, text: str, alerts: Sequence[str]) -> bool:
    """Whether personal data was found in words, when they came or as they are now."""
    return bool(PERSONAL.intersection(alerts) or alerts_of_personal_data(title, text))


def public_excerpts(session: Session, consultation_id: uuid.UUID) -> list[Any]:
    """The excerpts of these contributions."""
    announced = [one.id for one in announced_activities(session, consultation_id)]
    return list(
        session.execute(
            sa.select(
                Excerpt.id, Excerpt.contribution_id, Excerpt.start, Excerpt.end, Excerpt.nature
            )
            .join(Excerpt.contribution)
            .where(
                Excerpt.consultation_id == consultation_id,
                Contribution.state == ContributionState.PUBLISHED,
                Contribution.activity_id.in_(announced),
            )
        )
    )


def _contributions(reading: Reading) -> list[Row]:
    found = public_contributions(reading.session, reading.id)
    attributes = [
        (one.channel.value, one.code, one.question, one.received_on.isoformat())
        if one.received_on
        else (one.channel.value, one.code, one.question, "")
        for one in found
    ]
    told = told_of(attributes, [one.voice for one in found])
    return sorted(
        _contribution(reading, one, attributes) for one, attributes in zip(found, told, strict=True)
    )


def _contribution(reading: Reading, one: Any, told: tuple[str, ...]) -> Row:
    hides = holds_findings(one.title, one.text, one.alerts)
    words = ("", "") if hides else (one.title, one.text)
    return (reading.names.name("contribution", one.id), *told, *words, hides)


def _excerpts(reading: Reading) -> list[Row]:
    names = reading.names
    words = {
        one.id: one.text
        for one in public_contributions(reading.session, reading.id)
        if not holds_findings(one.title, one.text, one.alerts)
    }
    fates = dict(_fates(reading))
    return sorted(
        (
            names.name("excerpt", one.id),
            names.name("contribution", one.contribution_id),
            one.start,
            one.end,
            one.nature.value,
            fates[one.id].status.value if one.id in fates else "",
            words.get(one.contribution_id, "")[one.start : one.end],
        )
        for one in public_excerpts(reading.session, reading.id)
    )


def _links(reading: Reading) -> list[Row]:
    return sorted(
        (reading.names.name("excerpt", excerpt_id), *row)
        for excerpt_id, fate in _fates(reading)
        for row in _told(fate)
    )


def _told(fate: Fate) -> Iterator[tuple[str, ...]]:
    for place in fate.places:
        for means in place.means:
            decided = means.decided
            when = decided.made_at.date().isoformat() if decided else ""
            motive = clean(decided.motive) if decided else ""
            yield place.line.code, place.status.value, means.way.value, motive, when
    for one in fate.not_kept:
        when = one.made_at.date().isoformat() if one.made_at else ""
        code = one.line.code if one.line else ""
        yield code, EvidenceStatus.SET_ASIDE.value, "", clean(one.motive), when


def _fates(reading: Reading) -> Iterator[tuple[uuid.UUID, Fate]]:
    """What became of each public excerpt, where everybody may know it."""
    if not reading.tells_fates:
        return
    ids = [one.id for one in public_excerpts(reading.session, reading.id)]
    for start in range(0, len(ids), CHUNK):
        found = fates_of(reading.session, reading.id, ids[start : start + CHUNK])
        yield from found.items()


CONTRIBUTIONS = Table(
    "contributions",
    _l("What people said and everybody may read"),
    (
        Column("id", _l("Identifier of the contribution, made for this file")),
        Column("channel", _l("By which way it came"), is_quasi=True, values=Channel),
        Column("activity", _l("Code of the activity"), is_quasi=True, of="activities"),
        Column("question", _l("Question that it answers"), is_quasi=True),
        Column("date", _l("Day when it was given"), Type.DATE, is_quasi=True),
        Column("title", _l("Title, as it was written")),
        Column("text", _l("Words, as they were written")),
        Column(
            "words_left_out",
            _l("Whether its words are left out, as personal data was found in them"),
            Type.BOOLEAN,
        ),
    ),
    _contributions,
)
EXCERPTS = Table(
    "excerpts",
    _l("The parts of contributions that are read and cited one by one"),
    (
        Column("id", _l("Identifier of the excerpt, made for this file")),
        Column("contribution", _l("Contribution that holds it"), of="contributions"),
        Column("start", _l("First sign in the words, from 0"), Type.INTEGER),
        Column("end", _l("First sign after it"), Type.INTEGER),
        Column("nature", _l("What kind of remark it is"), values=Nature),
        Column(
            "became",
            _l("What became of it; empty where the charter does not make it public"),
            values=EvidenceStatus,
        ),
        Column("text", _l("Words of the excerpt")),
    ),
    _excerpts,
)
LINKS = Table(
    "links",
    _l("To which lines of the strategy excerpts lead, or why they were not kept"),
    (
        Column("excerpt", _l("Excerpt that leads there"), of="excerpts"),
        Column("line", _l("Code of the line of the strategy; empty: none")),
        Column("status", _l("How far it was kept"), values=EvidenceStatus),
        Column("way", _l("By what it leads there"), values=Way),
        Column("reason", _l("Reason that was given")),
        Column("date", _l("Day of the decision"), Type.DATE),
    ),
    _links,
)
