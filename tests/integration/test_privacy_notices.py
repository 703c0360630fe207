"""Before each form that the public sends, its page says what becomes of the data."""

from __future__ import annotations

from app.models import PrivacyPolicy, Role
from app.privacy.declarations import DECLARATIONS
from app.privacy.processings import Processing
from tests.conferences import ToCome

TELLS_NOTHING = {
    "accounts.choose_password": "another password of an account that was told about",
    "accounts.confirm_new_address": "a button, about an address of who has an account",
    "accounts.forgotten": "who has an account was told when they made it",
    "accounts.leave_old_address": "a button, about an address of who has an account",
    "accounts.send_link": "who has an account was told when they made it",
    "accounts.send_link_again": "a button",
    "accounts.sign_in_by_link": "a button",
    "privacy_requests.confirm": "a button, about a request that was told about",
    "role_invitations.otherwise": "a button",
    "role_invitations.take": "a button, on the page that tells",
    "second_factor.ask": "who has an account was told when they made it",
    "accounts.sign_in": "who has an account was told when they made it",
    "accounts.sign_out": "a button",
    "answering.answer": "told on the page of the questionnaire, and before all is sent",
    "answering.correct": "a button; the pages that follow are told about",
    "answering.keep_as_sent": "a button",
    "answering.send": "a button, on the page that tells",
    "answering.withdraw": "a button that erases",
    "cards.find": "the code of a card that was sent; nothing is kept of it",
    "amendments.withdraw": "a button that withdraws",
    "tables.joined_take": "notes that a script sends, from the page that tells",
    "amendment_codes.withdraw": "a button that withdraws",
    "cards.withdraw": "a button that erases",
    "consents.take_back": "a button that takes an agreement back",
    "idea_comments.withdraw": "a button that withdraws",
    "invited.decline": "a button after which nobody is written to",
    "own_ideas.take_back": "a button that withdraws",
    "questionnaires.resume": "the code of a response; nothing is kept of it",
    "receipts.find": "the code of a receipt; nothing is kept of it",
    "receipts.withdraw": "a button that withdraws",
    "registering.cancel": "a button",
    "registering.come_back": "a button, about what was told at the registration",
    "submission_sending.leave": "a button",
    "submission_sending.withdraw": "a button that erases",
    "subscriptions.confirm": "a button, about what was told when the address was typed",
    "subscriptions.stop": "a button after which nobody is written to",
    "tables.joined_remove": "a button that removes a note",
    "tables.joined_restore": "a button, about a note that was told about",
    "web.switch_language": "a language; nothing is kept of who asks",
}
"""Forms of the public without a notice, and why."""


def _is_for_the_public(app, rule) -> bool:
    """Whether anybody may send it; who has an account was told when they made it."""
    guard = app.view_functions[rule.endpoint].guard
    return guard == "public" or ("slug" in rule.arguments and guard(Role.VISITOR))


def test_every_form_of_the_public_tells_what_becomes_of_the_data(app):
    public = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and _is_for_the_public(app, rule)
    }
    silent = {name for name in public if not hasattr(app.view_functions[name], "tells")}
    assert silent - set(TELLS_NOTHING) == set(), "declare the view with @tells(Processing.…)"
    assert set(TELLS_NOTHING) - silent == set(), "these are told about, or are no more"
    assert len(public) > 40


def test_every_processing_is_declared():
    assert set(DECLARATIONS) == set(Processing)


def test_a_form_says_who_answers_why_and_for_how_long(app, session, client):
    to_come = ToCome(app, session)
    consultation = to_come.consultation
    session.add(
        PrivacyPolicy(
            consultation_id=consultation.id,
            controller="Région Exemple",
            bases={"conference": "consent"},
            anonymise_after={"conference": 2},
            delete_after={"conference": 7},
        )
    )
    session.commit()
    page = client.get(f"{to_come.home}/register").text
    assert "Région Exemple" in page
    assert f'href="/consultations/{consultation.slug}/privacy"' in page
    assert "2 mois" in page
    assert "7 mois" in page
    assert "6.1.a" in page
