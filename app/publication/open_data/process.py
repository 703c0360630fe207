"""The consultation itself: its phases, its activities, who decides, what was decided and read."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from app.consultations.activity_pages import announced_activities
from app.models import Channel, Decision, DecisionKind, Phase, Plan, ReferenceKind, StrategyVersion
from app.publication.open_data.columns import Column, Reading, Row, Table, Type, clean
from app.references.queries import all_references
from app.references.services import description_of
from app.strategy.governance.standing import bodies_now


def _consultation(reading: Reading) -> Iterator[Row]:
    one = reading.consultation
    yield (
        *(one.slug, one.title, clean(one.summary), one.territory, one.starts_on, one.ends_on),
        *(one.state, one.is_fictional),
    )


def _phases(reading: Reading) -> Iterator[Row]:
    found = sa.select(Phase).where(Phase.consultation_id == reading.id)
    for one in reading.session.scalars(found.order_by(Phase.position, Phase.code)):
        yield one.code, one.title, clean(one.goal), one.starts_on, one.ends_on


def _activities(reading: Reading) -> Iterator[Row]:
    phases = dict(
        reading.session.execute(
            sa.select(Phase.id, Phase.code).where(Phase.consultation_id == reading.id)
        ).all()
    )
    found = announced_activities(reading.session, reading.id)
    for one in sorted(found, key=lambda one: one.code):
        phase = phases[one.phase_id] if one.phase_id else ""
        yield one.code, one.channel, phase, one.title, one.place, one.starts_on, one.ends_on


def _bodies(reading: Reading) -> Iterator[Row]:
    now = bodies_now(reading.session, reading.id, reading.today)
    codes = {one.body.id: one.body.code for one in now}
    for one in sorted(now, key=lambda one: one.body.code):
        body = one.body
        above = codes.get(body.reports_to_id, "") if body.reports_to_id else ""
        yield body.code, body.name, clean(body.role), above, body.rhythm, one.seats, body.is_closed


def _decisions(reading: Reading) -> Iterator[Row]:
    rows = reading.session.execute(
        sa.select(Decision, StrategyVersion.number, Plan.number)
        .outerjoin(StrategyVersion, Decision.version_id == StrategyVersion.id)
        .outerjoin(Plan, Decision.plan_id == Plan.id)
        .where(Decision.consultation_id == reading.id)
        .order_by(Decision.number)
    )
    for one, version, plan in rows:
        yield (
            *(one.number, one.decided_on, one.body_name, one.kind, one.title, clean(one.text)),
            *(one.votes_for, one.votes_against, one.abstentions, version, plan),
        )


def _references(reading: Reading) -> Iterator[Row]:
    for one in all_references(reading.session, reading.id):
        described = description_of(one)
        authors = " ; ".join(author.name for author in described.writers)
        yield (
            *(one.key, one.kind, authors, described.title, described.year, described.container),
            *(described.publisher, described.doi, described.url),
        )


CONSULTATION = Table(
    "consultation",
    _l("The consultation itself, in one row"),
    (
        Column("slug", _l("What names it in its address")),
        Column("title", _l("Title of the consultation")),
        Column("summary", _l("What it is about")),
        Column("territory", _l("Territory that it is about")),
        Column("starts_on", _l("First day"), Type.DATE),
        Column("ends_on", _l("Last day"), Type.DATE),
        Column("state", _l("Whether it is open or closed")),
        Column("is_fictional", _l("Whether it was made up, as a demonstration"), Type.BOOLEAN),
    ),
    _consultation,
)
PHASES = Table(
    "phases",
    _l("The phases of the consultation"),
    (
        Column("code", _l("Code of the phase")),
        Column("title", _l("Title of the phase")),
        Column("goal", _l("What the phase is for")),
        Column("starts_on", _l("First day"), Type.DATE),
        Column("ends_on", _l("Last day"), Type.DATE),
    ),
    _phases,
)
ACTIVITIES = Table(
    "activities",
    _l("The activities that were announced: workshops, questionnaires, calls"),
    (
        Column("code", _l("Code of the activity")),
        Column("channel", _l("By which way words came there"), values=Channel),
        Column("phase", _l("Phase that it is a part of"), of="phases"),
        Column("title", _l("Title of the activity")),
        Column("place", _l("Where it was held")),
        Column("starts_on", _l("First day"), Type.DATE),
        Column("ends_on", _l("Last day"), Type.DATE),
    ),
    _activities,
)
BODIES = Table(
    "bodies",
    _l("The bodies of the governance; those who sit there are not named"),
    (
        Column("code", _l("Code of the body")),
        Column("name", _l("Name of the body")),
        Column("role", _l("What the body is for")),
        Column("reports_to", _l("Body to which it reports"), of="bodies"),
        Column("rhythm", _l("Months between two meetings; 0: none is set"), Type.INTEGER),
        Column("seats", _l("How many sit there"), Type.INTEGER),
        Column("is_closed", _l("Whether it meets no more"), Type.BOOLEAN),
    ),
    _bodies,
)
DECISIONS = Table(
    "decisions",
    _l("What the bodies decided"),
    (
        Column("number", _l("Number of the decision"), Type.INTEGER),
        Column("date", _l("Day of the decision"), Type.DATE),
        Column("body", _l("Name of the body, as it was that day")),
        Column("kind", _l("What the decision changes"), values=DecisionKind),
        Column("title", _l("Title of the decision")),
        Column("text", _l("Its reasons")),
        Column("votes_for", _l("Votes for"), Type.INTEGER),
        Column("votes_against", _l("Votes against"), Type.INTEGER),
        Column("abstentions", _l("Votes withheld"), Type.INTEGER),
        Column("version", _l("Number of the version that it is about"), Type.INTEGER),
        Column("plan", _l("Number of the plan that it is about"), Type.INTEGER),
    ),
    _decisions,
)
REFERENCES = Table(
    "references",
    _l("The bibliography"),
    (
        Column("key", _l("Key of the document")),
        Column("kind", _l("What kind of document it is"), values=ReferenceKind),
        Column("authors", _l("Its authors")),
        Column("title", _l("Title of the document")),
        Column("year", _l("Year, as it stands there")),
        Column("container", _l("Journal, book or site where it stands")),
        Column("publisher", _l("Who published it")),
        Column("doi", _l("DOI of the document")),
        Column("url", _l("Address of the document")),
    ),
    _references,
)
