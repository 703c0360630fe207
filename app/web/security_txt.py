"""To whom somebody writes who found a hole (RFC 9116)."""

from __future__ import annotations

import datetime as dt
from email.utils import parseaddr

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from app.models.types import now
from app.settings import current_settings
from app.web.guard import public

blueprint = Blueprint("security_txt", __name__)
VALID_FOR = dt.timedelta(days=180)


@blueprint.get("/.well-known/security.txt")
@public
def security_txt() -> ResponseReturnValue:
    settings = current_settings()
    address = parseaddr(settings.contact_email or settings.mail_from)[1] or abort(404)
    expires = (now() + VALID_FOR).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    lines = [f"Contact: mailto:{address}", f"Expires: {expires}", "Preferred-Languages: fr, en"]
    if settings.public_url:
        lines.append(f"Canonical: {settings.public_url}{request.path}")
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
