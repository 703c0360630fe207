"""What people change in the passages of a document, and what they cannot."""

from __future__ import annotations

import uuid

import pytest

from app.documents import correcting
from app.documents.correcting import (
    CannotMerge,
    Change,
    ChangedMeanwhile,
    NoSuchPassage,
    NotToCheck,
    NoWords,
)
from app.documents.words import CannotCut
from app.models import Document, DocumentState, Nature
from tests.documents import activity_of, document_to_check, passages_of, words_of
from tests.factories import ConsultationFactory

SAID = [
    "Le bus du soir manque. Les horaires ne vont pas.",
    "Les bénévoles sont fatigués.",
    "Un guichet unique",
    "Une navette le samedi",
]


@pytest.fixture
def document(session) -> Document:
    return document_to_check(activity_of(ConsultationFactory()))


def _change(session, document: Document, number: int, made_from: int | None = None) -> Change:
    version = document.version if made_from is None else made_from
    return Change(document.id, passages_of(session, document)[number].id, version)


def test_a_document_is_cut_into_passages_to_check(session, document):
    assert words_of(session, document) == SAID


def test_words_are_corrected_and_said_again_as_they_were_read(session, document):
    correcting.correct(session, _change(session, document, 1), "Les bénévoles\r\ns’épuisent.")
    assert words_of(session, document)[1] == "Les bénévoles\ns’épuisent."
    assert document.version == 1
    correcting.correct(session, _change(session, document, 1), SAID[1])
    assert passages_of(session, document)[1].corrected is None


@pytest.mark.parametrize("words", ["", "  \n\t "])
def test_a_correction_that_says_nothing_is_refused(session, document, words):
    with pytest.raises(NoWords):
        correcting.correct(session, _change(session, document, 1), words)
    assert words_of(session, document) == SAID
    assert document.version == 0


def test_a_nature_is_given_to_one_passage_or_to_many(session, document):
    correcting.set_nature(session, _change(session, document, 0), Nature.FINDING)
    ids = [one.id for one in passages_of(session, document)[2:]]
    changed = correcting.change_many(session, document.id, 1, ids, nature=Nature.PROPOSAL)
    session.commit()
    assert changed == 2
    assert [one.nature for one in passages_of(session, document)] == [
        Nature.FINDING,
        Nature.OTHER,
        Nature.PROPOSAL,
        Nature.PROPOSAL,
    ]
    assert document.version == 2


def test_passages_of_another_document_are_left_alone(session, document):
    other = document_to_check(activity_of(ConsultationFactory()))
    ids = [one.id for one in passages_of(session, other)]
    assert correcting.change_many(session, document.id, 0, ids, is_dropped=True) == 0
    session.expire_all()
    assert not any(one.is_dropped for one in passages_of(session, other))
    with pytest.raises(NoSuchPassage):
        correcting.set_dropped(session, Change(document.id, ids[0], document.version), True)
    with pytest.raises(NoSuchPassage):
        correcting.merge(session, Change(document.id, uuid.uuid4(), document.version))


def test_a_passage_is_left_out_and_taken_back(session, document):
    correcting.set_dropped(session, _change(session, document, 1), True)
    assert [one.is_dropped for one in passages_of(session, document)] == [False, True, False, False]
    correcting.set_dropped(session, _change(session, document, 1), False)
    assert not any(one.is_dropped for one in passages_of(session, document))


def test_two_passages_become_one_without_the_mark_between_them(session, document):
    correcting.merge(session, _change(session, document, 2))
    assert words_of(session, document) == [*SAID[:2], "Un guichet unique\nUne navette le samedi"]


def test_two_paragraphs_become_one_as_they_stand(session, document):
    correcting.merge(session, _change(session, document, 0))
    first = passages_of(session, document)[0]
    assert first.corrected is None
    assert words_of(session, document)[0] == f"{SAID[0]}\n\n{SAID[1]}"


def test_the_last_passage_and_one_before_a_dropped_one_are_not_merged(session, document):
    with pytest.raises(CannotMerge):
        correcting.merge(session, _change(session, document, 3))
    correcting.set_dropped(session, _change(session, document, 3), True)
    for number in (2, 3):
        with pytest.raises(CannotMerge):
            correcting.merge(session, _change(session, document, number))
    assert words_of(session, document) == SAID
    assert document.version == 1


def test_a_passage_is_split_and_merged_again(session, document):
    correcting.set_nature(session, _change(session, document, 0), Nature.NEED)
    correcting.split(session, _change(session, document, 0), 23)
    parts = ["Le bus du soir manque.", "Les horaires ne vont pas."]
    assert words_of(session, document) == [*parts, *SAID[1:]]
    first, second = passages_of(session, document)[:2]
    assert (second.nature, second.location) == (Nature.NEED, first.location)
    correcting.merge(session, _change(session, document, 0))
    assert words_of(session, document) == SAID
    assert passages_of(session, document)[0].corrected is None


def test_a_passage_is_split_in_the_words_that_were_typed(session, document):
    correcting.split(session, _change(session, document, 1), 15, "Les bénévoles, les élus")
    assert words_of(session, document)[1:3] == ["Les bénévoles,", "les élus"]
    session.commit()


@pytest.mark.parametrize("at", [0, 48, 10**9])
def test_a_split_that_leaves_nothing_is_refused_and_changes_nothing(session, document, at):
    with pytest.raises(CannotCut):
        correcting.split(session, _change(session, document, 0), at)
    assert words_of(session, document) == SAID
    assert document.version == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda session, change: correcting.correct(session, change, "Autre chose."),
        lambda session, change: correcting.set_nature(session, change, Nature.NEED),
        lambda session, change: correcting.set_dropped(session, change, True),
        lambda session, change: correcting.merge(session, change),
        lambda session, change: correcting.split(session, change, 23),
        lambda session, change: correcting.change_many(
            session, change.document_id, change.made_from, [change.passage_id], nature=Nature.NEED
        ),
    ],
)
def test_whoever_saw_an_older_version_changes_nothing(session, document, act):
    correcting.correct(session, _change(session, document, 3), "Une navette.")
    session.commit()
    with pytest.raises(ChangedMeanwhile):
        act(session, _change(session, document, 0, made_from=0))
    session.rollback()
    assert words_of(session, document) == [*SAID[:3], "Une navette."]
    assert {one.nature for one in passages_of(session, document)} == {Nature.OTHER}
    assert session.get_one(Document, document.id).version == 1


def test_what_is_already_so_is_thanked_again_from_an_older_version(session, document):
    change = _change(session, document, 0)
    for _ in range(2):
        correcting.set_nature(session, change, Nature.NEED)
    assert document.version == 1
    change = _change(session, document, 0)
    for _ in range(2):
        correcting.correct(session, change, "Le bus manque.")
    assert document.version == 2
    ids = [one.id for one in passages_of(session, document)]
    for _ in range(2):
        assert correcting.change_many(session, document.id, 2, ids, is_dropped=True) == 4
    assert document.version == 3


def test_a_passage_that_was_merged_meanwhile_is_told_as_a_change(session, document):
    gone = _change(session, document, 1)
    correcting.merge(session, _change(session, document, 0))
    with pytest.raises(ChangedMeanwhile):
        correcting.correct(session, gone, "Trop tard.")


@pytest.mark.parametrize(
    "state", [DocumentState.READING, DocumentState.REFUSED, DocumentState.VALIDATED]
)
def test_only_a_document_to_check_is_changed(session, document, state):
    document.state = state
    session.commit()
    with pytest.raises(NotToCheck):
        correcting.correct(session, _change(session, document, 0), "Autre chose.")
