"""On a phone: the code of a receipt is typed, what became of one's words is followed, and they are
withdrawn."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.jobs.runner import writing
from app.models import Charter, Consultation
from tests.journeys.browser import PHONE, Complaints
from tests.journeys.conftest import OpenPage
from tests.journeys.given import given_words
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import SLUG, Platform
from tests.journeys.steps import HOME, section

MOTIVE = "Repris dans le plan de formation."


@pytest.fixture
def decisions_are_public(platform: Platform) -> Iterator[None]:
    """The charter of the demonstration says so, for this journey."""
    with Session(platform.engine, expire_on_commit=False) as session, writing():
        there = sa.select(Charter).join(Consultation, Charter.consultation_id == Consultation.id)
        charter = session.scalar(there.where(Consultation.slug == SLUG))
        before = charter.decisions_are_public if charter else None
        if charter is None:
            consultation = session.scalars(sa.select(Consultation).filter_by(slug=SLUG)).one()
            charter = Charter(consultation_id=consultation.id)
            session.add(charter)
        charter.decisions_are_public = True
        session.commit()
    yield
    with Session(platform.engine) as session, writing():
        if before is None:
            session.execute(sa.delete(Charter).where(Charter.id == charter.id))
        else:
            session.get_one(Charter, charter.id).decisions_are_public = before
        session.commit()


def _judge(page: Page) -> None:
    page.wait_for_load_state()
    found = problems(page, "fr", fictional=True) + axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def test_somebody_follows_what_they_said_to_an_objective_and_withdraws_it(
    platform: Platform, open_page: OpenPage, complaints: Complaints, decisions_are_public: None
) -> None:
    complaints.expect(422)
    words = f"Il faut former les bénévoles à la comptabilité ({uuid.uuid4().hex[:8]})."
    code, objective = given_words(platform, words, MOTIVE)
    phone = open_page(platform, viewport=PHONE)
    phone.goto(HOME)
    section(phone, "Suivre ma contribution")
    phone.get_by_label("Votre code").fill("22222 33333 44444 55555")
    phone.get_by_role("button", name="Ouvrir mon récépissé").click()
    expect(phone.locator(".error-summary")).to_contain_text("Aucun récépissé")
    phone.get_by_label("Votre code").fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="Ouvrir mon récépissé").click()
    expect(phone.locator(".recorded")).to_contain_text(words)
    expect(phone.locator(".trace")).to_contain_text(MOTIVE)
    _judge(phone)

    phone.locator(".trace").get_by_role("link", name=f"{objective} – ").click()
    expect(phone.locator(".page-header__kicker")).to_contain_text(f"{objective} – ")
    phone.get_by_role("link", name="La lire dans la stratégie").click()
    expect(phone.locator(f"#node-{objective}")).to_be_in_viewport()
    phone.go_back()
    phone.go_back()

    phone.get_by_role("link", name="Retirer ma contribution").click()
    _judge(phone)
    phone.get_by_role("button", name="Retirer définitivement").click()
    expect(phone.locator("main .notice").last).to_contain_text("Contribution retirée")
    expect(phone.locator("main")).not_to_contain_text(words)
    _judge(phone)
