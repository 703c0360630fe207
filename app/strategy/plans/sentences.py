"""What people are told of plans: why a value is refused, what to look at, the names of values."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.strategy.plans.doubts import Doubt
from app.strategy.plans.values import HEAVIEST, LAST_PRIORITY, Fault, Faults
from app.web.forms import Form

FAULTS: dict[Fault, LazyString] = {
    Fault.MISSING: _l("Say it in some words."),
    Fault.TOO_LONG: _l("This is too long."),
    Fault.NO_REASON: _l("Say why it stops: others will ask."),
    Fault.NOT_NEXT: _l("This state does not follow the present one: go one step at a time."),
    Fault.NOTHING_CHOSEN: _l("Choose at least one."),
    Fault.UNKNOWN_TERRITORY: _l("One of these départements is not of this consultation."),
    Fault.ENDS_FIRST: _l("The end is before the beginning."),
    Fault.NO_SUCH_YEAR: _l("This year is too far away."),
    Fault.NOT_AN_AMOUNT: _l("Give a whole number of euros, from 0 to 2 billion."),
    Fault.NOT_A_PRIORITY: _l("Give a rank, from 1 to %(most)s.", most=LAST_PRIORITY),
    Fault.NOT_A_WEIGHT: _l("Give a whole number from 1 to %(most)s.", most=HEAVIEST),
    Fault.NOT_A_PERCENT: _l("Give a whole number from 0 to 100."),
    Fault.NOT_OF_THE_STRATEGY: _l("One of these objectives is not of this strategy."),
    Fault.TWO_LEADS: _l("An action has one lead: name the others as partners."),
    Fault.TWICE: _l("The same organisation stands there twice."),
    Fault.TOO_MANY: _l("These are too many organisations."),
    Fault.UNKNOWN_ORGANISATION: _l("One of these organisations cannot be found."),
    Fault.PARTNER_AMOUNT: _l("Only funders have an amount."),
}
DOUBTS: dict[Doubt, LazyString] = {
    Doubt.FUNDED_BEYOND: _l("Funders give more than it costs"),
    Doubt.OUTSIDE_PLAN: _l("Outside the time of the plan"),
    Doubt.LATE: _l("Should have ended"),
    Doubt.NOT_BEGUN: _l("Should have begun"),
    Doubt.NO_LEAD: _l("No lead"),
    Doubt.NO_OBJECTIVE: _l("No objective"),
}
VALUES: dict[str, LazyString] = {
    "title": _l("Title"),
    "description": _l("Description"),
    "state": _l("State"),
    "reason": _l("Why it stopped"),
    "fate": _l("Beside the plan before"),
    "fate_reason": _l("Why it is so beside the plan before"),
    "is_specific": _l("Specific"),
    "territories": _l("Départements"),
    "kinds": _l("Kinds of organisation"),
    "is_market": _l("In the economic development scheme"),
    "starts_on": _l("Begins on"),
    "ends_on": _l("Ends on"),
    "budget": _l("Budget (euros)"),
    "priority": _l("Priority"),
    "weight": _l("Weight"),
    "progress": _l("Progress (%)"),
    "objectives": _l("Objectives"),
    "partners": _l("Organisations"),
    "left": _l("Taken out of the plan"),
}


def show_faults(form: Form, faults: Faults) -> None:
    """Put what is wrong beside the fields of a form; what has no field there, above them."""
    for name, fault in faults.items():
        if name in form:
            form[name].errors = [*form[name].errors, str(FAULTS[fault])]
        else:
            form.form_errors.append(str(FAULTS[fault]))


def changed_meanwhile() -> str:
    return _(
        "Somebody changed this meanwhile: what is kept now stands below. Save again to keep yours."
    )


def plan_is_closed() -> str:
    return _("This plan has ended: it stays as it was.")
