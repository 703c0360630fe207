"""The one door into the corpus."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.corpus.intake import (
    NewContribution,
    NewRespondent,
    cut,
    source_key,
    take_in,
    whole,
)
from app.corpus.passages import passages
from app.corpus.queries import contribution_of, contributions_page, excerpts_of, other_answers
from app.corpus.verbatims import EXCERPT_TEXT
from app.jobs.runner import writing
from app.models import (
    Channel,
    Contribution,
    ContributionState,
    Excerpt,
    Participant,
    Respondent,
)
from app.models.turns import wait_for_consultation
from app.web.paging import Cursor
from tests.factories import ActivityFactory, new_contribution


def test_the_same_source_enters_once(session):
    activity = ActivityFactory()
    first = take_in(session, activity, [new_contribution("Une parole."), new_contribution("Deux.")])
    again = take_in(session, activity, [new_contribution("Deux."), new_contribution("Trois.")])
    assert (first.added, first.already_there) == (2, 0)
    assert (again.added, again.already_there) == (1, 1)
    assert session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 3


def test_the_same_source_twice_in_one_batch_enters_once(session):
    activity = ActivityFactory()
    taken = take_in(session, activity, [new_contribution("Une parole.")] * 3)
    assert (taken.added, taken.already_there) == (1, 2)


def test_answers_of_one_respondent_stay_tied_together(session):
    activity = ActivityFactory()
    take_in(session, activity, [new_contribution(t, respondent="r1") for t in ("Un.", "Deux.")])
    take_in(session, activity, [new_contribution("Trois.", respondent="r1")])
    assert session.scalar(sa.select(sa.func.count()).select_from(Respondent)) == 1
    one = session.scalars(sa.select(Contribution).where(Contribution.text == "Un.")).one()
    assert [line.opening for line in other_answers(session, one)] == ["Deux.", "Trois."]


def test_lines_that_name_the_consultation_are_written_while_words_are_taken_in(session):
    """Who holds an idea and writes in the log would else wait for who takes a comment in, who waits
    for the idea."""
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    activity = ActivityFactory()
    session.commit()
    wait_for_consultation(session, activity.consultation_id)
    with Session(session.get_bind()) as other:
        other.execute(sa.text("SET LOCAL lock_timeout = '2s'"))
        other.add(Participant(consultation_id=activity.consultation_id, device_digest="d"))
        other.commit()


def test_two_takings_in_at_once_never_double_a_contribution(app, session):
    """Two workers with the same file: one adds, the other finds everything there."""
    activity = ActivityFactory()
    session.commit()
    engine = session.get_bind()
    words = [new_contribution(f"Parole {n}.") for n in range(300)]
    added: list[int] = []
    start = threading.Barrier(2)

    def worker() -> None:
        with writing(), Session(engine) as own:
            start.wait()
            added.append(take_in(own, activity, words).added)
            own.commit()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [0, 300]


@given(
    text=st.text(
        st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=300
    ).filter(lambda text: bool(text.strip()))
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_an_excerpt_read_from_the_database_is_the_span_of_its_text(session, text):
    """Offsets count code points, on both databases, emoji and combining marks included."""
    activity = ActivityFactory()
    for spans in (cut(text), whole(text)):
        new = NewContribution(
            key=source_key(text, str(spans), str(activity.id)), text=text, spans=spans
        )
        take_in(session, activity, [new])
    rows = session.execute(
        sa.select(Excerpt.start, Excerpt.end, EXCERPT_TEXT)
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .where(Contribution.activity_id == activity.id)
    ).all()
    assert rows
    for start, end, excerpt in rows:
        assert excerpt == text[start:end]
    session.rollback()


def test_the_passages_of_a_contribution_give_its_text_again(session):
    text = "# Titre\n\nUne phrase.\n\n- un point\n- un autre\n\nLa fin."
    activity = ActivityFactory()
    take_in(session, activity, [new_contribution(text)])
    one = session.scalars(sa.select(Contribution)).one()
    found = passages(one, excerpts_of(session, one.id))
    assert "".join(passage.text for passage in found) == text
    assert sum(passage.excerpt is not None for passage in found) >= 3


@pytest.mark.parametrize("state", [ContributionState.WITHDRAWN, ContributionState.HELD])
def test_what_left_the_corpus_is_not_read(session, state):
    activity = ActivityFactory()
    take_in(session, activity, [new_contribution("Une parole.")])
    one = session.scalars(sa.select(Contribution)).one()
    one.state = state
    session.flush()
    assert contribution_of(session, activity.consultation_id, one.id) is None
    assert contributions_page(session, activity.consultation_id).rows == ()


def test_pages_of_contributions_lead_on_and_back_without_missing_one(session):
    activity = ActivityFactory()
    take_in(session, activity, [new_contribution(f"Parole {n:03}.") for n in range(25)])
    read = lambda cursor: contributions_page(  # noqa: E731
        session, activity.consultation_id, cursor=cursor, size=10
    )
    seen: list[str] = []
    page = read(Cursor())
    assert page.previous_key is None
    while True:
        seen += [line.opening for line in page.rows]
        if page.next_key is None:
            break
        page = read(Cursor(page.next_key))
    assert seen == [f"Parole {n:03}." for n in range(25)]
    back = read(Cursor(page.previous_key, backwards=True))
    assert [line.opening for line in back.rows] == [f"Parole {n:03}." for n in range(10, 20)]
    first = read(Cursor(back.previous_key, backwards=True))
    assert first.previous_key is None


def test_contributions_are_found_by_channel_activity_and_words(session):
    workshop = ActivityFactory(channel=Channel.WORKSHOP)
    box = ActivityFactory(channel=Channel.IDEA_BOX, consultation_id=workshop.consultation_id)
    take_in(
        session, workshop, [new_contribution("Le bénévolat à 100 %."), new_contribution("Rien.")]
    )
    take_in(session, box, [new_contribution("Former les bénévoles.")])

    def found(**filters):
        page = contributions_page(session, workshop.consultation_id, **filters)
        return [line.opening for line in page.rows]

    assert found(channel=Channel.IDEA_BOX) == ["Former les bénévoles."]
    assert found(activity_id=workshop.id) == ["Le bénévolat à 100 %.", "Rien."]
    assert found(words="BÉNÉVOLAT 100 %") == ["Le bénévolat à 100 %."]
    assert found(words="_") == []


def test_a_respondent_keeps_what_it_said_of_itself(session):
    activity = ActivityFactory()
    respondent = NewRespondent("r1", {"Structure": "Mutuelle"})
    new = NewContribution(
        key=source_key("a"), text="Oui.", spans=whole("Oui."), respondent=respondent
    )
    take_in(session, activity, [new])
    line = contributions_page(session, activity.consultation_id).rows[0]
    assert line.attributes == {"Structure": "Mutuelle"}
