"""A synthesis and its notes enter the corpus: all at once, once, and each tells of the other."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    Contribution,
    ContributionState,
    Excerpt,
    Nature,
    Note,
    Role,
    SynthesisEvent,
    SynthesisLine,
    SynthesisState,
)
from app.models.types import now
from app.questionnaires.building.needs_queries import needs_said
from app.workshops.corpus_entry import validate_notes
from app.workshops.syntheses import keeping, services
from app.workshops.syntheses.keeping import Edit
from app.workshops.syntheses.queries import lines_of, synthesis_of
from app.workshops.syntheses.validation import NothingWritten, review_of, validate_synthesis
from tests.factories import PASSWORD, AccountFactory, ConsultationFactory, MembershipFactory
from tests.integration.test_many_at_once import at_once
from tests.integration.test_queries_are_few import counted
from tests.workshop_rows import NOTES, workshop_with_notes

pytestmark = pytest.mark.either_database


@pytest.fixture
def consultation(session):
    return ConsultationFactory()


@pytest.fixture
def made(consultation):
    return workshop_with_notes(consultation)


@pytest.fixture
def activity(made):
    return made.workshop.activity


@pytest.fixture
def lines(session, made, activity):
    """Two lines under one heading, one under none; all but two notes are taken up."""
    notes = [note.id for note in made.notes]

    def add(text, nature, heading, *from_notes):
        return services.add_line(
            session,
            activity,
            Edit(),
            text=text,
            nature=nature,
            heading=heading,
            notes=[notes[n] for n in from_notes],
        )

    found = [
        add("Les aides arrivent trop tard.", Nature.FINDING, "Trésorerie 🌊", 0),
        add("Une avance dès la notification", Nature.NEED, "Trésorerie 🌊", 0, 1),
        add("Un seul dossier", Nature.PROPOSAL, "Simplifier", 3),
    ]
    session.commit()
    return found


@pytest.fixture
def validated(app, session, activity, lines):
    """The lines, validated. Places are kept in French: the application knows how."""
    with app.app_context():
        validate_synthesis(session, activity, Edit())
    session.commit()
    return lines


def _corpus(session, kind=Contribution) -> list:
    session.rollback()
    return list(session.scalars(sa.select(kind).order_by(kind.id)))


def _words(session) -> dict[str, tuple[Nature, str]]:
    """What can be cited: its words, nature and place."""
    return {
        one.contribution.text[one.start : one.end]: (one.nature, one.location)
        for one in session.scalars(sa.select(Excerpt))
    }


def test_the_synthesis_and_the_notes_enter_with_their_natures_and_places(
    session, activity, validated
):
    said = _words(session)
    assert len(said) == len(NOTES) + 3
    assert said[NOTES[2][3]] == (Nature.PROPOSAL, "Table 1, tour 2")
    assert said["Une avance dès la notification"] == (Nature.NEED, "Trésorerie 🌊")
    assert said["Un seul dossier"] == (Nature.PROPOSAL, "Simplifier")
    synthesis = synthesis_of(session, activity.id)
    whole = session.get(Contribution, synthesis.contribution_id)
    assert whole.title == "Synthèse de l’atelier"
    assert whole.received_on == activity.starts_on
    assert whole.text == (
        "Trésorerie 🌊\n– Les aides arrivent trop tard.\n– Une avance dès la notification\n\n"
        "Simplifier\n– Un seul dossier"
    )
    assert synthesis.state is SynthesisState.VALIDATED
    assert all(note.contribution_id for note in session.scalars(sa.select(Note)))
    rows = session.scalars(sa.select(SynthesisLine).order_by(SynthesisLine.position))
    for row, text in zip(
        rows, [line.text for line in lines_of(session, synthesis.id)], strict=True
    ):
        excerpt = session.get(Excerpt, row.excerpt_id)
        assert excerpt.contribution.text[excerpt.start : excerpt.end] == text


def test_what_is_validated_is_never_changed(session, made, activity, lines):
    validate_synthesis(session, activity, Edit())
    session.commit()
    for act in (
        lambda: services.remove_line(session, activity, Edit(), lines[0]),
        lambda: services.add_line(session, activity, Edit(), text="Encore"),
        lambda: services.attach_notes(session, activity, Edit(), lines[0], [made.notes[2].id]),
        lambda: validate_synthesis(session, activity, Edit()),
    ):
        with pytest.raises(keeping.AlreadyValidated):
            act()
    assert len(_corpus(session)) == len(NOTES) + 1


def test_removed_notes_stay_out_and_the_lines_keep_the_others(session, made, activity, lines):
    made.notes[0].removed_at = now()
    session.commit()
    validate_synthesis(session, activity, Edit())
    session.commit()
    assert NOTES[0][3] not in _words(session)
    assert len(_corpus(session)) == len(NOTES)


def test_nothing_enters_from_an_older_version_or_without_a_line(session, consultation, activity):
    with pytest.raises(NothingWritten):
        validate_synthesis(session, activity, Edit())
    services.add_line(session, activity, Edit(), text="Une ligne")
    with pytest.raises(keeping.ChangedMeanwhile):
        validate_synthesis(session, activity, Edit(made_from=0))
    assert session.scalars(sa.select(Contribution)).all() == []


def test_notes_are_validated_alone_and_again_when_later_ones_come(session, made, activity):
    later = made.notes[-1]
    later.removed_at = now()
    assert validate_notes(session, activity) == len(NOTES) - 1
    session.commit()
    assert validate_notes(session, activity) == 0
    later.removed_at = None
    assert validate_notes(session, activity) == 1
    session.commit()
    assert len(_corpus(session)) == len(NOTES)


def test_two_notes_of_the_same_words_are_two(session, made, activity):
    made.notes[1].text = made.notes[0].text
    made.notes[1].round_number = made.notes[0].round_number
    session.commit()
    assert validate_notes(session, activity) == len(NOTES)
    session.commit()
    assert len(_corpus(session)) == len(NOTES)


def _browsers(app, session, consultation, number: int) -> list:
    found = []
    for _ in range(number):
        person = AccountFactory()
        MembershipFactory(account_id=person.id, consultation_id=consultation.id, role=Role.STEWARD)
        session.commit()
        browser = app.test_client()
        browser.post("/sign-in", data={"email": person.email, "password": PASSWORD})
        found.append(browser)
    return found


def test_of_many_who_validate_at_once_one_does_and_the_others_are_told(
    app, session, consultation, activity, lines
):
    browsers = _browsers(app, session, consultation, 5)
    where = f"/consultations/{consultation.slug}/workshops/{activity.code}/synthesis"
    acts = [
        lambda b=b: b.post(f"{where}/validation", data={"version": "3"}) for b in browsers[:4]
    ] + [lambda: browsers[4].post(f"{where}/notes")]
    *_others, _notes = answers = at_once(acts)
    assert sorted(answer.status_code for answer in answers) == [302, 302, 409, 409, 409]
    told = next(answer.text for answer in answers if answer.status_code == 409)
    assert "validée entre-temps" in told
    assert len(_corpus(session)) == len(NOTES) + 1
    assert [event.number for event in _corpus(session, SynthesisEvent)] == [1, 2, 3, 4]


def test_of_many_who_write_at_once_from_one_version_one_does(
    app, session, consultation, activity, lines
):
    browsers = _browsers(app, session, consultation, 5)
    where = f"/consultations/{consultation.slug}/workshops/{activity.code}/synthesis/lines"
    answers = at_once(
        [
            lambda b=b, n=n: b.post(
                where, data={"version": "3", "text": f"Ligne {n}", "nature": "need"}
            )
            for n, b in enumerate(browsers)
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409, 409]
    assert len(_corpus(session, SynthesisLine)) == 4


def test_many_begin_one_synthesis(app, session, consultation, activity):
    browsers = _browsers(app, session, consultation, 4)
    where = f"/consultations/{consultation.slug}/workshops/{activity.code}/synthesis/lines"
    said = {"version": "0", "text": "Une ligne", "nature": "need"}
    answers = at_once([lambda b=b: b.post(where, data=said) for b in browsers])
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409, 409]


def test_what_is_odd_is_said_before(session, made, activity, lines):
    services.add_line(session, activity, Edit(), text="un seul DOSSIER")
    review = review_of(
        session, activity.id, lines_of(session, synthesis_of(session, activity.id).id)
    )
    assert [line.text for line in review.without_note] == ["un seul DOSSIER"]
    assert [line.text for line in review.said_twice] == ["un seul DOSSIER"]
    assert review.unused_count == 3
    assert [note.text for note in review.unused] == [NOTES[2][3], NOTES[4][3], NOTES[5][3]]
    assert review.notes_entering == len(NOTES)
    assert review.line_count == 4


def test_the_page_of_a_line_leads_to_its_notes_and_theirs_to_the_line(
    session, sign_in, consultation, made, activity, validated
):
    writer = sign_in(consultation, Role.WRITER)
    contributions = f"/consultations/{consultation.slug}/contributions"
    session.rollback()
    note = session.get(Note, made.notes[1].id)
    line = session.get(SynthesisLine, validated[1])
    whole = synthesis_of(session, activity.id).contribution_id
    page = writer.get(f"{contributions}/{whole}").text
    assert f"{contributions}/{note.contribution_id}#excerpt-" in page
    assert "Table 1, tour 1" in page
    page = writer.get(f"{contributions}/{note.contribution_id}").text
    assert f"{contributions}/{whole}#excerpt-{line.excerpt_id}" in page
    assert "Repris dans la synthèse de l’atelier" in page


def test_the_way_of_many_lines_costs_as_many_queries_as_that_of_one(session, sign_in, consultation):
    counts = []
    writer = sign_in(consultation, Role.WRITER)
    for number in (1, 12):
        made = workshop_with_notes(consultation, code=f"AT{number}")
        for _ in range(number):
            services.add_line(
                session,
                made.workshop.activity,
                Edit(),
                text="Une ligne",
                notes=[note.id for note in made.notes],
            )
        validate_synthesis(session, made.workshop.activity, Edit())
        session.commit()
        whole = synthesis_of(session, made.workshop.activity_id).contribution_id
        session.rollback()
        with counted(session.get_bind()) as statements:
            writer.get(f"/consultations/{consultation.slug}/contributions/{whole}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_need_is_offered_once_in_the_words_of_the_synthesis(
    session, consultation, made, activity, lines
):
    """The synthesis says one of the two needs that were noted; the other stands for itself."""
    validate_synthesis(session, activity, Edit())
    session.commit()
    (group,) = needs_said(session, consultation.id)
    assert [need.text for need in group.needs] == [NOTES[4][3], "Une avance dès la notification"]
    whole = session.get(Contribution, synthesis_of(session, activity.id).contribution_id)
    whole.state = ContributionState.WITHDRAWN
    session.commit()
    (group,) = needs_said(session, consultation.id)
    assert [need.text for need in group.needs] == [NOTES[1][3], NOTES[4][3]]
