"""Words quoted from a reference: taken into the corpus, withdrawn, put back."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Nature, Reference, ReferenceQuote
from app.references import quoting
from app.references.citing import cite
from app.references.forms import QuoteForm
from app.references.lookup import reference_or_404
from app.references.permissions import may_keep_references
from app.references.queries import quote_of
from app.references.services import description_of
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.language import DEFAULT_LANGUAGE

blueprint = Blueprint(
    "reference_quotes",
    __name__,
    url_prefix="/consultations/<slug>/bibliography/<uuid:reference_id>/quotes",
)


def _to(reference: Reference) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(
        url_for("references.show", slug=slug, reference_id=reference.id, _anchor="quotes")
    )


def _quote_or_404(reference: Reference, quote_id: uuid.UUID) -> ReferenceQuote:
    return quote_of(current_session(), reference.id, quote_id) or abort(404)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_keep_references)
def new(reference_id: uuid.UUID) -> ResponseReturnValue:
    reference = reference_or_404(reference_id)
    wants_page = quoting.has_pages(reference.kind)
    form = QuoteForm(wants_page=wants_page)
    if form.validate_on_submit():
        quoting.quote(
            current_session(),
            reference,
            account_id=current_user.id,
            text=form.text.data,
            page=form.page.data or "",
            nature=Nature(form.nature.data),
            activity_title=_activity_title(),
        )
        flash(_("The quote is in the corpus."), "success")
        return _to(reference)
    page = render_template(
        "references/quote.html",
        form=form,
        reference=reference,
        citation=cite(description_of(reference)),
        wants_page=wants_page,
    )
    return page, status_of(form)


def _activity_title() -> str:
    """In the language of the consultation, not of who quotes first."""
    with force_locale(DEFAULT_LANGUAGE):
        return _("Documentary watch")


@blueprint.post("/<uuid:quote_id>/withdraw")
@requires(may_keep_references)
def withdraw(reference_id: uuid.UUID, quote_id: uuid.UUID) -> ResponseReturnValue:
    reference = reference_or_404(reference_id)
    try:
        quoting.withdraw(current_session(), _quote_or_404(reference, quote_id))
        flash(_("The quote is withdrawn. It can be put back below."), "success")
    except quoting.QuoteInUse:
        flash(
            _("A decision, a questionnaire or the strategy rests on this quote: it stays."), "error"
        )
    return _to(reference)


@blueprint.post("/<uuid:quote_id>/put-back")
@requires(may_keep_references)
def put_back(reference_id: uuid.UUID, quote_id: uuid.UUID) -> ResponseReturnValue:
    reference = reference_or_404(reference_id)
    quoting.put_back(current_session(), _quote_or_404(reference, quote_id))
    flash(_("The quote is in the corpus again."), "success")
    return _to(reference)
