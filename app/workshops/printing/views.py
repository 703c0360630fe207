"""Sheets for the room of a workshop, as PDF to print."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.publication.typesetting import PDF
from app.web.downloads import download
from app.web.guard import requires
from app.web.language import current_language
from app.workshops import queries
from app.workshops.attendance import people_of
from app.workshops.lookup import link_to, workshop_or_404
from app.workshops.permissions import may_facilitate
from app.workshops.printing import sheets
from app.workshops.seating import seating_of
from app.workshops.table_pages import joining_address

blueprint = Blueprint(
    "workshop_printing", __name__, url_prefix="/consultations/<slug>/workshops/<code>"
)


@blueprint.get("/table-sheets.pdf")
@requires(may_facilitate)
def table_sheets(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    tables = queries.tables_of(current_session(), workshop.activity_id)
    rounds = queries.rounds_of(current_session(), workshop.activity_id)
    if not (tables and rounds):
        return _nothing_to_print(code)
    return _sent(
        sheets.table_sheets(workshop, tables, rounds, current_language()), f"{code}-tables.pdf"
    )


@blueprint.get("/qr-sheets.pdf")
@requires(may_facilitate)
def qr_sheets(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    tables = queries.tables_of(current_session(), workshop.activity_id)
    if not tables:
        return _nothing_to_print(code)
    return _sent(
        sheets.qr_sheets(workshop, tables, joining_address, current_language()), f"{code}-qr.pdf"
    )


@blueprint.get("/attendance-sheet.pdf")
@requires(may_facilitate)
def attendance_sheet(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    people = people_of(current_session(), workshop.activity_id)
    return _sent(
        sheets.attendance_sheet(workshop, people, current_language()), f"{code}-attendance.pdf"
    )


@blueprint.get("/seating.pdf")
@requires(may_facilitate)
def seating_plan(code: str) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    plan = seating_of(current_session(), workshop.activity_id)
    if not plan.is_seated:
        return _nothing_to_print(code)
    return _sent(sheets.seating_plan(workshop, plan, current_language()), f"{code}-seating.pdf")


def _nothing_to_print(code: str) -> ResponseReturnValue:
    flash(_("Nothing can be printed of it yet: tables, rounds or seats are to be set up."), "info")
    return redirect(link_to("workshops.show", code=code))


def _sent(pdf: bytes, filename: str) -> ResponseReturnValue:
    return download(io.BytesIO(pdf), filename, PDF)
