"""Similar ideas, while a title is typed."""

from __future__ import annotations

from flask import Blueprint, get_template_attribute, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import current_session
from app.ideas.likeness import similar_to
from app.ideas.lookup import box_or_404, link_to
from app.ideas.permissions import may_read_ideas
from app.web.guard import requires
from app.web.limits import ASKING
from app.web.session_cookie import leaves_session_alone

blueprint = Blueprint("similar_ideas", __name__, url_prefix="/consultations/<slug>/ideas/<code>")


@blueprint.get("/similar")
@requires(may_read_ideas)
@ASKING
@leaves_session_alone
def index(code: str) -> ResponseReturnValue:
    """How many ideas are like a title, in a sentence, and their list as the page shows it."""
    box = box_or_404(code)
    found = similar_to(current_session(), box, request.args.get("title", ""))
    listed = get_template_attribute("ideas/_similar.html", "similar_list")
    html = listed(found, link_to("ideas.box", box.activity.code)) if found else ""
    return jsonify(count=len(found), sentence=_sentence(len(found)), html=html)


def _sentence(count: int) -> str:
    if not count:
        return _("No similar idea.")
    return ngettext("%(num)s similar idea", "%(num)s similar ideas", count)
