from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.notifications.mail_files import mail_files_page
from app.settings import current_settings
from app.web.guard import public
from app.web.paging import Cursor
from config import Development
from environment.services import MailDirectory

blueprint = Blueprint("mails", __name__)


@blueprint.get("/mails")
@public
def index() -> ResponseReturnValue:
    """The messages that would have been sent. They hold secrets: in development only."""
    settings = current_settings()
    if not isinstance(settings, Development) or not isinstance(settings.mail, MailDirectory):
        abort(404)
    page = mail_files_page(settings.mail.path, Cursor.from_args(request.args))
    return render_template("mails/index.html", page=page)
