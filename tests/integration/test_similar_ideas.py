"""Ideas like the one that somebody types: which are shown, and what is never shown."""

from __future__ import annotations

import pytest

from app.ideas.likeness import similar_to
from app.models import Consultation, ContributionState
from app.themes import near_index, near_texts
from tests.factories import IdeaBoxFactory, contribution_with_excerpt, idea_of

pytestmark = pytest.mark.either_database


@pytest.fixture
def box(session):
    return IdeaBoxFactory()


def titles(session, box, title: str, **values) -> list[str]:
    return [idea.title for idea in similar_to(session, box, title, **values)]


def test_an_idea_is_found_from_the_moment_it_is_posted(session, box):
    idea_of(box, "Développer les pistes cyclables")
    assert titles(session, box, "dévelloper la piste cyclable") == [
        "Développer les pistes cyclables"
    ]
    idea_of(box, "Sécuriser les pistes cyclables")
    assert len(titles(session, box, "pistes cyclables")) == 2


def test_only_published_ideas_of_the_box_are_shown(session, box):
    for state in ContributionState:
        idea_of(box, f"Des composteurs partagés ({state.value})", state=state)
    idea_of(IdeaBoxFactory(), "Des composteurs partagés (ailleurs)")
    assert titles(session, box, "composteurs partagés") == ["Des composteurs partagés (published)"]


def test_an_idea_withdrawn_or_corrected_since_is_never_shown_as_it_was(session, box):
    withdrawn = idea_of(box, "Des composteurs partagés")
    corrected = idea_of(box, "Des composteurs dans les parcs")
    assert len(titles(session, box, "composteurs")) == 2
    withdrawn.contribution.state = ContributionState.WITHDRAWN
    excerpt = contribution_with_excerpt(
        box.activity,
        "Des composteurs dans les squares",
        title="Des composteurs dans les squares",
        state=ContributionState.PUBLISHED,
    )
    corrected.contribution_id = excerpt.contribution_id
    session.flush()
    assert titles(session, box, "composteurs") == ["Des composteurs dans les squares"]


def test_what_is_published_later_is_found_at_the_next_comparison(session, box, monkeypatch):
    held = idea_of(box, "Des locaux partagés", state=ContributionState.HELD)
    assert titles(session, box, "locaux partagés") == []
    held.contribution.state = ContributionState.PUBLISHED
    session.flush()
    monkeypatch.setattr(near_index, "COMPARED_EVERY", 0)
    assert titles(session, box, "locaux partagés") == ["Des locaux partagés"]


def test_a_group_is_shown_once_by_its_lead_with_the_supporters_of_all(session, box):
    lead = idea_of(box, "Une monnaie locale", all_supporters=7)
    for town in ("Nîmes", "Alès"):
        idea_of(box, f"Créer une monnaie locale à {town}", lead_id=lead.id)
    found = similar_to(session, box, "créer une monnaie locale à Nîmes")
    assert [(one.idea_id, one.supporters) for one in found] == [(lead.id, 7)]


def test_a_member_stands_for_itself_when_its_lead_is_withdrawn(session, box):
    lead = idea_of(box, "Une monnaie locale", state=ContributionState.WITHDRAWN)
    idea_of(box, "Une monnaie locale à Alès", lead_id=lead.id)
    assert titles(session, box, "monnaie locale") == ["Une monnaie locale à Alès"]


def test_a_title_is_heard_above_many_words(session, box):
    idea_of(box, "Un budget participatif", "Chaque quartier déciderait de travaux. " * 40)
    idea_of(box, "Un jardin", "Il y aurait des arbres, des bancs, un budget et des fleurs.")
    assert titles(session, box, "budget participatif")[0] == "Un budget participatif"


def test_a_process_keeps_few_boxes_only(session):
    shelf = near_texts.Shelf()
    boxes = [IdeaBoxFactory() for _ in range(near_texts.MOST_BOXES + 2)]
    for box in boxes:
        shelf.near(session, box, ["une idée"], 5)
    assert len(shelf._indexes) == near_texts.MOST_BOXES
    assert boxes[-1].id in shelf._indexes
    assert boxes[0].id not in shelf._indexes


def test_a_question_does_not_wait_for_ever_for_an_index(session, box, monkeypatch):
    monkeypatch.setattr(near_texts, "PATIENCE", 0.01)
    shelf = near_texts.Shelf()
    idea_of(box, "Des locaux partagés")
    with shelf._index_of(box.id).lock:
        assert shelf.near(session, box, ["locaux partagés"] * 2, 5) == [[], []]
    assert [len(near) for near in shelf.near(session, box, ["locaux partagés", ""], 5)] == [1, 0]


@pytest.fixture
def asked(session, client, box):
    """What the script of the page is told about a title."""

    def ask(title: str):
        session.commit()
        slug = session.get_one(Consultation, box.activity.consultation_id).slug
        address = f"/consultations/{slug}/ideas/{box.activity.code}/similar"
        return client.get(address, query_string={"title": title})

    return ask


def test_the_page_is_told_in_one_rendering_with_a_button_for_each(box, asked):
    idea = idea_of(box, "<b>Des jardins</b> & des vergers", all_supporters=1250)
    answer = asked("des jardins, des vergers").json
    assert answer["count"] == 1
    assert "&lt;b&gt;Des jardins&lt;/b&gt; &amp; des vergers" in answer["html"]
    assert f'/{idea.id}/support"' in answer["html"]
    assert asked("piscine").json == {
        "count": 0,
        "sentence": "Aucune idée semblable.",
        "html": "",
    }


def test_asking_leaves_the_session_alone(box, asked):
    answer = asked("des jardins")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_whatever_is_asked_gets_an_answer(asked):
    for title in ("", "' OR 1=1 --", "\u202e\u200b" * 50, "a" * 60_000):
        assert asked(title).json["count"] == 0


def test_a_box_that_is_not_published_is_asked_of_by_those_who_prepare_it_only(box, asked):
    box.is_published = False
    assert asked("des jardins").status_code == 404
