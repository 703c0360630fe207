"""What a consultation says of the personal data that it handles."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models.turns import ChangedMeanwhile
from app.models.types import today
from app.privacy.authorities import CNIL
from app.privacy.keeping_policies import keep_policy
from app.privacy.permissions import may_keep_privacy, may_read_privacy_notice
from app.privacy.policies import policy_of
from app.privacy.policy_form import PolicyForm, policy_form
from app.privacy.protection import MEASURES, NOBODY_ELSE
from app.privacy.register import register_sheet, terms_of_consultation
from app.privacy.retention.calendar import due_days, is_late
from app.privacy.retention.reports import reports_of
from app.publication.writers import XLSX, write_workbook
from app.settings import current_settings
from app.web.downloads import download, download_csv, file_to_send
from app.web.forms import status_of
from app.web.guard import current_consultation, requires

blueprint = Blueprint("privacy", __name__, url_prefix="/consultations/<slug>/privacy")


@blueprint.get("")
@requires(may_read_privacy_notice)
def show() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    return render_template(
        "privacy/show.html",
        policy=policy_of(session, consultation.id),
        settings=current_settings(),
        terms=terms_of_consultation(session, consultation.id),
        measures=MEASURES,
        transfers=NOBODY_ELSE,
        cnil=CNIL,
    )


@blueprint.route("/settings", methods=["GET", "POST"])
@requires(may_keep_privacy)
def settings() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    terms = terms_of_consultation(session, consultation.id)
    policy = policy_of(session, consultation.id)
    form = policy_form(policy, terms, current_settings().legal_publisher)
    if form.validate_on_submit() and _keep(form):
        return redirect(url_for(".show", slug=consultation.slug))
    page = render_template("privacy/settings.html", form=form, terms=terms)
    return page, status_of(form)


def _keep(form: PolicyForm) -> bool:
    made_from = form.made_from.data or ""
    try:
        keep_policy(current_session(), current_consultation().id, form.said(), made_from=made_from)
    except ChangedMeanwhile:
        form.form_errors.append(
            _("Somebody else changed this page meanwhile. Open it again to see what they wrote.")
        )
        return False
    flash(_("What is said of personal data is kept."), "success")
    return True


@blueprint.get("/register")
@requires(may_keep_privacy)
def register() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    return render_template(
        "privacy/register.html",
        policy=policy_of(session, consultation.id),
        settings=current_settings(),
        terms=terms_of_consultation(session, consultation.id),
        measures=MEASURES,
        transfers=NOBODY_ELSE,
    )


@blueprint.get("/register.csv")
@requires(may_keep_privacy)
def register_csv() -> ResponseReturnValue:
    consultation, sheet = current_consultation(), register_sheet(current_settings().legal_publisher)
    return download_csv(sheet, f"{consultation.slug}-{sheet.name}.csv", consultation.id)


@blueprint.get("/register.xlsx")
@requires(may_keep_privacy)
def register_xlsx() -> ResponseReturnValue:
    consultation, file = current_consultation(), file_to_send()
    sheet = register_sheet(current_settings().legal_publisher)
    write_workbook(file, [sheet], current_session(), consultation.id)
    return download(file, f"{consultation.slug}-{sheet.name}.xlsx", XLSX)


@blueprint.get("/retention")
@requires(may_keep_privacy)
def retention() -> ResponseReturnValue:
    session, consultation = current_session(), current_consultation()
    return render_template(
        "privacy/retention.html",
        due=due_days(session, consultation),
        is_late=is_late(consultation, today()),
        reports=reports_of(session, consultation.id),
    )
