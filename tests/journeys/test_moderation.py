"""A moderator masks a number and refuses, the author reads why and appeals, and is heard."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.accounts.participants import add_participant
from app.corpus.intake import NewContribution, source_key, take_in_one, whole
from app.corpus.receipts.issuing import issue
from app.jobs.runner import writing
from app.models import Account, Activity, Channel, Consultation, ContributionState
from tests.journeys import steps
from tests.journeys.conftest import OpenPage
from tests.journeys.page_checks import axe_violations, problems
from tests.journeys.processes import SLUG, Platform
from tests.journeys.steps import HOME

TITLE = "Une permanence pour les trésoriers"
SAID = "Appelez-moi au 02 61 91 45 46. Les dirigeants du réseau sont des incapables."


@pytest.fixture
def posted(platform: Platform) -> uuid.UUID:
    """An idea of the participant of the demonstration, held."""
    with writing(), Session(platform.engine) as session, session.begin():
        consultation = session.scalars(
            sa.select(Consultation).where(Consultation.slug == SLUG)
        ).one()
        account = session.scalars(sa.select(Account).where(Account.email == steps.PARTICIPANT))
        author = add_participant(session, consultation.id, account_id=account.one().id, device=None)
        box = session.scalars(
            sa.select(Activity)
            .where(
                Activity.consultation_id == consultation.id, Activity.channel == Channel.IDEA_BOX
            )
            .limit(1)
        ).one()
        receipt = issue(session, box, key="a key of this journey", participant_id=author.id)
        new = NewContribution(
            key=source_key("journey", SAID),
            title=TITLE,
            text=SAID,
            spans=whole(SAID),
            state=ContributionState.HELD,
            receipt_id=receipt.id,
        )
        return take_in_one(session, box, new).id


def _healthy(page: Page) -> None:
    assert problems(page, fictional=True) + axe_violations(page) == []


def test_a_moderator_masks_and_refuses_and_the_author_is_heard(
    platform: Platform, open_page: OpenPage, posted: uuid.UUID
) -> None:
    steward = open_page(platform)
    steps.sign_in(steward, steps.STEWARD)
    steward.goto(HOME)
    steps.section(steward, "Modération")
    expect(steward.get_by_role("heading", level=1)).to_have_text("Modération")
    _healthy(steward)
    steward.get_by_role("link", name=TITLE).click()
    expect(steward.locator("mark.personal-data")).to_have_text("02 61 91 45 46")
    steward.get_by_label("Raccourcis clavier").check()
    steward.keyboard.press("m")
    expect(steward.get_by_role("checkbox", name="02 61 91 45 46")).to_be_checked()
    steward.get_by_role("button", name="Masquer ces mots").click()
    expect(steward.get_by_text("Les mots sont masqués.")).to_be_visible()
    expect(steward.locator("[data-words]")).to_contain_text(f"Appelez-moi au {'█' * 14}.")

    steward.get_by_text("Refuser…").click()
    steward.get_by_label("Insulte ou attaque contre une personne").check()
    steward.get_by_label("Message à l’auteur").fill("Redites-le sans l’attaque.")
    _healthy(steward)
    steward.get_by_role("button", name="Refuser et prévenir l’auteur").click()
    expect(steward.get_by_text("Refusée : son auteur saura pourquoi.")).to_be_visible()

    author = open_page(platform)
    steps.sign_in(author, steps.PARTICIPANT, then=f"{HOME}/appeals/{posted}")
    expect(author.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(author.get_by_text("Redites-le sans l’attaque.")).to_be_visible()
    _healthy(author)
    author.get_by_label("Pourquoi cela devrait être publié").fill("Je retire ce mot.")
    author.get_by_role("button", name="Envoyer le recours").click()
    expect(author.get_by_text("Votre recours est envoyé.")).to_be_visible()

    steward.goto(f"{HOME}/moderation/{posted}")
    expect(steward.get_by_text("Je retire ce mot.")).to_be_visible()
    steward.get_by_label("L’auteur a raison : publier").check()
    steward.get_by_label("Ce que vous répondez").fill("C’est entendu.")
    steward.get_by_role("button", name="Répondre au recours").click()
    expect(steward.get_by_text("L’auteur lira votre réponse.")).to_be_visible()

    author.reload()
    expect(author.get_by_text("Le recours est accepté.")).to_be_visible()
    expect(author.get_by_text("C’est entendu.")).to_be_visible()
