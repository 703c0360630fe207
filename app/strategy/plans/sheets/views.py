"""The plan as a sheet, taken away and back in: nothing changes before somebody has seen what."""

from __future__ import annotations

import hashlib
import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from app.corpus.table_sentences import row_sentence, table_sentence
from app.corpus.tables import TableError
from app.extensions import current_session
from app.models import Plan, PlanImport
from app.models.turns import ChangedMeanwhile
from app.publication.writers import XLSX, write_workbook
from app.strategy.plans.adding import PlanIsFull
from app.strategy.plans.changing import PlanIsClosed
from app.strategy.plans.lookup import plan_or_404
from app.strategy.plans.permissions import may_read_plans, may_write_actions
from app.strategy.plans.sentences import plan_is_closed
from app.strategy.plans.sheets import applying
from app.strategy.plans.sheets.applying import Received, SheetIsWrong
from app.strategy.plans.sheets.differing import preview_of, state_of
from app.strategy.plans.sheets.forms import ApplyForm, SheetForm
from app.strategy.plans.sheets.reading import LIMITS, NotASheetOfPlan, SheetRead, read_sheet
from app.strategy.plans.sheets.sentences import row_told, wrong_told
from app.strategy.plans.sheets.taking_out import sheets_of
from app.strategy.plans.values import ActionRefused
from app.strategy.writing.history import Writer
from app.web.downloads import download, download_csv, file_to_send
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.sent_files import kept_while_read

blueprint = Blueprint("plan_sheets", __name__, url_prefix="/consultations/<slug>/plans/<number>")
LONGEST_FILENAME = 200
MOST_TOLD = 200
"""Rows of a preview that a page shows; all of them are counted."""


@blueprint.get("/<any(actions, measures):sheet>.csv")
@requires(may_read_plans)
def as_csv(number: str, sheet: str) -> ResponseReturnValue:
    plan, consultation = plan_or_404(number), current_consultation()
    found = next(one for one in sheets_of(plan.id) if one.name == sheet)
    file = f"{consultation.slug}-plan-{plan.number}-{sheet}.csv"
    return download_csv(found, file, consultation.id)


@blueprint.get("/plan.xlsx")
@requires(may_read_plans)
def as_xlsx(number: str) -> ResponseReturnValue:
    plan, consultation = plan_or_404(number), current_consultation()
    file = file_to_send()
    write_workbook(file, sheets_of(plan.id), current_session(), consultation.id)
    return download(file, f"{consultation.slug}-plan-{plan.number}.xlsx", XLSX)


@blueprint.route("/sheets", methods=["GET", "POST"])
@requires(may_write_actions)
def send(number: str) -> ResponseReturnValue:
    """Take the plan away; send it back, to see what it would change."""
    plan, form = plan_or_404(number), SheetForm()
    received = _read(form) if form.validate_on_submit() else None
    if received is not None:
        # The same file on the same plan is one; after the plan changed, it is looked at anew.
        session = current_session()
        key = hashlib.sha256(f"{received.sha256} {state_of(session, plan)}".encode()).hexdigest()
        kept = applying.keep_sheet(session, Writer(current_user.id, key), plan, received)
        slug = current_consultation().slug
        return redirect(url_for(".preview", slug=slug, number=number, import_id=kept.id))
    page = render_template("plans/sheets.html", plan=plan, form=form, limit=LIMITS.bytes)
    return page, 422 if form.errors else status_of(form)


@blueprint.route("/sheets/<uuid:import_id>", methods=["GET", "POST"])
@requires(may_write_actions)
def preview(number: str, import_id: uuid.UUID) -> ResponseReturnValue:
    """What the sheet would change; a POST does it."""
    plan, session = plan_or_404(number), current_session()
    received = applying.sheet_of(session, plan, import_id) or abort(404)
    form = ApplyForm()
    if form.validate_on_submit() and _applied(plan, received, form):
        slug = current_consultation().slug
        return redirect(url_for("plans.show", slug=slug, number=plan.number))
    form.made_from.data = state_of(session, plan)
    page = render_template(
        "plans/sheet_preview.html",
        plan=plan,
        received=received,
        preview=preview_of(session, plan, received.rows),
        form=form,
        most=MOST_TOLD,
        row_told=row_told,
        wrong_told=wrong_told,
    )
    return page, status_of(form)


def _read(form: SheetForm) -> Received | None:
    """What the file holds; None, and why in the form, where it cannot be taken."""
    sent: FileStorage = form.file.data
    try:
        with kept_while_read(sent) as path:
            read = read_sheet(path)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except TableError as error:
        form.file.errors = [table_sentence(error.reason, error.details)]
        return None
    except NotASheetOfPlan:
        form.file.errors = [_("No column is named “Code”, or one stands there twice.")]
        return None
    if read.unreadable:
        form.file.errors = _unreadable(read)
        return None
    return Received((sent.filename or "")[-LONGEST_FILENAME:], digest, read.rows)


def _unreadable(read: SheetRead) -> list[str]:
    return [
        _(
            "Row %(number)s %(reason)s.",
            number=bad.number,
            reason=row_sentence(bad.reason, bad.details),
        )
        for bad in read.unreadable[:MOST_TOLD]
    ]


def _applied(plan: Plan, received: PlanImport, form: ApplyForm) -> bool:
    """Do what the sheet says; a reason why not is told in the form."""
    by = Writer(current_user.id, "")
    try:
        applying.apply(current_session(), by, plan, received, made_from=form.made_from.data or "")
        flash(_("What the sheet says is done."), "success")
        return True
    except ChangedMeanwhile:
        form.form_errors.append(
            _("The plan changed since you looked: see below what the sheet would change now.")
        )
    except PlanIsClosed:
        form.form_errors.append(plan_is_closed())
    except (SheetIsWrong, ActionRefused):
        form.form_errors.append(_("Correct the file first: nothing is changed."))
    except PlanIsFull:
        form.form_errors.append(_("These actions are more than a plan holds."))
    return False
