"""The steward's side of idea boxes: making one, its settings."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.ideas.box_forms import BoxForm, SettingsForm
from app.ideas.boxes import ThemeInUse, change_box, create_box
from app.ideas.lookup import box_or_404, link_to
from app.ideas.permissions import may_prepare_boxes
from app.models import IdeaBox
from app.models.turns import ChangedMeanwhile
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("idea_boxes", __name__, url_prefix="/consultations/<slug>")


@blueprint.route("/idea-boxes/new", methods=["GET", "POST"])
@requires(may_prepare_boxes)
def new() -> ResponseReturnValue:
    form = BoxForm(takes_comments=True, takes_votes=True)
    if not form.validate_on_submit():
        return render_template("ideas/box_new.html", form=form), status_of(form)
    box = create_box(
        current_session(),
        consultation_id=current_consultation().id,
        plan=form.plan(),
        themes=form.new_themes,
    )
    flash(_("The idea box is there."), "success")
    return redirect(link_to("ideas.box", box.activity.code))


@blueprint.route("/ideas/<code>/settings", methods=["GET", "POST"])
@requires(may_prepare_boxes)
def settings(code: str) -> ResponseReturnValue:
    box = box_or_404(code)
    form = SettingsForm.showing(box)
    if form.validate_on_submit() and _changed(box, form):
        flash(_("The settings are saved."), "success")
        return redirect(link_to("ideas.box", code))
    return render_template("ideas/settings.html", box=box, form=form), status_of(form)


def _changed(box: IdeaBox, form: SettingsForm) -> bool:
    """Change it; a reason why not is told in the form, which keeps what was typed."""
    try:
        change_box(
            current_session(),
            box,
            form.plan(),
            names=form.names,
            added=form.new_themes,
            made_from=form.made_from.data or "",
        )
        return True
    except ThemeInUse as refusal:
        form.form_errors.append(
            _("Ideas have the theme “%(title)s”: rename it, or leave it.", title=refusal.title)
        )
    except ChangedMeanwhile:
        form.show_again(box)
    return False
