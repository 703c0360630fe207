"""The consultation review: generated, introduced, published; figures lead to their lists."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import url_for
from flask.testing import FlaskClient

from app.models import (
    Channel,
    ConsultationReview,
    Contribution,
    ContributionState,
    ExcerptTheme,
    NodeKind,
    Role,
)
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    StrategyFactory,
    StrategyNodeFactory,
    ThemeFactory,
    contribution_with_excerpt,
)


class Desk:
    def __init__(self, session, sign_in) -> None:
        self.session, self.consultation = session, ConsultationFactory()
        activity = ActivityFactory(
            consultation_id=self.consultation.id,
            channel=Channel.WORKSHOP,
            title="Atelier de Nantes",
            attendance={"other": 12},
            starts_on=dt.date(2016, 4, 28),
        )
        self.excerpt = contribution_with_excerpt(activity, "Il nous faut des locaux.")
        contribution = session.get_one(Contribution, self.excerpt.contribution_id)
        contribution.state = ContributionState.PUBLISHED
        self.theme = ThemeFactory(consultation_id=self.consultation.id, title="Les locaux")
        session.add(ExcerptTheme(excerpt_id=self.excerpt.id, theme_id=self.theme.id))
        strategy = StrategyFactory(consultation_id=self.consultation.id)
        above = StrategyNodeFactory(strategy_id=strategy.id, kind=NodeKind.THEME, code="T1")
        StrategyNodeFactory(
            strategy_id=strategy.id,
            parent_id=above.id,
            kind=NodeKind.ACTION,
            code="T1.A1",
            title="Ouvrir des locaux",
        )
        session.commit()
        self.client: FlaskClient = sign_in(self.consultation, Role.STEWARD)
        self.page = f"/consultations/{self.consultation.slug}/review"

    def write(self, text: str, *, version: int = 1, section: str = "method", **more: str):
        sent = {"text": text, "version": str(version), **more}
        return self.client.post(f"{self.page}/sections/{section}", data=sent)

    def row(self) -> ConsultationReview:
        self.session.rollback()
        return self.session.scalars(sa.select(ConsultationReview)).one()


@pytest.fixture
def desk(session, sign_in) -> Desk:
    return Desk(session, sign_in)


def test_the_review_is_generated_introduced_and_published_without_the_words_themselves(
    desk, client, session
):
    assert "Pas encore publié" in client.get(desk.page).text
    assert desk.write("Une **méthode** ouverte").status_code == 302
    assert desk.write("", version=2, section="agreement", is_hidden="y").status_code == 302
    draft = desk.client.get(f"{desk.page}/draft").text
    for told in ("<strong>méthode</strong>", "Les locaux", "Ouvrir des locaux", "des locaux."):
        assert told in draft
    assert f'href="/consultations/{desk.consultation.slug}/workshops"' in draft
    assert "Accord sur les thèmes" not in draft
    assert client.get(f"{desk.page}/draft").status_code in (302, 403)
    desk.client.post(f"{desk.page}/publish", data={"version": "3"})
    kept = str(desk.row().content)
    assert desk.excerpt.id.hex in kept
    assert "Il nous faut" not in kept
    shown = client.get(desk.page).text
    assert "Il nous faut des locaux." in shown
    contribution = session.get_one(Contribution, desk.excerpt.contribution_id)
    contribution.state = ContributionState.WITHDRAWN
    session.commit()
    after = client.get(desk.page).text
    assert "Il nous faut des locaux." not in after
    assert "Les locaux" in after


def test_every_figure_leads_to_a_list_that_answers(desk, app):
    desk.client.post(f"{desk.page}/publish", data={"version": "1"})
    cells = [
        row[column]
        for section in desk.row().content["sections"]
        for block in section["blocks"]
        if block["kind"] == "table"
        for row in block["rows"]
        for column in block["numbers"]
        if row[column]["text"] not in ("", "–")
    ]
    assert len(cells) > 5
    assert [one for one in cells if not one["endpoint"]] == []
    with app.test_request_context():
        pages = {
            url_for(one["endpoint"], slug=desk.consultation.slug, **one["values"]) for one in cells
        }
    assert {page: desk.client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_nobody_overwrites_what_somebody_else_wrote_nor_publishes_it_unread(desk):
    assert desk.write("La première").status_code == 302
    assert desk.write("La première").status_code == 302, "sent twice, stored once"
    assert desk.row().version == 2
    stale = desk.write("La seconde")
    assert stale.status_code == 409
    assert "La première" in stale.text
    assert "La seconde" in stale.text
    desk.client.post(f"{desk.page}/publish", data={"version": "1"})
    row = desk.row()
    assert (row.published_at, row.words) == (None, {"method": "La première"})
    assert desk.client.get(f"{desk.page}/sections/nothing").status_code == 404
