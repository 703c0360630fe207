"""Receipts: one door for the codes of every channel, and the page that each opens."""

from __future__ import annotations

import io
import json

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.corpus.receipts.channels import given_with
from app.corpus.receipts.exporting import (
    ZIP,
    data_of,
    every_page,
    has_files,
    text_of,
    write_archive,
)
from app.corpus.receipts.forms import FindForm, MailForm
from app.corpus.receipts.lookup import (
    OpenedReceipt,
    opened_or_404,
    opened_with,
    suggestion_link,
    unsent_response_link,
)
from app.corpus.receipts.mailing import (
    CodeNotKnown,
    TooManyMessages,
    TooManyToday,
    mail_receipt,
    may_be_mailed,
)
from app.corpus.receipts.permissions import may_follow_receipts
from app.corpus.receipts.printing import receipt_pdf
from app.extensions import current_session
from app.models.types import now
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.publication.typesetting import PDF
from app.settings import current_settings
from app.storage.opening import current_store
from app.web.addresses import whole_address
from app.web.downloads import download, file_to_send
from app.web.forms import status_of
from app.web.guard import requires
from app.web.language import current_language
from app.web.limits import GUESSED, GUESSING, POSTING, take_time
from app.web.paging import Cursor
from app.web.taking_part import current_participant
from app.web.transaction import reads_first

blueprint = Blueprint("receipts", __name__, url_prefix="/consultations/<slug>/receipts")
GUESSED(blueprint)


@blueprint.after_request
def _tell_nobody(response: Response) -> Response:
    """The address holds the code: no other page learns it, and no search engine keeps it.

    The site's own name is told, without which its forms would be refused over TLS.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.route("", methods=["GET", "POST"])
@GUESSING
@requires(may_follow_receipts)
@reads_first
def find() -> ResponseReturnValue:
    form = FindForm()
    if form.validate_on_submit():
        typed = form.code.data or ""
        opened = opened_with(typed)
        others = (unsent_response_link, suggestion_link)
        leads_to = opened.link() if opened else next(filter(None, (at(typed) for at in others)), "")
        if leads_to:
            return redirect(leads_to)
        take_time()
        form.code.errors = [_("No receipt of this consultation has this code.")]
    return render_template(
        "receipts/find.html", form=form, is_known=current_participant() is not None
    ), status_of(form)


@blueprint.get("/<token>")
@requires(may_follow_receipts)
@tells(Processing.RECEIPTS)
def show(token: str) -> ResponseReturnValue:
    return _page(opened_or_404(token), MailForm(None))


@blueprint.route("/<token>/withdraw", methods=["GET", "POST"])
@requires(may_follow_receipts)
def withdraw(token: str) -> ResponseReturnValue:
    opened = opened_or_404(token)
    given = given_with(current_session(), opened.receipt)
    if request.method == "GET" and given.may_be_withdrawn:
        return render_template("receipts/withdraw.html", opened=opened, given=given)
    if given.may_be_withdrawn:
        given.withdraw(current_session(), current_store())
        flash(_("What you gave is withdrawn."), "success")
    return redirect(opened.link())


@blueprint.post("/<token>/mail")
@POSTING
@requires(may_follow_receipts)
@tells(Processing.RECEIPTS)
def mail(token: str) -> ResponseReturnValue:
    opened, form = opened_or_404(token), MailForm()
    if form.validate_on_submit() and _mailed(opened, form):
        flash(_("The receipt is on its way to this address."), "success")
        return redirect(opened.link())
    return _page(opened, form)


@blueprint.get("/<token>/receipt.pdf")
@requires(may_follow_receipts)
def as_pdf(token: str) -> ResponseReturnValue:
    opened = opened_or_404(token)
    pdf = receipt_pdf(
        opened.page(Cursor()),
        code=opened.code,
        address=whole_address(opened.link()),
        language=current_language(),
    )
    return download(io.BytesIO(pdf), "receipt.pdf", PDF)


@blueprint.get("/<token>/receipt.json")
@requires(may_follow_receipts)
def as_json(token: str) -> ResponseReturnValue:
    data = json.dumps(data_of(every_page(opened_or_404(token).page)), ensure_ascii=False, indent=2)
    return download(io.BytesIO(data.encode()), "receipt.json", "application/json")


@blueprint.get("/<token>/receipt.txt")
@requires(may_follow_receipts)
def as_text(token: str) -> ResponseReturnValue:
    text = text_of(every_page(opened_or_404(token).page))
    return download(io.BytesIO(text.encode()), "receipt.txt", "text/plain; charset=utf-8")


@blueprint.get("/<token>/receipt.zip")
@requires(may_follow_receipts)
def as_archive(token: str) -> ResponseReturnValue:
    pages = every_page(opened_or_404(token).page)
    if not has_files(pages[0]):
        abort(404)
    file = file_to_send()
    write_archive(file, iter([("", pages)]), current_store())
    return download(file, "receipt.zip", ZIP)


def _page(opened: OpenedReceipt, form: MailForm) -> ResponseReturnValue:
    page = opened.page(Cursor.from_args(request.args))
    return render_template(
        "receipts/show.html",
        opened=opened,
        page=page,
        correct_link=opened.correct_link(page.given),
        mail_form=form if may_be_mailed(current_session(), opened.receipt) else None,
        has_files=has_files(page),
    ), 422 if form.errors else 200


def _mailed(opened: OpenedReceipt, form: MailForm) -> bool:
    """Send the receipt; a reason why not is told in the form."""
    settings = current_settings()
    try:
        mail_receipt(
            current_session(),
            opened.receipt,
            form.address,
            key=settings.secret_key,
            moment=now(),
            daily_limit=settings.mail_daily_limit,
        )
        return True
    except (CodeNotKnown, TooManyMessages):
        form.email.errors = [_("This receipt is not sent any more: keep its code, or its PDF.")]
    except TooManyToday:
        form.email.errors = [_("No more messages leave today. Try again tomorrow.")]
    return False
