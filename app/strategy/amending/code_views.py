"""What a code of a suggestion opens: what became of it, and withdrawing it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.strategy.amending import suggesting
from app.strategy.amending.permissions import may_suggest
from app.strategy.amending.queries import SuggestionLine, shown, suggestion_with
from app.web.guard import current_consultation, requires
from app.web.limits import GUESSED, take_time

blueprint = Blueprint(
    "amendment_codes", __name__, url_prefix="/consultations/<slug>/strategy/changes/code/<token>"
)
GUESSED(blueprint)


@blueprint.after_request
def _tell_nobody(response: Response) -> Response:
    """The address holds the code: no other page learns it, and no search engine keeps it."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("")
@requires(may_suggest)
def show(token: str) -> ResponseReturnValue:
    line = _opened_or_404(token)
    return render_template(
        "amendments/show.html", shown=shown(current_session(), line), is_theirs=True, code=token
    )


@blueprint.post("/withdraw")
@requires(may_suggest)
def withdraw(token: str) -> ResponseReturnValue:
    suggesting.withdraw(current_session(), _opened_or_404(token).made)
    flash(_("Nothing waits for an answer any more."), "success")
    return redirect(url_for(".show", slug=current_consultation().slug, token=token))


def _opened_or_404(token: str) -> SuggestionLine:
    found = suggestion_with(current_session(), current_consultation().id, token)
    if found is None:
        current_session().rollback()  # nobody has to wait for a lock meanwhile
        take_time()
        abort(404)
    return found
