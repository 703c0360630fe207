from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.publication.permissions import may_export
from app.publication.sheets import sheets
from app.publication.writers import XLSX, write_workbook
from app.web.downloads import download, download_csv, file_to_send
from app.web.guard import current_consultation, requires

blueprint = Blueprint("exports", __name__, url_prefix="/consultations/<slug>/exports")


@blueprint.get("")
@requires(may_export)
def index() -> ResponseReturnValue:
    return render_template("exports/index.html", sheets=sheets())


@blueprint.get("/<name>.csv")
@requires(may_export)
def as_csv(name: str) -> ResponseReturnValue:
    sheet = next((one for one in sheets() if one.name == name), None) or abort(404)
    consultation = current_consultation()
    return download_csv(sheet, f"{consultation.slug}-{sheet.name}.csv", consultation.id)


@blueprint.get("/everything.xlsx")
@requires(may_export)
def as_xlsx() -> ResponseReturnValue:
    consultation = current_consultation()
    file = file_to_send()
    write_workbook(file, sheets(), current_session(), consultation.id)
    return download(file, f"{consultation.slug}.xlsx", XLSX)
