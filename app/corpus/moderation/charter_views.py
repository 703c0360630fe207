"""The charter of a consultation: read by everybody, written by its stewards."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.moderation import charters
from app.corpus.moderation.charter_proposal import proposed_reasons, proposed_rules
from app.corpus.moderation.charters import charter_of, fingerprint_of
from app.corpus.moderation.forms import CharterForm, ReasonForm
from app.corpus.moderation.log_queries import figures_of
from app.corpus.moderation.permissions import may_moderate, may_read_charter
from app.extensions import current_session
from app.models import Charter
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("charter", __name__, url_prefix="/consultations/<slug>/charter")


@blueprint.get("")
@requires(may_read_charter)
def show() -> ResponseReturnValue:
    consultation = current_consultation()
    charter = charter_of(current_session(), consultation.id)
    return render_template(
        "charter/show.html",
        charter=charter,
        default_days=charters.DEFAULT_RETENTION,
        figures=figures_of(current_session(), consultation.id),
    )


@blueprint.route("/edit", methods=["GET", "POST"])
@requires(may_moderate)
def edit() -> ResponseReturnValue:
    charter = charter_of(current_session(), current_consultation().id)
    form = CharterForm(obj=charter or proposed_rules(), data={"made_from": fingerprint_of(charter)})
    form.name_times()
    if form.validate_on_submit():
        try:
            _keep(form)
            return _to_charter()
        except charters.ChangedMeanwhile:
            form.form_errors.append(
                _("Somebody else changed the charter meanwhile. Open it again to see it.")
            )
    reasons = () if charter else proposed_reasons()
    return (
        render_template("charter/edit.html", form=form, charter=charter, reasons=reasons),
        status_of(form),
    )


def _keep(form: CharterForm) -> None:
    charters.keep_rules(
        current_session(),
        current_consultation().id,
        form.rules,
        made_from=form.made_from.data or "",
        first_reasons=proposed_reasons(),
    )
    flash(_("The charter is kept."), "success")


@blueprint.route("/reasons/new", methods=["GET", "POST"])
@requires(may_moderate)
def add_reason() -> ResponseReturnValue:
    charter = _charter_or_404()
    form = ReasonForm()
    if form.validate_on_submit() and _keep_reason(charter, form):
        return _to_charter()
    return render_template("charter/reason.html", form=form, reason=None), status_of(form)


@blueprint.route("/reasons/<uuid:reason_id>", methods=["GET", "POST"])
@requires(may_moderate)
def edit_reason(reason_id: uuid.UUID) -> ResponseReturnValue:
    charter = _charter_or_404()
    try:
        reason = charters.reason_named(charter, reason_id)
    except LookupError:
        abort(404)
    form = ReasonForm(obj=reason)
    if form.validate_on_submit() and _keep_reason(charter, form, reason_id):
        return _to_charter()
    return render_template("charter/reason.html", form=form, reason=reason), status_of(form)


@blueprint.post("/reasons/<uuid:reason_id>/retire")
@requires(may_moderate)
def retire(reason_id: uuid.UUID) -> ResponseReturnValue:
    is_retired = request.form.get("do") != "bring_back"
    try:
        charters.retire(_charter_or_404(), reason_id, is_retired=is_retired)
    except LookupError:
        abort(404)
    said = _("The reason is proposed no more. Decisions that name it keep it.")
    flash(said if is_retired else _("The reason is proposed again."), "success")
    return _to_charter()


def _keep_reason(charter: Charter, form: ReasonForm, reason_id: uuid.UUID | None = None) -> bool:
    try:
        charters.keep_reason(current_session(), charter, form.told, reason_id=reason_id)
    except charters.TitleTaken:
        form.title.errors = [_("The charter has a reason of this name, perhaps a retired one.")]
        return False
    flash(_("The reason is kept."), "success")
    return True


def _charter_or_404() -> Charter:
    return charter_of(current_session(), current_consultation().id) or abort(404)


def _to_charter() -> ResponseReturnValue:
    return redirect(url_for(".show", slug=current_consultation().slug))
