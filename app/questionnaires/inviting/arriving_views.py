"""Coming by the link of a message: without an account, the secret in the address is the key.

Programs follow the links in messages before people do: opening one changes nothing.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import csrf, current_session
from app.models import Questionnaire, QuestionnaireState
from app.models.types import now
from app.privacy.notices import tells
from app.privacy.processings import Processing
from app.questionnaires import queries
from app.questionnaires.answering.redirects import begun_link
from app.questionnaires.answering.responding import NotOpen
from app.questionnaires.effort import questions_asked
from app.questionnaires.inviting import arriving as invited
from app.questionnaires.inviting import services as inviting
from app.questionnaires.links import link_to
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_answer
from app.settings import current_settings
from app.web.guard import requires
from surveys.answers import pages

blueprint = Blueprint(
    "invited",
    __name__,
    url_prefix="/consultations/<slug>/questionnaires/<code>/invitation/<secret>",
)


@blueprint.errorhandler(invited.UnknownLink)
def unknown_link(_error: invited.UnknownLink) -> ResponseReturnValue:
    return render_template("invited/unknown.html"), 404


def _opened_questionnaire_or_404(code: str) -> Questionnaire:
    found = questionnaire_or_404(code)
    return abort(404) if found.state is QuestionnaireState.DRAFT else found


def _arrival(questionnaire: Questionnaire, secret: str) -> invited.Arrival:
    key = current_settings().secret_key
    return invited.arrival(current_session(), questionnaire, secret, key)


@blueprint.get("")
@requires(may_answer)
@tells(Processing.QUESTIONNAIRE)
def welcome(code: str, secret: str) -> ResponseReturnValue:
    questionnaire = _opened_questionnaire_or_404(code)
    who = _arrival(questionnaire, secret)
    survey = queries.latest_survey(current_session(), questionnaire.id)
    return render_template(
        "invited/welcome.html",
        questionnaire=questionnaire,
        who=who,
        secret=secret,
        questions=questions_asked(survey),
        pages=len(pages(survey)),
        takes_answers=questionnaire.takes_answers(now()),
    )


@blueprint.post("")
@csrf.exempt
@requires(may_answer)
@tells(Processing.QUESTIONNAIRE)
def begin(code: str, secret: str) -> ResponseReturnValue:
    questionnaire, session = _opened_questionnaire_or_404(code), current_session()
    version = queries.latest_version(session, questionnaire.id)
    try:
        response, token = invited.begin(
            session, questionnaire, version, secret, current_settings().secret_key
        )
    except (NotOpen, invited.Declined):
        # The page says which, and what to do.
        return redirect(link_to(".welcome", code, secret=secret))
    return redirect(begun_link(code, token, response))


@blueprint.route("/stop", methods=["GET", "POST"])
@csrf.exempt
@requires(may_answer)
def decline(code: str, secret: str) -> ResponseReturnValue:
    questionnaire = _opened_questionnaire_or_404(code)
    who = _arrival(questionnaire, secret)
    if request.method == "POST" and who.invitation is not None:
        inviting.decline(current_session(), questionnaire, who.invitation)
        flash(_("You will receive no more messages from this consultation."), "success")
        return redirect(request.path)
    return render_template(
        "invited/decline.html", questionnaire=questionnaire, who=who, secret=secret
    )
