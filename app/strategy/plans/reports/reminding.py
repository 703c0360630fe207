"""Writing to those who owe a report: once, once more after two weeks, then no more."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import (
    Account,
    Consultation,
    Mandate,
    MandateState,
    OutgoingMail,
    Plan,
    PlanState,
    Strategy,
)
from app.models.turns import wait_for_consultation
from app.models.types import PARIS, now
from app.notifications import outbox
from app.notifications.letter import Letter
from app.notifications.outbox import NewMail
from app.notifications.places import address, one_line
from app.strategy.plans.reports.owed import Owed, open_due, owed_by, owed_in
from app.web.filters import day as shown_day
from app.web.language import known_language

ABOUT_REPORTS = "reports_due"
AGAIN_AFTER = dt.timedelta(days=14)
MOST_REMINDERS = 2


def is_to_remind(one: Owed, day: dt.date) -> bool:
    """Whether those who owe it are written to on this day, if there are any."""
    report = one.report
    if report.reminders == 0 or report.reminded_at is None:
        return report.due_on <= day
    told_on = report.reminded_at.astimezone(PARIS).date()
    return report.reminders < MOST_REMINDERS and day >= told_on + AGAIN_AFTER


def open_reports(session: Session, consultation_id: uuid.UUID, day: dt.date) -> int:
    """Open the reports of the plans in force that are due: how many are new."""
    plans = session.scalars(
        sa.select(Plan)
        .join(Strategy, Plan.strategy_id == Strategy.id)
        .where(Strategy.consultation_id == consultation_id, Plan.state == PlanState.IN_FORCE)
        .order_by(Plan.id)
    ).all()
    return sum(open_due(session, plan, day) for plan in plans)


def anybody_to_remind(session: Session, consultation_id: uuid.UUID, day: dt.date) -> bool:
    due = [one for one in owed_in(session, consultation_id) if is_to_remind(one, day)]
    return bool(_holders(session, due))


def remind_leads(session: Session, consultation_id: uuid.UUID, day: dt.date) -> int:
    """Write to those who speak for the leads that owe a report: to how many people. One message
    names all that a person owes."""
    wait_for_consultation(session, consultation_id)
    due = [one for one in owed_in(session, consultation_id) if is_to_remind(one, day)]
    holders = _holders(session, due)
    moment = now()
    for one in due:
        if one.organisation_id in holders:
            one.report.reminded_at, one.report.reminders = moment, one.report.reminders + 1
    people = {person.id: person for found in holders.values() for person in found}
    mails = [
        NewMail(one.email, "", "", account_id=one.id, letter=ABOUT_REPORTS)
        for one in sorted(people.values(), key=lambda person: person.id)
    ]
    if mails:
        outbox.put_about_consultation(session, consultation_id, mails)
    return len(mails)


def complete_about_reports(session: Session, mail: OutgoingMail) -> Letter | None:
    """What a person owes at this moment, with a link to each form; none once all was sent."""
    account = session.get(Account, mail.account_id) if mail.account_id else None
    consultation = session.get(Consultation, mail.consultation_id) if mail.consultation_id else None
    if account is None or consultation is None or not account.is_active:
        return None
    if account.email != mail.recipient:
        return None
    owed = [one for one in owed_by(session, account.id) if one.consultation.id == consultation.id]
    if not owed:
        return None
    with force_locale(known_language(account.language)):
        foot = _(
            "This message was sent for the consultation “%(title)s”.", title=consultation.title
        )
        text = "\n\n".join(
            (
                _("Hello,"),
                _("Your organisation leads these actions. Say in two minutes how far they are:"),
                *(_line(one) for one in owed),
                f"-- \n{foot}\n",
            )
        )
        subject = _("How far are your actions? %(title)s", title=consultation.title)
    return Letter(
        key=mail.id.hex,
        recipient=mail.recipient,
        subject=one_line(subject),
        text=text,
        written_at=mail.created_at,
    )


def _line(one: Owed) -> str:
    told = _(
        "%(action)s (due on %(day)s)", action=one.action.title, day=shown_day(one.report.due_on)
    )
    return f"{told}\n{address('owed_reports.send', report_id=str(one.report.id))}"


def _holders(session: Session, due: Iterable[Owed]) -> dict[uuid.UUID | None, list[Account]]:
    """By organisation, those who speak for it."""
    ids = {one.organisation_id for one in due if one.organisation_id}
    found: dict[uuid.UUID | None, list[Account]] = {}
    for organisation_id, account in session.execute(
        sa.select(Mandate.organisation_id, Account)
        .join(Account, Mandate.account_id == Account.id)
        .where(
            Mandate.organisation_id.in_(ids),
            Mandate.state == MandateState.HELD,
            Account.erased_at.is_(None),
        )
    ):
        found.setdefault(organisation_id, []).append(account)
    return found
