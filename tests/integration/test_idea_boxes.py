"""Idea boxes: what stewards make and set, what everybody reads of them."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
import sqlalchemy as sa

from app.ideas.lists import IdeaFilter, IdeaOrder, ideas_page
from app.models import (
    ContributionState,
    IdeaAnswer,
    IdeaBox,
    IdeaBoxTheme,
    OrganisationKind,
    Role,
    Verdict,
)
from app.models.types import now
from app.web.paging import Cursor
from tests.factories import ConsultationFactory, IdeaBoxFactory, idea_of
from tests.integration.test_many_at_once import at_once
from tests.posting import QUESTION, OpenBox

pytestmark = pytest.mark.either_database

SAID = {
    "title": "Boîte de printemps",
    "framing": "Dites **tout**.",
    "questions": "Quoi ?\n\nPour qui ?\nQuoi ?",
    "added": "Financer\nEmployer\n Financer ",
    "takes_comments": "y",
    "is_published": "y",
}


@pytest.fixture
def box(app, session) -> OpenBox:
    return OpenBox(app, session)


@pytest.fixture
def steward(sign_in, box):
    return sign_in(box.consultation, Role.STEWARD)


def _titles(session, box: OpenBox, chosen: IdeaFilter | None = None, **values: object) -> list[str]:
    page = ideas_page(session, box.box, chosen or IdeaFilter(), **values)
    return [line.title for line in page.rows]


def test_a_steward_makes_a_box_once_and_everybody_finds_it(session, client, sign_in):
    consultation = ConsultationFactory()
    steward = sign_in(consultation, Role.STEWARD)
    home = f"/consultations/{consultation.slug}"
    assert "Nouvelle boîte à idées" in steward.get(f"{home}/ideas").text
    empty = client.get(f"{home}/ideas").text
    assert "Pas encore de boîte à idées" in empty
    assert "Nouvelle boîte à idées" not in empty
    answers = at_once([lambda: steward.post(f"{home}/idea-boxes/new", data=SAID)] * 3)
    assert {one.headers["Location"] for one in answers} == {f"{home}/ideas/IDEES"}
    (made,) = session.scalars(sa.select(IdeaBox))
    assert (made.questions, made.takes_votes) == (["Quoi ?", "Pour qui ?"], False)
    assert [theme.title for theme in made.themes] == ["Financer", "Employer"]
    # The only one there is.
    assert client.get(f"{home}/ideas").headers["Location"] == f"{home}/ideas/IDEES"
    assert "<strong>tout</strong>" in client.get(f"{home}/ideas/IDEES").text
    assert "Boîte de printemps" in client.get(home).text
    answer = steward.post(f"{home}/idea-boxes/new", data={**SAID, "title": "Une autre"})
    assert answer.headers["Location"] == f"{home}/ideas/IDEES2"
    assert {"Boîte de printemps", "Une autre"} <= set(_words(client.get(f"{home}/ideas").text))


def _words(page: str) -> list[str]:
    return [line.split("<")[0] for line in page.split(">")]


def test_a_box_that_is_not_published_is_there_for_stewards_only(app, session, client, sign_in):
    box = OpenBox(app, session, is_published=False)
    assert client.get(box.home).status_code == 404
    assert client.get(f"{box.home}/new").status_code == 404
    assert sign_in(box.consultation, Role.WRITER).get(box.home).status_code == 404
    page = sign_in(box.consultation, Role.STEWARD).get(box.home)
    assert "Seuls les pilotes voient cette boîte" in page.text
    assert "Publier une idée" not in page.text


def test_settings_rename_themes_and_keep_those_that_ideas_have(session, client, box, steward):
    idea_of(box.box, theme_id=box.themes[0].id)
    session.commit()
    address = f"{box.home}/settings"
    shown = steward.get(address).text
    fields = {**SAID, "added": "Coopérer", "made_from": _hidden(shown, "made_from")}
    refused = steward.post(address, data={**fields, "themes-0": "", "themes-1": "Employer"})
    assert (refused.status_code, "« Financer »" in refused.text) == (422, True)
    # The two change names, and a third one comes.
    fields |= {"themes-0": "Employer", "themes-1": "Financer"}
    for _ in range(2):
        assert steward.post(address, data=fields).status_code == 302
    session.rollback()
    titles = list(session.scalars(sa.select(IdeaBoxTheme.title).order_by(IdeaBoxTheme.position)))
    assert titles == ["Employer", "Financer", "Coopérer"]
    assert "Employer" in client.get(box.home).text
    late = steward.post(address, data={**fields, "title": "Autre titre"})
    assert (late.status_code, "modifié la boîte entre-temps" in late.text) == (422, True)
    assert "Autre titre" in late.text
    doubled = {**fields, "added": "financer"}
    assert "Deux thèmes ont le même nom" in steward.post(address, data=doubled).text


def _hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]


def test_dates_that_cross_and_lines_without_end_get_a_sentence(box, steward):
    wrong = {
        **SAID,
        "opens_at": "2030-06-02T10:00",
        "closes_at": "2030-06-01T10:00",
        "questions": "\n".join(f"Question {n} ?" for n in range(40)),
        "added": "x" * 500,
    }
    page = steward.post(f"{box.root}/idea-boxes/new", data=wrong)
    assert page.status_code == 422
    for part in ("fermerait avant", "10 lignes au plus", "120 caractères au plus"):
        assert part in page.text


def test_those_who_follow_are_told_when_a_box_is_closed(session, box, steward):
    address = f"{box.home}/settings"
    fields = {"title": "Boîte à idées", "questions": QUESTION, "is_published": "y"}
    fields |= {"themes-0": "Financer", "themes-1": "Employer", "closes_at": "2020-01-01T10:00"}
    fields["made_from"] = _hidden(steward.get(address).text, "made_from")
    assert steward.post(address, data=fields).status_code == 302


def test_a_box_opens_by_itself(session, client, box):
    box.box.opens_at = now() + dt.timedelta(days=1)
    session.commit()
    page = client.get(box.home).text
    assert "Cette boîte ouvre le" in page
    assert "Publier une idée" not in page
    assert "Participer maintenant" not in client.get(box.root).text


@pytest.mark.parametrize("order", IdeaOrder)
def test_every_order_shows_every_idea_once_forwards_and_backwards(session, box, order):
    for place in range(7):
        idea_of(box.box, f"Idée {place}", all_supporters=place % 2, comments=place % 3)
    pages = [ideas_page(session, box.box, IdeaFilter(), order=order, size=3)]
    while pages[-1].next_key:
        after = Cursor(pages[-1].next_key)
        pages.append(ideas_page(session, box.box, IdeaFilter(), order=order, cursor=after, size=3))
    seen = [line for page in pages for line in page.rows]
    assert sorted(line.title for line in seen) == [f"Idée {place}" for place in range(7)]
    column = {IdeaOrder.SUPPORTED: "supporters", IdeaOrder.DISCUSSED: "comments"}.get(order, "id")
    ranks = [(getattr(line, column), line.id) for line in seen]
    assert ranks == sorted(ranks, reverse=True)
    for earlier, later in itertools.pairwise(pages):
        before = Cursor(later.previous_key, backwards=True)
        back = ideas_page(session, box.box, IdeaFilter(), order=order, cursor=before, size=3)
        assert back.rows == earlier.rows
    nonsense = ideas_page(session, box.box, IdeaFilter(), order=order, cursor=Cursor("x_y"), size=3)
    assert (nonsense.rows, nonsense.previous_key) == (pages[0].rows, None)


def test_filters_narrow_the_list_down(session, client, box):
    first, second = box.themes
    box.post(client, title="Un dépôt à Nîmes", theme=str(first.id), territory="Gard")
    (posted,) = box.ideas()
    idea_of(box.box, "Autre", theme_id=second.id, kind=OrganisationKind.UNION, territory="Var")
    lead = idea_of(box.box, "Meneuse")
    idea_of(box.box, "Groupée", lead_id=lead.id)
    idea_of(box.box, "Cachée", state=ContributionState.HELD)
    for verdict in (Verdict.CONSIDERED, Verdict.KEPT):
        answer = IdeaAnswer(idea_id=lead.id, key=verdict, verdict=verdict, reason="Oui.")
        session.add(answer)
        session.flush()
    session.commit()
    every = _titles(session, box)
    assert every == ["Meneuse", "Autre", "Un dépôt à Nîmes"]
    assert "Groupée" in _titles(session, box, IdeaFilter(with_grouped=True))
    assert _titles(session, box, IdeaFilter(words="nimes depots")) == ["Un dépôt à Nîmes"]
    assert _titles(session, box, IdeaFilter(theme_id=second.id)) == ["Autre"]
    assert _titles(session, box, IdeaFilter(kind=OrganisationKind.UNION)) == ["Autre"]
    assert _titles(session, box, IdeaFilter(territory="Gard")) == [posted.contribution.title]
    assert _titles(session, box, IdeaFilter(answered=True)) == ["Meneuse"]
    assert _titles(session, box, IdeaFilter(answered=False)) == every[1:]
    page = client.get(f"{box.home}?answered=yes").text
    assert ("Meneuse" in page, "Cachée" in page, "Autre<" in page) == (True, False, False)
    assert "1 idée regroupée sous celle-ci" in page
    nothing = client.get(f"{box.home}?q=zzzz&order=supported").text
    assert "Aucune idée ne correspond" in nothing


def test_ideas_of_another_box_or_consultation_are_not_found_here(app, session, client, box):
    other = OpenBox(app, session)
    idea = idea_of(other.box)
    neighbour = IdeaBoxFactory(activity__consultation_id=box.consultation.id)
    session.commit()
    for home in (box.home, f"{box.root}/ideas/{neighbour.activity.code}"):
        assert client.get(f"{home}/{idea.id}").status_code == 404
    assert client.get(f"{other.home}/{idea.id}").status_code == 200
