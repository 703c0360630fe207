"""What people are told of their data before they send a form."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec

from flask import g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Consultation
from app.privacy.policies import Terms, policy_of, terms_of
from app.privacy.processings import Processing
from app.settings import current_settings

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


@dataclass(frozen=True)
class ShortNotice:
    """Who answers, and on which terms; `url` is where the whole is said."""

    controller: str
    terms: Terms
    url: str


def tells(processing: Processing) -> Callable[[View[P]], View[P]]:
    """Declare what a form is about; its page gets the notice, for `privacy_notice()`.

    It stands below the guard, which finds the consultation. One query.
    """

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def telling(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            g.privacy_notice = _notice_of(g.get("consultation"), processing)
            return view(*args, **kwargs)

        telling.tells = processing  # type: ignore[attr-defined]
        return telling

    return decorate


def _notice_of(consultation: Consultation | None, processing: Processing) -> ShortNotice:
    publisher = current_settings().legal_publisher
    if consultation is None:
        controller = publisher or _("The publisher of this site")
        return ShortNotice(controller, terms_of(None, processing), url_for("legal.privacy"))
    policy = policy_of(current_session(), consultation.id)
    controller = (policy.controller if policy else "") or publisher
    return ShortNotice(
        controller or _("The body that runs this consultation"),
        terms_of(policy, processing),
        url_for("privacy.show", slug=consultation.slug),
    )
