from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models import Reference
from app.references import queries, services
from app.references.arguments import (
    filter_argument,
    kept_arguments,
    order_argument,
    style_argument,
)
from app.references.bibtex_writing import write_bibtex
from app.references.citing import Style, cite, cite_all
from app.references.description import web_address
from app.references.forms import ReferenceForm
from app.references.lookup import reference_or_404
from app.references.permissions import may_keep_references, may_read_bibliography
from app.references.ris_writing import write_ris
from app.references.services import description_of
from app.web.forms import status_of
from app.web.guard import current_consultation, requires
from app.web.paging import Cursor

blueprint = Blueprint("references", __name__, url_prefix="/consultations/<slug>/bibliography")


def _to(reference: Reference) -> ResponseReturnValue:
    slug = current_consultation().slug
    return redirect(url_for(".show", slug=slug, reference_id=reference.id))


@blueprint.get("")
@requires(may_read_bibliography)
def index() -> ResponseReturnValue:
    session, consultation_id = current_session(), current_consultation().id
    args = request.args
    chosen, order, style = filter_argument(args), order_argument(args), style_argument(args)
    page = queries.references_page(
        session,
        consultation_id,
        chosen=chosen,
        order=order,
        cursor=Cursor.from_args(args),
    )
    return render_template(
        "references/index.html",
        page=page,
        citations=cite_all(map(description_of, page.rows), style),
        count=queries.reference_count(session, consultation_id, chosen),
        choices=queries.choices_of(session, consultation_id),
        chosen=chosen,
        order=order,
        style=style,
        kept=kept_arguments(chosen, order, style),
    )


@blueprint.get("/<uuid:reference_id>")
@requires(may_read_bibliography)
def show(reference_id: uuid.UUID) -> ResponseReturnValue:
    reference = reference_or_404(reference_id)
    described = description_of(reference)
    return render_template(
        "references/show.html",
        reference=reference,
        described=described,
        address=web_address(described.url),
        citations=[(style, cite(described, style)) for style in Style],
        bibtex="".join(write_bibtex([described])).strip(),
        ris="".join(write_ris([described])).strip(),
        quotes=queries.quotes_of(current_session(), reference.id),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(may_keep_references)
def new() -> ResponseReturnValue:
    form, alike = ReferenceForm(), []
    if not request.form.get("switch") and form.validate_on_submit():
        try:
            reference = services.add(
                current_session(),
                consultation_id=current_consultation().id,
                account_id=current_user.id,
                described=form.described,
                even_if_like_another=form.is_another.data,
            )
            flash(_("The reference is in the bibliography."), "success")
            return _to(reference)
        except services.LooksTheSame as error:
            alike = error.references
    citations = cite_all(map(description_of, alike))
    page = render_template(
        "references/new.html", form=form, alike=list(zip(alike, citations, strict=True))
    )
    return page, 200 if request.form.get("switch") else status_of(form)


@blueprint.route("/<uuid:reference_id>/edit", methods=["GET", "POST"])
@requires(may_keep_references)
def edit(reference_id: uuid.UUID) -> ResponseReturnValue:
    reference = reference_or_404(reference_id)
    form = ReferenceForm(description_of(reference), services.fingerprint(reference))
    if not request.form.get("switch") and form.validate_on_submit():
        try:
            services.change(current_session(), reference, form.described, seen=form.seen.data or "")
            flash(_("The reference is corrected."), "success")
            return _to(reference)
        except services.ChangedMeanwhile:
            form.form_errors.append(
                _("Somebody else corrected this reference meanwhile. Open it again to see it.")
            )
    page = render_template("references/edit.html", form=form, reference=reference)
    return page, 200 if request.form.get("switch") else status_of(form)


@blueprint.post("/<uuid:reference_id>/remove")
@requires(may_keep_references)
def remove(reference_id: uuid.UUID) -> ResponseReturnValue:
    reference = reference_or_404(reference_id)
    try:
        services.remove(current_session(), reference)
    except services.StillQuoted:
        flash(_("Words are quoted from it: withdraw its quotes first."), "error")
        return _to(reference)
    except services.StillCited:
        flash(_("A line of the strategy cites it: it stays as long as it does."), "error")
        return _to(reference)
    flash(_("“%(title)s” is no longer in the bibliography.", title=reference.title), "success")
    return redirect(url_for(".index", slug=current_consultation().slug))
