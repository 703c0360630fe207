"""What programs ask of the state of the platform, and what stewards read of it."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models.types import now
from app.settings import current_settings
from app.watching.exposition import CONTENT_TYPE, exposition
from app.watching.metrics import families_of_requests, families_of_work
from app.watching.page import health_of_consultation, health_of_platform
from app.watching.permissions import may_watch_consultation, may_watch_platform
from app.watching.readiness import what_fails
from app.web.counting import FIGURES, READINESS, request_counts
from app.web.guard import current_consultation, public, requires, requires_account
from environment import is_loopback

PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
"""What proxies add to a request: with one of them, whoever asks is not on this machine."""

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process lives: whoever starts it again asks this. It asks nothing of anybody else."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """The process can do its work: whoever sends it requests asks this."""
    failing = current_app.extensions[READINESS].get(lambda: what_fails(current_session()))
    if failing:
        return jsonify(status="unavailable", failing=failing), 503
    return jsonify(status="ok", failing=[])


@blueprint.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Figures for Prometheus: nothing of anybody, but not for everybody."""
    if not _may_read_metrics():
        abort(404)
    counted = families_of_requests(request_counts())
    work = current_app.extensions[FIGURES].get(lambda: families_of_work(current_session(), now()))
    return Response(exposition([*counted, *work]), content_type=CONTENT_TYPE)


@blueprint.get("/health")
@requires_account(may_watch_platform)
def platform() -> ResponseReturnValue:
    return render_template("health/show.html", health=health_of_platform(current_session(), now()))


@blueprint.get("/consultations/<slug>/health")
@requires(may_watch_consultation)
def of_consultation() -> ResponseReturnValue:
    health = health_of_consultation(current_session(), current_consultation().id, now())
    return render_template("health/show.html", health=health)


def _may_read_metrics() -> bool:
    """Whoever shows the token; without one in the settings, a program of this machine."""
    token = current_settings().metrics_token
    if token:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(shown.encode("utf-8", "replace"), token.encode())
    is_passed_on = any(name in request.headers for name in PASSED_ON)
    return is_loopback(request.remote_addr) and not is_passed_on
