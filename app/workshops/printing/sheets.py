"""What is printed for the room of a workshop, as plain values that templates lay out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from app.models import Attendee, OrganisationKind, RoomTable, Round, Workshop
from app.publication.typesetting import pdf_of
from app.web.labels import label
from app.web.qr_code import printed_qr
from app.workshops.room_names import round_name, table_name
from app.workshops.seating import Plan

Content = dict[str, Any]

BLANK_LINES, MORE_LINES = 40, 12
"""Lines to write on where nobody is known, and after those who are."""

_FOLDER = Path(__file__).parent
_FRAME = (_FOLDER / "frame.typ").read_text(encoding="utf-8")


def table_sheets(
    workshop: Workshop, tables: Sequence[RoomTable], rounds: Sequence[Round], language: str
) -> bytes:
    """A page for each table and round, with its question and space for notes by nature."""
    sheets = [
        {
            "kicker": _kicker(workshop),
            "table": table_name(table),
            "host": _("Hosted by %(name)s", name=table.facilitator.name)
            if table.facilitator
            else "",
            "round": round_name(one),
            "question": one.question,
        }
        for table in tables
        for one in rounds
    ]
    natures = [
        {"title": _("Findings"), "help": _("What works, what does not: what people see.")},
        {"title": _("Needs"), "help": _("What is lacking, what is expected.")},
        {"title": _("Proposals"), "help": _("What could be done, by whom.")},
    ]
    title = _("Table sheets")
    return _pdf("table-sheets", workshop, title, language, sheets=sheets, natures=natures)


def qr_sheets(
    workshop: Workshop,
    tables: Sequence[RoomTable],
    address_of: Callable[[RoomTable], str],
    language: str,
) -> bytes:
    """A page for each table with its code to scan; `address_of` gives where the code leads."""
    sheets = [
        {
            "kicker": _kicker(workshop),
            "table": table_name(table),
            "call": _("Scan this code and note your ideas: one idea a note, no account needed."),
            "code": printed_qr(address_of(table), level="q"),
            "alt": _("Code to scan, which leads to: %(address)s", address=address_of(table)),
            "address_label": _("Or type this address:"),
            "address": address_of(table),
            "without_title": _("Without a phone"),
            "without": _(
                "Say your idea to the person who hosts the table, or write it on a card: it is"
                " noted with the others."
            ),
        }
        for table in tables
    ]
    return _pdf("qr-sheets", workshop, _("Codes of the tables"), language, sheets=sheets)


def attendance_sheet(workshop: Workshop, people: Sequence[Attendee], language: str) -> bytes:
    """Lines to sign: those of the people who are known, and blank ones."""
    known = [[one.name, one.organisation, label(one.kind)] for one in people]
    blank = [["", "", ""]] * (MORE_LINES if known else BLANK_LINES)
    return _pdf(
        "attendance-sheet",
        workshop,
        _("Attendance sheet"),
        language,
        kicker=_kicker(workshop),
        heading=_("Attendance sheet"),
        privacy=_(
            "Your name serves the organisation of this workshop only: its facilitators and the"
            " stewards of the consultation see it, nobody else. It can be erased on request; only"
            " the number of people by type of body is published."
        ),
        kinds=_("Types of body: %(names)s", names=", ".join(map(label, OrganisationKind))),
        columns=[_("Name"), _("Organisation"), _("Type of body"), _("Signature")],
        lines=[*known, *blank],
    )


def seating_plan(workshop: Workshop, plan: Plan, language: str) -> bytes:
    """Who sits at which table in which round, to show at the entrance."""
    lines = [
        {
            "name": line.person.name,
            "tables": [str(table.number) if table else "–" for table in line.tables],
        }
        for line in plan.lines
    ]
    return _pdf(
        "seating-plan",
        workshop,
        _("Who sits where"),
        language,
        kicker=_kicker(workshop),
        heading=_("Who sits where"),
        privacy=_("For the room only: take it down and destroy it afterwards."),
        who=_("Name"),
        rounds=[_("Round %(number)s", number=one.number) for one in plan.rounds],
        lines=lines,
    )


def _kicker(workshop: Workshop) -> str:
    """What the workshop is about, where and when."""
    activity = workshop.activity
    day = format_date(activity.starts_on, "long") if activity.starts_on else ""
    return " · ".join(
        part for part in (activity.subject or activity.title, activity.place, day) if part
    )


def _pdf(name: str, workshop: Workshop, title: str, language: str, **content: Any) -> bytes:
    activity = workshop.activity
    data = {
        "language": language,
        "title": f"{title} – {activity.title}",
        "footer": f"{activity.code} – {activity.title}",
        "page": _("Page"),
        **content,
    }
    template = _FRAME + (_FOLDER / f"{name}.typ").read_text(encoding="utf-8")
    return pdf_of(template.encode(), data)
