"""Masked words leak nowhere: each channel shows them somewhere else too."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from app.corpus.intake import take_in
from app.corpus.moderation import deciding, redacting
from app.corpus.moderation.deciding import Moderator
from app.corpus.moderation.one_at_a_time import DecidedMeanwhile, seen_of
from app.corpus.moderation.retention import forget
from app.corpus.queries import contributions_page, excerpts_of
from app.documents import validating
from app.ideas.correcting import correct
from app.ideas.posting import NewIdea
from app.models import (
    Card,
    Channel,
    Contribution,
    ContributionState,
    DocumentKind,
    KeptOriginal,
    ModerationAct,
    ModerationEvent,
    Nature,
    Response,
    Role,
    SearchEntry,
    SynthesisEvent,
)
from app.models.types import now, today
from app.questionnaires.answering.corpus_answers import contributions_of
from app.questionnaires.definitions import stored
from app.workshops.corpus_entry import validate_notes
from app.workshops.syntheses.keeping import Edit
from app.workshops.syntheses.queries import lines_of, synthesis_of
from app.workshops.syntheses.services import add_line
from app.workshops.syntheses.validation import validate_synthesis
from tests.documents import activity_of, document_to_check, passages_of
from tests.factories import (
    CharterFactory,
    CharterReasonFactory,
    ConsultationFactory,
    IdeaBoxFactory,
    SubmissionCallFactory,
    contribution_with_excerpt,
    idea_of,
)
from tests.integration.card_rooms import make_room
from tests.responding import questionnaire_with
from tests.submissions import submission_of
from tests.workshop_rows import workshop_with_notes

PHONE = "06 12 34 56 78"
SAID = f"Appelez Jeanne au {PHONE}, elle sait former les bénévoles."
HIDDEN = f"Appelez Jeanne au {'█' * 14}, elle sait former les bénévoles."
ANYBODY = Moderator(None)


@pytest.fixture
def idea(session):
    box = IdeaBoxFactory()
    return idea_of(box, title=f"Mon numéro : {PHONE}", text=SAID)


def _of(session, activity) -> Contribution:
    found = sa.select(Contribution).where(
        Contribution.activity_id == activity.id,
        Contribution.text.contains(PHONE) | Contribution.text.contains("█"),
    )
    return session.scalars(found).one()


def _redact(session, contribution: Contribution) -> None:
    redacting.redact(session, contribution, ANYBODY, [PHONE])
    assert PHONE not in contribution.title + contribution.text


def _everything(session) -> str:
    """All that the database holds, but for the originals that stewards read."""
    tables = [
        table for table in Contribution.metadata.sorted_tables if table.name != "kept_original"
    ]
    return "\n".join(str(row) for table in tables for row in session.execute(table.select()))


def test_a_masked_contribution_keeps_its_offsets_and_is_found_by_what_is_left(session, idea):
    contribution = idea.contribution
    excerpt = excerpts_of(session, contribution.id)[0]
    contribution.alerts, contribution.has_alerts = ["phone", "similar"], True
    _redact(session, contribution)
    assert contribution.text == HIDDEN
    assert contribution.text[excerpt.start : excerpt.end] == HIDDEN
    assert contribution.title == f"Mon numéro : {'█' * 14}"
    assert contribution.alerts == ["similar"]

    def found(words: str) -> int:
        return len(contributions_page(session, contribution.consultation_id, words=words).rows)

    assert (found("bénévole"), found("12 34")) == (1, 0)
    event = session.scalars(sa.select(ModerationEvent)).one()
    assert (event.act, event.details) == (ModerationAct.REDACTED, {"signs": 28, "places": 0})
    assert PHONE not in _everything(session)


def test_a_redaction_is_taken_back_whole_while_the_original_is_kept(session, idea):
    contribution = idea.contribution
    _redact(session, contribution)
    redacting.redact(session, contribution, ANYBODY, ["Jeanne"])
    assert "Jeanne" not in contribution.text
    redacting.unmask(session, contribution, ANYBODY)
    assert (contribution.text, contribution.alerts) == (SAID, ["phone"])
    with pytest.raises(redacting.NothingKept):
        redacting.unmask(session, contribution, ANYBODY)
    entries = session.scalar(sa.select(sa.func.count()).select_from(SearchEntry))
    assert entries == 2, "itself and its excerpt"


def test_words_that_are_not_there_mask_nothing_and_two_at_once_are_told(session, idea):
    contribution = idea.contribution
    seen = Moderator(None, seen_of(session, contribution))
    with pytest.raises(redacting.NothingMasked):
        redacting.redact(session, contribution, seen, ["Nantes", ""])
    assert session.scalars(sa.select(KeptOriginal)).all() == []
    deciding.look_at(session, contribution, ANYBODY)
    with pytest.raises(DecidedMeanwhile):
        redacting.redact(session, contribution, seen, [PHONE])
    assert contribution.text == SAID


def test_other_words_from_a_page_of_before_are_not_said_to_be_masked(session, idea):
    contribution = idea.contribution
    seen = Moderator(None, seen_of(session, contribution))
    assert redacting.redact(session, contribution, seen, [PHONE]) == 28
    assert redacting.redact(session, contribution, seen, [PHONE]) == 0
    with pytest.raises(DecidedMeanwhile):
        redacting.redact(session, contribution, seen, ["Jeanne"])
    assert "Jeanne" in contribution.text


def test_what_was_masked_does_not_come_back_by_a_correction(session, idea):
    _redact(session, idea.contribution)
    before = idea.contribution_id
    correct(session, idea, NewIdea("Mon numéro", SAID), made_from=before, moment=now())
    assert idea.contribution.state is ContributionState.HELD


def test_a_note_and_the_document_that_it_comes_from_are_masked(app, session):
    workshop = activity_of(ConsultationFactory())
    document = document_to_check(
        workshop, f"Le bus du soir manque.\n\n{SAID}\n", kind=DocumentKind.NOTES
    )
    passages_of(session, document)[1].corrected = f"{SAID} Merci."
    validating.validate(session, document.id, made_from=0, account_id=None)
    with app.app_context():
        validate_notes(session, workshop)
    contribution = _of(session, workshop)
    _redact(session, contribution)
    assert PHONE not in _everything(session)
    assert document.text.startswith("Le bus du soir manque.\n\nAppelez Jeanne")
    redacting.unmask(session, contribution, ANYBODY)
    assert document.text.endswith(f"{SAID}\n")
    assert passages_of(session, document)[1].corrected == f"{SAID} Merci."


def test_the_file_of_a_document_with_masked_words_is_for_stewards_only(app, session, sign_in):
    consultation = ConsultationFactory()
    hearing = activity_of(consultation, Channel.HEARING)
    document = document_to_check(hearing, SAID, kind=DocumentKind.MINUTES)
    validating.validate(session, document.id, made_from=0, account_id=None)
    folder = app.extensions["settings"].uploads_directory / document.sha256[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / document.sha256).write_text(SAID)
    _redact(session, _of(session, hearing))
    session.commit()
    address = f"/consultations/{consultation.slug}/documents/{document.id}/original"
    answer = sign_in(consultation, Role.WRITER).get(address)
    assert (answer.status_code, PHONE in answer.text) == (302, False)
    assert sign_in(consultation, Role.STEWARD).get(address).text == SAID


def test_the_lines_of_a_synthesis_and_their_history_are_masked(app, session):
    made = workshop_with_notes(ConsultationFactory())
    workshop = made.workshop.activity
    values = {"nature": Nature.NEED, "heading": "", "notes": []}
    add_line(session, workshop, Edit(), text=SAID, **values)
    add_line(session, workshop, Edit(), text="Une avance de trésorerie.", **values)
    with app.app_context():
        validate_synthesis(session, workshop, Edit())
    contribution = _of(session, workshop)
    _redact(session, contribution)
    synthesis = synthesis_of(session, workshop.id)
    assert lines_of(session, synthesis.id)[0].text == HIDDEN
    assert PHONE not in _everything(session)
    redacting.unmask(session, contribution, ANYBODY)
    assert lines_of(session, synthesis.id)[0].text == SAID
    assert any(SAID in one for one in session.scalars(sa.select(SynthesisEvent.after)))


def test_a_line_that_takes_up_a_masked_note_is_masked_while_it_is_written(app, session):
    made = workshop_with_notes(ConsultationFactory())
    workshop = made.workshop.activity
    made.notes[0].text = SAID
    values = {"nature": Nature.NEED, "heading": ""}
    add_line(session, workshop, Edit(), text=f"{SAID} Vite.", notes=[made.notes[0].id], **values)
    with app.app_context():
        validate_notes(session, workshop)
    _redact(session, _of(session, workshop))
    assert PHONE not in _everything(session)


def test_the_answer_of_a_card_is_masked_and_the_others_are_not(app, session, client):
    room = make_room(session)
    client.post(room.address(app), data=room.fields(answer_p1=SAID, answer_p2="Une proposition."))
    session.rollback()
    contribution = _of(session, room.activity)
    _redact(session, contribution)
    card = session.scalars(sa.select(Card)).one()
    assert card.answers == {"p1": HIDDEN, "p2": "Une proposition."}
    assert PHONE not in _everything(session)
    redacting.unmask(session, contribution, ANYBODY)
    assert card.answers["p1"] == SAID


def test_an_open_answer_is_masked_in_its_response_and_stays_the_same_contribution(session):
    made = questionnaire_with(session, [{"mot": SAID, "nom": PHONE}])
    response = session.scalars(sa.select(Response)).one()
    survey = stored(response.version.definition)
    taken = contributions_of(survey, response, today())
    take_in(session, made.activity, taken)
    contribution = _of(session, made.activity)
    _redact(session, contribution)
    # A short text belongs to the response: it is no contribution, and nobody asked to mask it.
    assert response.answers == {"mot": HIDDEN, "nom": PHONE}
    again = contributions_of(survey, response, today())
    assert [one.key for one in again] == [contribution.source_key]
    redacting.unmask(session, contribution, ANYBODY)
    assert (response.answers["mot"], contribution.source_key) == (SAID, taken[0].key)


def test_originals_and_refused_words_are_erased_once_on_the_retention_date(session, app):
    consultation = ConsultationFactory()
    charter = CharterFactory(consultation_id=consultation.id, retention_days=30)
    reason = CharterReasonFactory(charter_id=charter.id)
    workshop = activity_of(consultation)
    masked = contribution_with_excerpt(workshop, SAID).contribution
    call = SubmissionCallFactory(activity=activity_of(consultation, Channel.SUBMISSION))
    sent = submission_of(call, "C’est un fléau.", title="Assez de trottinettes")
    refused = session.get_one(Contribution, sent.contribution_id)
    refused.title = sent.title
    _redact(session, masked)
    deciding.reject(session, refused, ANYBODY, reason_id=reason.id)
    files = app.extensions["store"]

    def erased(days: int) -> tuple[int, int]:
        done = forget(session, today() + dt.timedelta(days=days), files)
        return done.originals, done.refused

    assert erased(29) == (0, 0)
    assert erased(30) == (1, 1)
    assert erased(31) == (0, 0)
    assert (masked.text, set(refused.text)) == (HIDDEN, {"█"})
    assert refused.state is ContributionState.REJECTED
    assert "trottinette" not in _everything(session)
    with pytest.raises(redacting.NothingKept):
        redacting.unmask(session, masked, ANYBODY)
    with pytest.raises(deciding.WordsErased):
        deciding.restore(session, refused, ANYBODY)


def test_a_refused_note_takes_its_words_along_and_leaves_those_of_the_others(session, app):
    consultation = ConsultationFactory()
    reason = CharterReasonFactory(charter_id=CharterFactory(consultation_id=consultation.id).id)
    workshop = activity_of(consultation)
    document = document_to_check(
        workshop, f"Le bus du soir manque.\n\n{SAID}\n", kind=DocumentKind.NOTES
    )
    validating.validate(session, document.id, made_from=0, account_id=None)
    with app.app_context():
        validate_notes(session, workshop)
    deciding.reject(session, _of(session, workshop), ANYBODY, reason_id=reason.id)
    files = app.extensions["store"]
    forget(session, today() + dt.timedelta(days=181), files)
    assert document.text.startswith("Le bus du soir manque.\n\n████")
    assert PHONE not in _everything(session)
    assert document.sha256 == ""


def test_a_command_forgets_and_another_looks_at_what_came_in_before(app, session):
    workshop = activity_of(ConsultationFactory())
    before = contribution_with_excerpt(workshop, SAID).contribution
    masked = contribution_with_excerpt(workshop, SAID).contribution
    _redact(session, masked)
    session.scalars(sa.select(KeptOriginal)).one().erase_on = today()
    session.commit()
    run = app.test_cli_runner().invoke
    assert "in 1 contributions" in run(args=["moderation", "look"]).output
    assert run(args=["moderation", "forget"]).output.startswith("1 originals")
    assert run(args=["moderation", "forget"]).output.startswith("0 originals")
    session.rollback()
    assert (before.alerts, before.has_alerts, before.state) == (
        ["phone"],
        True,
        ContributionState.SUBMITTED,
    )
    assert session.scalars(sa.select(KeptOriginal)).all() == []
