"""Contributions are found by their words, on both databases alike."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.corpus.intake import take_in
from app.corpus.queries import contributions_page
from app.corpus.search.indexing import index_again
from app.models import Consultation, Role, SearchEntry
from tests.factories import ActivityFactory, new_contribution

TEXTS = {
    "nimes": "Une épicerie solidaire à Nîmes, ouverte le soir.",
    "benevolat": "Reconnaître le bénévolat dans nos structures.",
    "tresorerie": "Une avance de trésorerie pour 2016 : 30 jours, pas 90.",
    "both": "Les bénévoles de Nîmes tiennent la caisse.",
}


@pytest.fixture
def activity(session):
    activity = ActivityFactory()
    take_in(session, activity, [new_contribution(text) for text in TEXTS.values()])
    session.commit()
    return activity


def found(session, activity, words):
    names = {text: name for name, text in TEXTS.items()}
    page = contributions_page(session, activity.consultation_id, words=words)
    return {names[line.opening] for line in page.rows}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("nimes", {"nimes", "both"}),
        ("NÎMES", {"nimes", "both"}),
        ("bénévole", {"benevolat", "both"}),
        ("benevoles nimes", {"both"}),
        ("2016", {"tresorerie"}),
        ("trésor", {"tresorerie"}),
        ("introuvable", set()),
        ("bénévole introuvable", set()),
    ],
)
def test_words_are_found_in_any_of_their_forms(session, activity, words, names):
    assert found(session, activity, words) == names


@pytest.mark.parametrize("words", ["", "  "])
def test_nothing_to_search_shows_everything(session, activity, words):
    assert found(session, activity, words) == set(TEXTS)


@pytest.mark.parametrize("words", ["?!", "'", '"', "_", "%", "a"])
def test_signs_without_a_word_find_nothing(session, activity, words):
    assert found(session, activity, words) == set()


@pytest.mark.parametrize(
    "words",
    [
        'nimes"',
        "nimes' OR 1=1 --",
        "nimes)",
        "(nimes",
        "NOT nimes",
        "nimes:*",
        "nimes & !",
        "nimes*",
    ],
)
def test_no_sign_is_an_operator(session, activity, words):
    assert found(session, activity, words) <= {"nimes", "both"}


def test_another_consultation_is_not_searched(session, activity):
    other = ActivityFactory()
    take_in(session, other, [new_contribution("Une autre épicerie à Nîmes.")])
    assert found(session, activity, "nimes") == {"nimes", "both"}
    assert len(contributions_page(session, other.consultation_id, words="nimes").rows) == 1


def test_the_index_is_made_anew_by_a_command(session, activity, app):
    session.execute(sa.delete(SearchEntry))
    session.commit()
    assert found(session, activity, "nimes") == set()
    done = app.test_cli_runner().invoke(args=["corpus", "index"])
    assert done.exit_code == 0, done.output
    session.rollback()
    assert found(session, activity, "nimes") == {"nimes", "both"}


def test_a_text_changed_in_the_index_is_found_by_its_new_words_only(session, activity):
    session.execute(sa.update(SearchEntry).values(stems="moulin"))
    session.commit()
    assert found(session, activity, "nimes") == set()
    assert found(session, activity, "moulins") == set(TEXTS)


def test_a_very_long_text_is_found_by_its_beginning(session, activity):
    take_in(session, activity, [new_contribution("Le commencement. " + "mot " * 100_000)])
    assert index_again(session) == len(TEXTS) + 1
    page = contributions_page(session, activity.consultation_id, words="commencement")
    assert len(page.rows) == 1


def test_the_numbers_of_the_index_do_not_tell_the_order_of_the_texts(session, activity):
    take_in(session, activity, [new_contribution(f"Phrase numéro {n}.") for n in range(40)])
    numbers = dict(session.execute(sa.select(SearchEntry.subject_id, SearchEntry.id)).all())
    in_order = [numbers[subject] for subject in sorted(numbers)]
    assert in_order != sorted(in_order)


def test_the_page_finds_them(session, activity, sign_in):
    consultation = session.get_one(Consultation, activity.consultation_id)
    client = sign_in(consultation, Role.WRITER)
    page = client.get(f"/consultations/{consultation.slug}/contributions?q=benevole").text
    assert "bénévolat" in page
    assert "trésorerie" not in page
