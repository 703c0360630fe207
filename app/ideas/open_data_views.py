"""The ideas of a box to take away, and what each column means."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.ideas.lookup import box_or_404
from app.ideas.open_data import LICENCE_ADDRESS, dictionary_sheet, ideas_sheet
from app.ideas.permissions import may_read_ideas
from app.models import IdeaBox
from app.publication.sheets import Sheet
from app.web.downloads import download_csv
from app.web.guard import current_consultation, requires
from app.web.limits import TAKING_AWAY

blueprint = Blueprint("idea_exports", __name__, url_prefix="/consultations/<slug>/ideas/<code>")


@blueprint.get("/ideas.csv")
@requires(may_read_ideas)
@TAKING_AWAY
def ideas(code: str) -> ResponseReturnValue:
    return _file(box_or_404(code), ideas_sheet())


@blueprint.get("/dictionary.csv")
@requires(may_read_ideas)
@TAKING_AWAY
def dictionary(code: str) -> ResponseReturnValue:
    return _file(box_or_404(code), dictionary_sheet())


def _file(box: IdeaBox, sheet: Sheet) -> ResponseReturnValue:
    name = f"{current_consultation().slug}-{box.activity.code}-{sheet.name}.csv"
    answer = download_csv(sheet, name, box.id)
    answer.headers["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    return answer
