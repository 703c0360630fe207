"""The platform that is attacked: rows of every kind, marks in what is private, and its plan.

The plan is what the tests, who are outside, are told: addresses, cookies, marks and their readers.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.passwords import hash_password
from app.extensions import db
from app.jobs.runner import writing
from app.models import ConsultationState, Role
from tests import factories
from tests.factories import ConsultationFactory, StrategyFactory, StrategyNodeFactory
from tests.governed import add_governance
from tests.security.markers import DESK, EVERYBODY, Markers
from tests.security.people import add_people, cookie_of, signed_cookie
from tests.security.seeded_accounts import add_account_rows
from tests.security.seeded_changes import add_changes
from tests.security.seeded_desk import add_corpus, add_imports, add_priorities, add_questionnaires
from tests.security.seeded_plans import ACTION, add_plan
from tests.security.seeded_reading import add_reading
from tests.security.seeded_rooms import add_conference, add_workshop
from tests.security.seeded_speech import add_ideas, add_submissions

SLUG, OTHER, DRAFT = "attaquee", "voisine", "brouillon"
CODES = {
    "objectives": "O1",
    "conferences": "CONF",
    "workshops": "AT1",
    "hearings": "AUDITION",
    "ideas": "BOITE",
    "submissions": "APPEL",
    "governance": "copil",
    "plans": ACTION,
}
"""What `<code>` is behind the first part of an address."""


def seed(app: Flask) -> dict[str, Any]:
    """Fill the database.

    Returns the plan.
    """
    key: str = app.extensions["settings"].secret_key
    mark = Markers()
    with app.app_context(), writing():
        session = db.session()
        factories.SESSION.set(session)
        added = _add(session, mark, key)
        people = added["people"]
        cookies = {
            name: cookie_of(app, session, mark, name, person) for name, person in people.items()
        }
        forged = signed_cookie(app, {"_user_id": f"{uuid.uuid4()}:{secrets.token_urlsafe(24)}"})
        plan = {
            "slug": SLUG,
            "cookies": {**cookies, "forged": forged},
            "marks": mark.given,
            "rules": _rules(app, added),
            "links": added["links"],
            "emails": {name: person.email for name, person in people.items()},
            "accounts": {name: str(person.id) for name, person in people.items()},
            "ids": _ids_in(added),
        }
        session.commit()
    return plan


def _add(session: Session, mark: Markers, key: str) -> dict[str, Any]:
    here = ConsultationFactory(
        slug=SLUG,
        title=mark("consultation.title", EVERYBODY),
        summary=mark("consultation.summary", EVERYBODY),
    )
    there = ConsultationFactory(slug=OTHER)
    StrategyFactory(consultation_id=there.id)
    ConsultationFactory(
        slug=DRAFT,
        state=ConsultationState.DRAFT,
        title=mark("consultation.title"),
        summary=mark("consultation.summary"),
    )
    strategy = StrategyFactory(consultation_id=here.id)
    nodes = [
        StrategyNodeFactory(
            strategy_id=strategy.id, code=f"O{n}", title=mark("strategy_node.title", EVERYBODY)
        )
        for n in (1, 2)
    ]
    people = add_people(session, mark, here, there)
    # The others' are quicker to check than any that the application makes.
    people["victim"].password_hash = hash_password(factories.PASSWORD)
    added: dict[str, Any] = {"here": here, "people": people}
    added |= add_ideas(session, mark, here, people, key)
    added |= add_submissions(session, mark, here, added, key)
    added |= add_workshop(session, mark, here, people, key)
    added |= add_conference(session, mark, here, nodes, key)
    added |= add_questionnaires(session, mark, here, key)
    added |= add_imports(session, mark, here, added)
    added |= add_corpus(session, mark, here, nodes, added["job"])
    added |= add_reading(session, mark, here, people["writer"], added["excerpt"])
    added |= add_priorities(session, mark, here, nodes, people)
    added |= add_plan(session, mark, strategy, nodes[0])
    added["node"] = nodes[0]
    added |= add_changes(session, mark, added, key)
    added["governed"] = add_governance(
        session,
        here,
        minutes=mark("meeting.minutes", DESK),
        filename=mark("meeting_document.filename", DESK),
        title=mark("meeting_document.title", DESK),
    )
    added |= add_account_rows(session, mark, here, people, key)
    return added


def _ids_in(added: dict[str, Any]) -> dict[str, str]:
    named = {name: str(value.id) for name, value in added.items() if hasattr(value, "id")}
    codes = {name: value for name, value in added.items() if isinstance(value, str)}
    return {
        **named,
        **codes,
        "questionnaire_code": added["questionnaire"].activity.code,
        "invited_code": added["invited"].activity.code,
    }


def _rules(app: Flask, added: dict[str, Any]) -> list[dict[str, Any]]:
    """Every route: an address as somebody writes it who knows every identifier but no secret, the
    one that its owner holds, and the roles that its guard names."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        guard = getattr(app.view_functions[rule.endpoint], "guard", None)
        place = rule.rule.removeprefix("/consultations/<slug>/").split("/")
        told = _things(added, place)
        held = {**told, **_secrets(added, place)}
        unknown = rule.arguments - told.keys()
        assert not unknown, f"say in `_things` what {unknown} of {rule.rule} is"
        values = {name: told[name] for name in rule.arguments}
        own = {name: held[name] for name in rule.arguments}
        found.append(
            {
                "endpoint": rule.endpoint,
                "rule": rule.rule,
                "methods": sorted(rule.methods or ()),
                "arguments": sorted(rule.arguments),
                "address": adapter.build(rule.endpoint, values),
                "held": adapter.build(rule.endpoint, own) if own != values else None,
                "is_public": guard == "public" or guard is None,
                "is_of_account": "<slug>" not in rule.rule and callable(guard),
                "roles": [role.value for role in Role if "<slug>" in rule.rule and guard(role)],
            }
        )
    return found


def _member(added: dict[str, Any], place: list[str]) -> uuid.UUID:
    found: uuid.UUID = (
        added["governed"].member if place[0] == "governance" else added["member"]
    ).id
    return found


def _things(added: dict[str, Any], place: list[str]) -> dict[str, Any]:
    """What arguments are in an address of this place, secrets guessed."""
    codes = {**CODES, "questionnaires": added["questionnaire"].activity.code}
    codes["questionnaire-desk"] = codes["questionnaires"]
    if "invitation" in place:
        codes["questionnaires"] = added["invited"].activity.code
    imported = {
        "imports": "corpus_import",
        "bibliography": "reference_import",
        "cards": "cards_import",
        "codebook": "coding_import",
        "ideas": "idea_import",
        "questionnaire-desk": "answers_import",
        "plans": "plan_import",
    }
    guess = "s" * 40
    return {
        "slug": SLUG,
        "code": guess if "join" in place else codes.get(place[0], "O1"),
        "secret": guess,
        "token": "23456-789AB-CDEFG-HJKMN",
        "receipt_code": "23456-789AB-CDEFG-HJKMN",
        "import_id": added[imported.get(place[0], "corpus_import")].id,
        "table_id": added["table"].id,
        "note_id": added["note"].id,
        "contribution_id": _contribution(added, place),
        "excerpt_id": added["excerpt"].id,
        "list_id": added["sure_list"].id,
        "job_id": added["job"].id,
        "theme_id": added["theme"].id,
        "run_id": added["theme"].run_id,
        "candidate_id": added["theme"].id,
        "codebook_theme_id": added["codebook_act"].theme_id,
        "event_id": added["codebook_act"].id,
        "response_id": added["response"].id,
        "registration_id": added["registration"].id,
        "session_id": added["debate"].id,
        "line_id": added["line"].id,
        "report_id": added["report"].id,
        "series_id": added["series"].id,
        "round_id": added["round"].id,
        "attendee_id": added["attendee"].id,
        "document_id": added["document"].id,
        "passage_id": added["checked_passage"].id,
        "reference_id": added["reference"].id,
        "quote_id": added["quote"].id,
        "form_id": added["form"].id,
        "card_id": added["card"].id,
        "subscription_id": added["subscription"].id,
        "newsletter_id": added["newsletter"].id,
        "idea_id": added["idea"].id,
        "point_id": added["point"].id,
        "amendment_id": added["change"].id,
        "comment_id": added["comment"].id,
        "reason_id": added["reason"].id,
        "submission_id": added["submission"].id,
        "link_id": added["links"][_purpose(place)]["id"],
        "what": "sign-in",
        "mandate_id": added["mandate"].id,
        "member_id": _member(added, place),
        "meeting_id": added["governed"].meeting.id,
        "file_id": added["governed"].document.id,
        "number": "1",
        "list_kind": "sector",
        "dimension": "family",
        "invitation_id": added["role_invitation"].id,
        "request_id": added["privacy_request"].id,
        "export_id": added["personal_export"].id,
        "organisation_id": added["organisation"].id,
        "account_id": added["people"]["participant"].id,
        "name": "responses" if place[0] == "questionnaire-desk" else "contributions",
        "page": "vous",
        "orphan_kind": "excerpt",
        "map_id": added["opinions"].id,
        "item_id": added["basket_item"].id,
        "search_id": added["saved_search"].id,
        "direction": "up",
        "file_kind": "csv",
        "sheet": "actions",
        "audience": "new",
        "version": "1",
        "question": "nom",
        "filename": "css/sillage.css",
        "scoring_id": added["scoring"].id,
        "subject": "node",
        "subject_id": added["node"].id,
        "task_id": added["task"].id,
        "indicator_id": added["indicator"].id,
        "section": "method",
        "made_id": uuid.uuid4(),
        "template_id": uuid.uuid4(),
    }


def _purpose(place: list[str]) -> str:
    """What the links of this place are for; addresses of no consultation begin with a slash."""
    named = place[2].replace("-", "_") if place[:2] == ["", "links"] else ""
    return {"new_address": named, "old_address": named, "sign_up": named, "password": "reset"}.get(
        named, "sign_in"
    )


def _contribution(added: dict[str, Any], place: list[str]) -> uuid.UUID:
    if place[0] in ("moderation", "appeals"):
        return uuid.UUID(str(added["refused"].contribution_id))
    return uuid.UUID(str(added["excerpt"].contribution_id))


def _secrets(added: dict[str, Any], place: list[str]) -> dict[str, str]:
    """What those hold to whom the things of this place belong."""
    if "join" in place:
        return {"code": added["table_code"]}
    if place[:2] == ["", "links"]:
        return {"secret": added["links"][_purpose(place)]["secret"]}
    if "changes" in place:
        return {"token": added["change_code"]}
    if "check" in place:
        return {"receipt_code": added["checked_receipt"]}
    by_part = {
        "fill": {"secret": added["form_code"]},
        "sent": {"token": added["card_code"]},
        "registration": {"secret": added["registration_secret"]},
        "answers": {"token": added["response_code"]},
        "invitation": {"secret": added["invitation_secret"]},
        "roles": {"secret": added["role_secret"]},
        "confirm": {"secret": added["request_secret"]},
    }
    for part, held in by_part.items():
        if part in place:
            return held
    return {
        "subscriptions": {"secret": added["subscription_secret"]},
        "receipts": {"token": added["refused_receipt"]},
    }.get(place[0], {})
