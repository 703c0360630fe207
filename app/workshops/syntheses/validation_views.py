"""Standing behind a synthesis, and behind the notes alone."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import current_session
from app.models import Workshop
from app.web.forms import sent_key
from app.web.guard import account_id_of_current_user, requires
from app.workshops.corpus_entry import validate_notes
from app.workshops.lookup import workshop_or_404
from app.workshops.permissions import may_facilitate
from app.workshops.syntheses.forms import ActForm
from app.workshops.syntheses.keeping import Edit
from app.workshops.syntheses.lookup import link_to, may_validate_here
from app.workshops.syntheses.screen import screen_of
from app.workshops.syntheses.sentences import attempted
from app.workshops.syntheses.validation import review_of, validate_synthesis

blueprint = Blueprint(
    "synthesis_validation", __name__, url_prefix="/consultations/<slug>/workshops/<code>/synthesis"
)


@blueprint.route("/validation", methods=["GET", "POST"])
@requires(may_facilitate)
def validate(code: str) -> ResponseReturnValue:
    """What would enter the corpus and what is odd, then the act."""
    workshop, form = _workshop(code), ActForm()
    if not form.validate_on_submit():
        return _page(workshop, status=422 if form.is_submitted() else 200)
    edit = Edit(account_id_of_current_user(), form.version.data, sent_key())
    _none, refused = attempted(
        lambda: validate_synthesis(current_session(), workshop.activity, edit)
    )
    if refused:
        return _page(workshop, refused, 409)
    flash(_("The synthesis is validated: it is in the corpus with the notes."), "success")
    return redirect(link_to("syntheses.show", workshop))


@blueprint.post("/notes")
@requires(may_facilitate)
def take_notes_in(code: str) -> ResponseReturnValue:
    """Validate the notes alone: those of a workshop whose synthesis is a file, or later ones."""
    workshop = _workshop(code)
    number = validate_notes(current_session(), workshop.activity)
    flash(
        ngettext("%(num)s note entered the corpus.", "%(num)s notes entered the corpus.", number),
        "success",
    )
    return redirect(link_to("syntheses.show", workshop))


def _workshop(code: str) -> Workshop:
    """The workshop, for those who may stand behind what is said of it."""
    workshop = workshop_or_404(code)
    return workshop if may_validate_here(workshop) else abort(403)


def _page(workshop: Workshop, refused: str = "", status: int = 200) -> tuple[str, int]:
    session = current_session()
    screen = screen_of(session, workshop)
    review = review_of(session, workshop.activity_id, screen.lines) if screen.is_open else None
    page = render_template(
        "syntheses/validate.html",
        workshop=workshop,
        screen=screen,
        review=review,
        refused=refused,
    )
    return page, status
