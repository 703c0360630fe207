"""What the views of the builder share: the questionnaire, its draft, and one way to change it."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from app.extensions import current_session
from app.models import Questionnaire
from app.questionnaires.building import drafting
from app.questionnaires.building import queries as builder_queries
from app.questionnaires.building.queries import Draft
from app.questionnaires.building.sentences import edit_sentence, finding_sentence
from app.web.forms import sent_key
from app.web.guard import account_id_of_current_user
from app.web.language import current_language
from surveys.editing import EditError
from surveys.model import Survey


def draft_of(questionnaire: Questionnaire) -> Draft:
    """What is being written of a questionnaire."""
    return builder_queries.present_draft(current_session(), questionnaire.id)


def edit_made(made_from: int, code: str, name: str = "") -> drafting.Edit:
    """The change that this request asks for; the same again when it is sent twice."""
    return drafting.Edit(made_from, code, name, account_id_of_current_user(), sent_key())


def changed(
    questionnaire: Questionnaire, edit: drafting.Edit, make: Callable[[Survey], Survey]
) -> str:
    """Change the draft; the sentence that says why not, nothing when it was changed."""
    try:
        drafting.change_draft(current_session(), questionnaire, edit, make)
    except drafting.ChangedMeanwhile:
        return _(
            "The questionnaire was changed meanwhile, by somebody else or in another window. "
            "What you typed is kept here: look at it and save again."
        )
    except drafting.DraftTooLarge:
        return _("The questionnaire would hold too much text. Shorten it, or make two of it.")
    except drafting.Unsound as error:
        return " ".join(dict.fromkeys(finding_sentence(each) for each in error.problems[:5]))
    except EditError as error:
        return edit_sentence(error, draft_of(questionnaire).survey, current_language())
    return ""


def meanwhile() -> str:
    """What is said where nothing was typed."""
    return _(
        "The questionnaire was changed meanwhile, by somebody else or in another window. "
        "Look at it and try again."
    )
