"""The page of a report, which a lead and the team fill in alike."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import current_session
from app.models.turns import ChangedMeanwhile
from app.strategy.plans.changing import PlanIsClosed
from app.strategy.plans.indicators.queries import followed_of
from app.strategy.plans.queries import line_of
from app.strategy.plans.reports.forms import ReportForm, report_form
from app.strategy.plans.reports.owed import Owed
from app.strategy.plans.reports.sending import AlreadySent, send_report
from app.strategy.plans.sentences import changed_meanwhile, plan_is_closed, show_faults
from app.strategy.plans.values import ActionRefused
from app.web.forms import status_of


def report_page(owed: Owed, back: str) -> ResponseReturnValue:
    """The form, or what was sent; once it is sent, back to the list."""
    session = current_session()
    followed = followed_of(session, owed.action.node_id)
    form = report_form(followed)
    form.offer(line_of(session, owed.action))
    if form.validate_on_submit() and _sent(owed, form):
        flash(_("Thank you: your report is kept."), "success")
        return redirect(back)
    page = render_template("plans/report.html", owed=owed, form=form, back=back)
    return page, status_of(form)


def _sent(owed: Owed, form: ReportForm) -> bool:
    """Send it; a reason why not is told in the form."""
    try:
        send_report(
            current_session(),
            owed.report,
            form.said,
            account_id=current_user.id,
            version=form.version.data or 0,
        )
        return True
    except ActionRefused as refused:
        show_faults(form, refused.faults)
    except AlreadySent:
        form.form_errors.append(_("Somebody sent this report before you."))
    except PlanIsClosed:
        form.form_errors.append(plan_is_closed())
    except ChangedMeanwhile:
        form.version.data = owed.action.version
        form.form_errors.append(changed_meanwhile())
    return False
