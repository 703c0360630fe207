"""What is said of a mandate once something was done with it."""

from __future__ import annotations

from flask import flash
from flask_babel import gettext as _

from app.models import Mandate, MandateState
from app.organisations.mandates import DecidedOtherwise


def tell_mandate(mandate: Mandate) -> None:
    """Tell who asked for a mandate what it is now."""
    name = mandate.organisation.name
    if mandate.state is MandateState.HELD:
        flash(_("You may speak for %(name)s.", name=name), "success")
    else:
        flash(
            _("Your demand is noted: somebody who speaks for %(name)s decides.", name=name), "info"
        )


def tell_decision(mandate: Mandate) -> None:
    """Tell who decided that it is done."""
    told = {"person": mandate.account.name, "name": mandate.organisation.name}
    if mandate.state is MandateState.HELD:
        flash(_("%(person)s may speak for %(name)s.", **told), "success")
    else:
        flash(_("%(person)s does not speak for %(name)s.", **told), "success")


def tell_decided_otherwise(error: DecidedOtherwise) -> None:
    if error.state is MandateState.HELD:
        flash(_("Somebody confirmed this mandate meanwhile: it is held."), "warning")
    elif error.state is MandateState.REFUSED:
        flash(_("Somebody refused this mandate meanwhile: it has to be asked again."), "warning")
    else:
        flash(_("This mandate is not asked any more."), "warning")


def too_many_mandates() -> str:
    return _("You named very many organisations: write to whoever runs the platform.")
