"""Lines of the log in words: who, what, to which thing, and what it was before."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app.audit.acts import sentence
from app.consultations.activity_pages import activity_pages
from app.models import (
    Account,
    Activity,
    AuditEvent,
    CardForm,
    Consultation,
    Contribution,
    Document,
    Idea,
    ListKind,
    MandateEnding,
    Point,
    Reference,
    Role,
    SignInWay,
)
from app.web.labels import label

PAGES: dict[str, tuple[Any, str]] = {
    "contribution_id": (Contribution, "corpus.show"),
    "document_id": (Document, "documents.show"),
    "form_id": (CardForm, "card_forms.show"),
    "idea_id": (Idea, "ideas.show"),
    "point_id": (Point, "points.show"),
    "reference_id": (Reference, "references.show"),
}
"""Things that have a page whose address is made of them: their table, and that page."""

THINGS = {
    "account_id": _l("Person"),
    "amendment_id": _l("Suggested change"),
    "attendee_id": _l("Person present"),
    "audience": _l("Message"),
    "candidate_id": _l("Proposed theme"),
    "card_id": _l("Card"),
    "code": _l("Code"),
    "codebook_theme_id": _l("Theme of the codebook"),
    "comment_id": _l("Comment"),
    "contribution_id": _l("Contribution"),
    "document_id": _l("Document"),
    "event_id": _l("Act on the codebook"),
    "export_id": _l("Exported file"),
    "file_kind": _l("Kind of file"),
    "file_id": _l("Document of a meeting"),
    "form_id": _l("Contribution card"),
    "idea_id": _l("Idea"),
    "import_id": _l("Import"),
    "indicator_id": _l("Indicator"),
    "invitation_id": _l("Invitation"),
    "job_id": _l("Job"),
    "kind": _l("Kind"),
    "line_id": _l("Line"),
    "list_id": _l("List of sure excerpts"),
    "list_kind": _l("Reference list"),
    "made_id": _l("Made document"),
    "mandate_id": _l("Mandate"),
    "meeting_id": _l("Meeting"),
    "member_id": _l("Role"),
    "name": _l("Name"),
    "note_id": _l("Note"),
    "number": _l("Number"),
    "organisation_id": _l("Organisation"),
    "orphan_kind": _l("Orphans"),
    "passage_id": _l("Passage"),
    "point_id": _l("Finding, need or action"),
    "quote_id": _l("Quotation"),
    "reason_id": _l("Reason"),
    "reference_id": _l("Reference"),
    "registration_id": _l("Registration"),
    "request_id": _l("Request about data"),
    "response_id": _l("Response"),
    "round_id": _l("Round"),
    "run_id": _l("Analysis"),
    "scoring_id": _l("Priorities"),
    "series_id": _l("Series"),
    "session_id": _l("Session"),
    "subject": _l("Subject of a comment"),
    "subject_id": _l("Subject of a comment"),
    "table_id": _l("Table"),
    "task_id": _l("Task"),
    "section": _l("Section of the review"),
    "template_id": _l("Template of documents"),
}
DETAILS = {
    "before": _l("Before"),
    "after": _l("After"),
    "number": _l("Number"),
    "role": _l("Role"),
    "way": _l("How"),
    "why": _l("Why"),
    "words": _l("Words"),
    "processing": _l("Processing"),
    "anonymised": _l("Made anonymous"),
    "deleted": _l("Deleted"),
    "accounts": _l("Accounts"),
    "cards": _l("Cards"),
    "ideas": _l("Ideas"),
    "invitations": _l("Invitations"),
    "registrations": _l("Registrations"),
    "requests": _l("Requests about data"),
    "responses": _l("Responses"),
    "roles": _l("Roles"),
    "submissions": _l("Written contributions"),
    "subscriptions": _l("Subscriptions"),
}
ENUMS: dict[str, type[enum.StrEnum]] = {
    "why": MandateEnding,
    "before": Role,
    "after": Role,
    "role": Role,
    "way": SignInWay,
    "list_kind": ListKind,
}
"""Details and things whose values have a name on the screen."""


@dataclass(frozen=True)
class Thing:
    """To what something was done. `endpoint` is its page, where it still has one."""

    kind: str
    text: str
    endpoint: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LogLine:
    """An event in words. `who` is empty where nobody did it: a command or a job."""

    id: uuid.UUID
    moment: dt.datetime
    account_id: uuid.UUID | None
    who: str
    role: str
    act: str
    things: tuple[Thing, ...]
    details: tuple[tuple[str, str], ...]
    consultation: str


def lines_of(session: Session, events: Sequence[AuditEvent]) -> list[LogLine]:
    """These events in words; as many questions to the database, however many they are."""
    known = _Known(session, events)
    return [_line(event, known) for event in events]


class _Known:
    """What the database still knows of what events name."""

    def __init__(self, session: Session, events: Sequence[AuditEvent]) -> None:
        self.session = session
        named = [(kind, value) for event in events for kind, value in event.things.items()]
        acting = {event.account_id for event in events if event.account_id is not None}
        self.people = self._people(acting | set(_ids(named, "account_id")))
        consultations = {one.consultation_id for one in events if one.consultation_id}
        self.titles = self._titles(consultations)
        self.there = self._there(named)
        self.activities: dict[str, Thing] = {}
        if len(consultations) == 1:
            codes = {str(value) for kind, value in named if kind == "code"}
            self.activities = self._activities(next(iter(consultations)), codes)

    def name_of(self, account_id: uuid.UUID | None) -> str:
        """The name of somebody; nothing is left of an erased account, not even a row perhaps."""
        if account_id is None:
            return ""
        return self.people.get(account_id) or _("Erased account")

    def _people(self, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
        if not ids:
            return {}
        rows = self.session.execute(
            sa.select(Account.id, Account.name).where(
                Account.id.in_(ids), Account.erased_at.is_(None)
            )
        )
        return {row.id: row.name for row in rows}

    def _titles(self, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
        if not ids:
            return {}
        rows = self.session.execute(
            sa.select(Consultation.id, Consultation.title).where(Consultation.id.in_(ids))
        )
        return {row.id: row.title for row in rows}

    def _there(self, named: Iterable[tuple[str, Any]]) -> set[str]:
        """The identifiers of those things that are still there, asked for all at once."""
        asked = [
            sa.select(model.id).where(model.id.in_(ids))
            for kind, (model, _page) in PAGES.items()
            if (ids := _ids(named, kind))
        ]
        if not asked:
            return set()
        return {str(one) for one in self.session.scalars(sa.union_all(*asked))}

    def _activities(self, consultation_id: uuid.UUID, codes: set[str]) -> dict[str, Thing]:
        if not codes:
            return {}
        pages = activity_pages(self.session, consultation_id)
        rows = self.session.execute(
            sa.select(Activity.id, Activity.code, Activity.title).where(
                Activity.consultation_id == consultation_id, Activity.code.in_(codes)
            )
        )
        return {
            row.code: Thing(
                _("Activity"),
                row.title,
                pages[row.id].endpoint if row.id in pages else "",
                (("code", row.code),),
            )
            for row in rows
        }


def _ids(named: Iterable[tuple[str, Any]], wanted: str) -> list[uuid.UUID]:
    ids = (_as_id(value) for kind, value in named if kind == wanted)
    return [one for one in ids if one is not None]


def _as_id(value: Any) -> uuid.UUID | None:
    """A value as an identifier: nothing that was once written may break the page."""
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None


def _line(event: AuditEvent, known: _Known) -> LogLine:
    return LogLine(
        id=event.id,
        moment=event.created_at,
        account_id=event.account_id,
        who=known.name_of(event.account_id),
        role=label(event.role) if event.role else "",
        act=sentence(event.act),
        things=tuple(
            _thing(event, kind, str(value), known) for kind, value in event.things.items()
        ),
        details=tuple((_kind(DETAILS, name), _said(name, v)) for name, v in event.details.items()),
        consultation=known.titles.get(event.consultation_id, "") if event.consultation_id else "",
    )


def _thing(event: AuditEvent, kind: str, value: str, known: _Known) -> Thing:
    if kind == "code" and value in known.activities:
        return known.activities[value]
    if kind == "account_id":
        return Thing(_kind(THINGS, kind), known.name_of(_as_id(value)))
    names = (kind, "code") if kind == "idea_id" else (kind,)
    if kind in PAGES and value in known.there and event.things.keys() >= set(names):
        values = tuple((name, str(event.things[name])) for name in names)
        return Thing(_kind(THINGS, kind), value, PAGES[kind][1], values)
    return Thing(_kind(THINGS, kind), _said(kind, value))


def _kind(names: dict[str, Any], name: str) -> str:
    return str(names.get(name, name))


def _said(name: str, value: Any) -> str:
    """A detail in words; a value that no enum knows is told as it is."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    try:
        return label(ENUMS[name](value))
    except (KeyError, ValueError):
        return str(value)
