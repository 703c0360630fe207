"""Coming by the link of a message: without an account, the secret in the address is the key.

Programs follow the links in messages before people do: opening one changes nothing.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.extensions import csrf, current_session
from app.models import Questionnaire, QuestionnaireState, ResponseState
from app.models.types import now
from app.questionnaires import queries
from app.questionnaires.answering.responding import NotOpen
from app.questionnaires.definitions import stored
from app.questionnaires.inviting import arriving as invited
from app.questionnaires.inviting import services as inviting
from app.questionnaires.lookup import questionnaire_or_404
from app.questionnaires.permissions import may_answer
from app.settings import current_settings
from app.web.guard import current_consultation, requires
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
def welcome(code: str, secret: str) -> ResponseReturnValue:
    questionnaire = _opened_questionnaire_or_404(code)
    who = _arrival(questionnaire, secret)
    survey = stored(queries.latest_version(current_session(), questionnaire.id).definition)
    return render_template(
        "invited/welcome.html",
        questionnaire=questionnaire,
        who=who,
        secret=secret,
        questions=sum(1 for question in survey.questions.values() if question.type != "note"),
        pages=len(pages(survey)),
        takes_answers=questionnaire.takes_answers(now()),
    )


@blueprint.post("")
@csrf.exempt
@requires(may_answer)
def begin(code: str, secret: str) -> ResponseReturnValue:
    questionnaire, session = _opened_questionnaire_or_404(code), current_session()
    version = queries.latest_version(session, questionnaire.id)
    slug = current_consultation().slug
    try:
        response, token = invited.begin(
            session, questionnaire, version, secret, current_settings().secret_key
        )
    except (NotOpen, invited.Declined):
        # The page says which, and what to do.
        return redirect(url_for(".welcome", slug=slug, code=code, secret=secret))
    if response.page or response.state is not ResponseState.IN_PROGRESS:
        return redirect(url_for("answering.come_back", slug=slug, code=code, token=token))
    first = pages(stored(response.version.definition))[0].name
    return redirect(url_for("answering.answer", slug=slug, code=code, token=token, page=first))


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
