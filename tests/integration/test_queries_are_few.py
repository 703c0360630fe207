"""The main pages ask the database a fixed number of questions, however much there is to show."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.corpus.intake import take_in
from app.corpus.moderation.deciding import Moderator, reject
from app.models import Assignment, Channel, NoticeKind, ReferenceTag, Role
from app.models.types import new_id
from app.notifications.newsletters import Words, send
from app.strategy.services import add_reference_strategy
from app.themes.services import start_run
from tests.boxes_with_people import make_box, yesterday
from tests.conferences import ToCome
from tests.documents import activity_of, document_to_check
from tests.factories import (
    ActivityFactory,
    CharterFactory,
    CharterReasonFactory,
    ConferenceSessionFactory,
    ConsultationFactory,
    NoteFactory,
    ReferenceFactory,
    RegistrationFactory,
    RoomTableFactory,
    SubmissionCallFactory,
    contribution_with_excerpt,
    idea_of,
    new_contribution,
)
from tests.integration.card_rooms import make_room
from tests.integration.counting import MOST, counted
from tests.posting import OpenBox
from tests.submissions import Calling, submission_of
from tests.subscribers import Following

# The application asks both databases the same: counting once is enough.
pytestmark = pytest.mark.parametrize("migrated_app", ["sqlite"], indirect=True, scope="session")
TELLING = 5
"""Statements that say what became of excerpts: their links, ways, citations, points, lines."""
MORE = {
    "": 2,
    "/desk": 3,
    "/became": 1,
    "/became/excerpts": TELLING,
}
"""Pages that tell of several parts: the home, and the desk, which says as well whether a body is
late and whether the versions hold; and those that first look whether their figures are kept."""


def _fill(session, consultation, number: int) -> None:
    for channel in (Channel.WORKSHOP, Channel.QUESTIONNAIRE):
        activity = ActivityFactory(consultation_id=consultation.id, channel=channel)
        texts = [
            f"Il faut former les {who} à la {what} {n}."
            for n in range(number)
            for who, what in (("bénévoles", "comptabilité"), ("élus", "commande publique"))
        ]
        take_in(session, activity, [new_contribution(t, respondent=t[-3:]) for t in texts])
    for n in range(number):
        reference = ReferenceFactory(consultation_id=consultation.id)
        reference.tags = [ReferenceTag(name=f"tag {n}")]
    session.commit()


@pytest.mark.parametrize("path", ["{cards}", "{cards}/reactions", "{home}", "{home}/type"])
def test_a_page_of_cards_costs_as_many_queries_with_ten_times_the_cards(
    app, session, client, sign_in, path
):
    counts = []
    for number in (3, 30):
        room = make_room(session)
        for place in range(number):
            client.post(room.address(app), data=room.fields(key=f"{place:032}"))
        steward = sign_in(room.consultation, Role.STEWARD)
        for place in range(number):
            steward.post(f"{room.home}/type", data=room.fields(key=f"{place:033}"))
        with counted(session.get_bind()) as statements:
            answer = steward.get(path.format(cards=room.cards, home=room.home))
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/desk",
        "/contributions",
        "/excerpts?q=former",
        "/excerpts/concordance?word=former",
        "/basket",
        "/themes",
        "/codebook",
        "/codebook/comparison",
        "/links",
        "/coverage",
        "/coverage?by=actor",
        "/orphans",
        "/orphans/excerpt",
        "/strategy",
        "/became",
        "/became/excerpts",
        "/analyses",
        "/analyses/{run}",
        "/themes/{theme}",
        "/bibliography",
        "/representativeness",
    ],
)
def test_a_page_costs_as_many_queries_with_ten_times_the_rows(session, sign_in, work, path):
    counts = []
    for number in (3, 30):
        consultation = ConsultationFactory()
        add_reference_strategy(
            session, consultation_id=consultation.id, code="sress-2022", title="Stratégie"
        )
        _fill(session, consultation, number)
        run = start_run(session, consultation_id=consultation.id, account_id=None)
        client = sign_in(consultation, Role.WRITER)
        work()
        session.rollback()
        theme = session.scalars(
            sa.select(Assignment.theme_id).where(Assignment.run_id == run.id)
        ).first()
        named = path.format(run=run.id, theme=theme)
        with counted(session.get_bind()) as statements:
            answer = client.get(f"/consultations/{consultation.slug}{named}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST + MORE.get(path, 0), counts


@pytest.mark.parametrize("path", ["/feed.atom", "/ideas/B1/feed.atom", "/newsletters"])
def test_feeds_and_newsletters_cost_as_many_queries_with_ten_times_the_news(
    app, session, client, work, path
):
    counts = []
    for number in (2, 20):
        following = Following(app, session, work)
        for _ in range(number):
            following.note(idea_of(following.box), NoticeKind.PUBLISHED)
            send(session, following.consultation, Words("Lettre", "Bonjour"), key=new_id())
        session.commit()
        with counted(session.get_bind()) as statements:
            answer = client.get(following.home + path)
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize("page", ["", "/notes", "/wall", "/wall/board"])
def test_a_table_costs_as_many_queries_with_ten_times_the_notes(session, sign_in, page):
    counts = []
    for number in (2, 20):
        consultation = ConsultationFactory()
        table = RoomTableFactory(activity_id=ActivityFactory(consultation_id=consultation.id).id)
        for _ in range(number):
            NoteFactory(table=table)
        client = sign_in(consultation, Role.FACILITATOR)
        with counted(session.get_bind()) as statements:
            answer = client.get(f"/consultations/{consultation.slug}/tables/{table.id}{page}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], page
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize("path", ["/documents", "/documents/{document}", "/hearings"])
def test_pages_of_documents_cost_as_many_queries_with_more_rows(session, sign_in, path):
    counts = []
    for number in (2, 20):
        consultation = ConsultationFactory()
        text = "\n\n".join(f"Le paragraphe {n} dit une chose." for n in range(number))
        for _ in range(number):
            hearing = activity_of(consultation, Channel.HEARING)
            document = document_to_check(hearing, text)
        client = sign_in(consultation, Role.FACILITATOR)
        address = f"/consultations/{consultation.slug}{path.format(document=document.id)}"
        with counted(session.get_bind()) as statements:
            assert client.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize("address", ["", "/desk", "/registrations", "/check-in"])
def test_a_page_of_a_conference_costs_as_many_queries_with_more_people(
    app, session, sign_in, address
):
    counts = []
    for number in (2, 20):
        made = ToCome(app, session)
        for _ in range(number):
            RegistrationFactory(conference_id=made.conference.id)
            ConferenceSessionFactory(conference_id=made.conference.id)
        client = sign_in(made.consultation, Role.STEWARD)
        with counted(session.get_bind()) as statements:
            answer = client.get(f"{made.home}{address}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], address
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize(
    "path", ["", "?order=supported&q=nimes", "/new", "/{idea}", "/desk", "/group"]
)
def test_a_page_of_an_idea_box_costs_as_many_queries_with_more_ideas(app, session, sign_in, path):
    counts = []
    for number in (2, 20):
        made = OpenBox(app, session)
        lead = idea_of(made.box, theme_id=made.themes[0].id)
        for _ in range(number):
            idea_of(made.box, theme_id=made.themes[1].id)
            idea_of(made.box, lead_id=lead.id)
        client = sign_in(made.consultation, Role.STEWARD)
        with counted(session.get_bind()) as statements:
            answer = client.get(f"{made.home}{path.format(idea=lead.id)}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST + (TELLING if path == "/{idea}" else 0), counts


@pytest.mark.parametrize("page", ["", "votes", "{idea}", "{idea}/comments", "bursts"])
def test_a_page_of_reactions_costs_as_many_queries_with_more_of_them(session, sign_in, page):
    counts = []
    for number in (1, 8):
        box = make_box()
        ideas = [box.idea() for _ in range(number)]
        for idea in ideas:
            box.burst(session, idea, 10, yesterday())
            box.comments(session, ideas[0], 1)
        client = sign_in(box.consultation, Role.STEWARD)
        address = f"{box.address}/{page.format(idea=ideas[0].id)}".rstrip("/")
        client.post(box.of(ideas[0], "support"), data={"wanted": "yes"})
        with counted(session.get_bind()) as statements:
            answer = client.get(address)
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], page
    assert counts[1] <= MOST + (TELLING if page == "{idea}" else 0), counts


@pytest.mark.parametrize("path", ["/moderation", "/moderation/log", "/charter"])
def test_a_page_of_moderators_costs_as_many_queries_with_ten_times_the_decisions(
    session, sign_in, path
):
    counts = []
    for number in (2, 20):
        consultation = ConsultationFactory()
        reason = CharterReasonFactory(charter_id=CharterFactory(consultation_id=consultation.id).id)
        activity = ActivityFactory(consultation_id=consultation.id)
        for _ in range(number):
            said = contribution_with_excerpt(activity, "Une parole.").contribution
            reject(session, said, Moderator(None), reason_id=reason.id)
            contribution_with_excerpt(activity, "Une autre parole.")
        client = sign_in(consultation, Role.STEWARD)
        with counted(session.get_bind()) as statements:
            assert client.get(f"/consultations/{consultation.slug}{path}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST, counts


@pytest.mark.parametrize("path", ["", "/{code}", "/{code}/{id}"])
def test_pages_of_written_contributions_cost_as_many_queries_with_more_of_them(
    app, session, sign_in, path
):
    counts = []
    for number in (2, 20):
        calling = Calling(app, session)
        code = calling.call.activity.code
        for place in range(number):
            text = "\n\n".join(f"Le paragraphe {n} dit une chose." for n in range(number))
            submission = submission_of(calling.call, f"{text} {place}")
            SubmissionCallFactory(activity__consultation_id=calling.consultation.id)
        client = sign_in(calling.consultation, Role.WRITER)
        address = path.format(code=code, id=submission.id)
        with counted(session.get_bind()) as statements:
            answer = client.get(f"{calling.index}{address}")
        assert answer.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], path
    assert counts[1] <= MOST + (TELLING if "{id}" in path else 0), counts
