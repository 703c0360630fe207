"""The consultation review: read by everybody once it is published, written by the team."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import ConsultationReview
from app.models.turns import ChangedMeanwhile
from app.publication.review import editing
from app.publication.review.blocks import Section
from app.publication.review.forms import PublishForm, SectionForm
from app.publication.review.generating import generated, section_name, shown
from app.publication.review.permissions import (
    may_publish_review,
    may_read_review,
    may_write_review,
)
from app.web.forms import status_of
from app.web.guard import account_id_of_current_user, current_consultation, requires

blueprint = Blueprint("review", __name__, url_prefix="/consultations/<slug>/review")


@blueprint.get("")
@requires(may_read_review)
def show() -> ResponseReturnValue:
    session, consultation, review = current_session(), current_consultation(), _review()
    is_published = review is not None and review.published_at is not None
    return render_template(
        "review/show.html",
        row=review if is_published else None,
        review=shown(session, consultation, review.content) if review and is_published else None,
    )


@blueprint.get("/draft")
@requires(may_write_review)
def draft() -> ResponseReturnValue:
    session, consultation, review = current_session(), current_consultation(), _review()
    version = review.version if review else 1
    return render_template(
        "review/draft.html",
        row=review,
        review=shown(session, consultation, generated(session, consultation, review)),
        hidden=[(one, section_name(one)) for one in Section if _is_hidden(review, one)],
        form=PublishForm(formdata=None, version=version),
    )


@blueprint.route("/sections/<section>", methods=["GET", "POST"])
@requires(may_write_review)
def edit(section: str) -> ResponseReturnValue:
    if section not in Section.__members__.values():
        abort(404)
    chosen, review, stale = Section(section), _review(), False
    now_there = str(review.words.get(section, "")) if review else ""
    version = review.version if review else 1
    form = SectionForm(text=now_there, is_hidden=_is_hidden(review, chosen), version=version)
    if form.validate_on_submit():
        if _written(chosen, form):
            flash(_("The section is written."), "success")
            return redirect(url_for(".draft", slug=current_consultation().slug))
        stale, form.version.data = True, version
    return (
        render_template(
            "review/edit.html",
            form=form,
            name=section_name(chosen),
            is_stale=stale,
            now_there=now_there,
        ),
        409 if stale else status_of(form),
    )


@blueprint.post("/publish")
@requires(may_publish_review)
def publish() -> ResponseReturnValue:
    form = PublishForm()
    try:
        if not form.validate():
            abort(400)
        editing.publish(
            current_session(),
            current_consultation(),
            version=form.version.data or 0,
            account_id=account_id_of_current_user(),
        )
        flash(_("The review is published: everybody reads it as it is now."), "success")
    except ChangedMeanwhile:
        flash(_("Somebody wrote in the review meanwhile: read it again first."), "error")
        return redirect(url_for(".draft", slug=current_consultation().slug))
    return redirect(url_for(".show", slug=current_consultation().slug))


def _written(section: Section, form: SectionForm) -> bool:
    try:
        editing.write_section(
            current_session(),
            current_consultation().id,
            section,
            text=form.text.data or "",
            is_hidden=bool(form.is_hidden.data),
            version=form.version.data or 0,
            account_id=account_id_of_current_user(),
        )
        return True
    except ChangedMeanwhile:
        return False


def _review() -> ConsultationReview | None:
    return editing.review_of(current_session(), current_consultation().id)


def _is_hidden(review: ConsultationReview | None, section: Section) -> bool:
    return review is not None and section.value in review.hidden
