"""What a monitor asks: is the database there, with its tables?"""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app.extensions import current_session
from app.models import Consultation
from app.web.guard import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    try:
        current_session().execute(sa.select(Consultation.id).limit(1))
    except sa.exc.SQLAlchemyError:
        return jsonify(status="unavailable", database=False), 503
    return jsonify(status="ok", database=True)
