"""The badge that other sites show, and the picture of links; how to put the badge on a page."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from app.consultations.permissions import may_visit
from app.extensions import current_session
from app.publication.sharing.told import card_of, told_of
from app.web.addresses import whole_address
from app.web.guard import current_consultation, requires, to_everybody
from app.web.language import DEFAULT_LANGUAGE
from app.web.limits import ASKING_THE_API
from app.web.security import let_other_sites_show_it

blueprint = Blueprint("sharing", __name__, url_prefix="/consultations/<slug>/badge")
LIFETIME = 300
"""Seconds during which a cache does not ask again."""


@blueprint.get("")
@requires(may_visit)
def index() -> ResponseReturnValue:
    slug = current_consultation().slug
    return render_template(
        "sharing/index.html",
        told=told_of(current_session(), current_consultation()),
        home=whole_address(url_for("consultations.show", slug=slug)),
        picture=whole_address(url_for("sharing.picture", slug=slug)),
        framed=whole_address(url_for("sharing.framed", slug=slug)),
    )


@blueprint.get("/badge.svg")
@to_everybody
def picture() -> ResponseReturnValue:
    with force_locale(DEFAULT_LANGUAGE):
        told = told_of(current_session(), current_consultation())
        content = render_template("sharing/badge.svg", told=told)
    return _answer(content, "image/svg+xml")


@blueprint.get("/badge.html")
@to_everybody
def framed() -> ResponseReturnValue:
    home = whole_address(url_for("consultations.show", slug=current_consultation().slug))
    with force_locale(DEFAULT_LANGUAGE):
        told = told_of(current_session(), current_consultation())
        content = render_template("sharing/framed.html", told=told, home=home)
    return _answer(content, "text/html; charset=utf-8")


@blueprint.get("/card.png")
@ASKING_THE_API
@to_everybody
def card() -> ResponseReturnValue:
    consultation = current_consultation()
    with force_locale(DEFAULT_LANGUAGE):
        told = told_of(current_session(), consultation)
        fictional = str(_("Made up, as a demonstration")) if consultation.is_fictional else ""
    return _answer(card_of(told, consultation.territory, fictional), "image/png")


def _answer(content: str | bytes, media_type: str) -> Response:
    let_other_sites_show_it()
    answer = Response(content, content_type=media_type)
    answer.cache_control.public = True
    answer.cache_control.max_age = LIFETIME
    answer.add_etag()
    answer.make_conditional(request)
    return answer
