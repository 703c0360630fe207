"""The legal pages of the site."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.consultations.queries import visible_consultations
from app.extensions import current_session
from app.privacy.authorities import CNIL, DEFENDER_OF_RIGHTS
from app.privacy.device_storage import COOKIES, ON_DEVICE
from app.privacy.policies import terms_of
from app.privacy.processings import Processing
from app.privacy.protection import MEASURES, NOBODY_ELSE
from app.settings import current_settings
from app.web.guard import public

blueprint = Blueprint("legal", __name__)
OF_THE_SITE = (Processing.ACCOUNTS, Processing.SECURITY, Processing.LOG)


@blueprint.get("/legal")
@public
def notice() -> ResponseReturnValue:
    return render_template("legal/notice.html", settings=current_settings())


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return render_template(
        "legal/privacy.html",
        settings=current_settings(),
        terms=[terms_of(None, processing) for processing in OF_THE_SITE],
        measures=MEASURES,
        transfers=NOBODY_ELSE,
        cnil=CNIL,
        consultations=visible_consultations(current_session(), None),
    )


@blueprint.get("/cookies")
@public
def cookies() -> ResponseReturnValue:
    hours = current_settings().session_lifetime // 3600
    return render_template("legal/cookies.html", cookies=COOKIES, kept=ON_DEVICE, hours=hours)


@blueprint.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return render_template(
        "legal/accessibility.html", settings=current_settings(), defender=DEFENDER_OF_RIGHTS
    )
