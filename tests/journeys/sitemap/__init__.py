"""The pages of the demonstration, and who may open them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys import steps
from tests.journeys.sitemap import (
    accounts,
    desk,
    documents,
    following,
    governance,
    idea_boxes,
    meetings,
    organisations,
    personal_data,
    rights,
    second_factor,
    strategy,
    watching,
)
from tests.journeys.sitemap.place import ROLES, VISITOR, Links, Place
from tests.journeys.steps import HOME

__all__ = [
    "ROLES",
    "VISITOR",
    "Place",
    "enter",
    "of_the_team",
    "of_writers",
    "open_to_everybody",
    "places",
]

PUBLIC = (
    Place("home", "/"),
    Place("consultation", HOME),
    Place("strategy", f"{HOME}/strategy"),
    Place("method", f"{HOME}/method"),
    Place("questionnaires", f"{HOME}/questionnaires"),
    Place("messages", "/mails"),
    Place("not-found", "/nothing-here", 404),
)


def enter(page: Page, role: str) -> None:
    """Come in as somebody who has this role in the demonstration."""
    if ROLES[role]:
        steps.sign_in(page, ROLES[role])


def places(page: Page, role: str) -> list[Place]:
    """Every page that this role may open; `page` belongs to somebody who has it."""
    return [
        *open_to_everybody(page, role),
        *of_the_team(page, role),
        *of_writers(page, role),
    ]


def open_to_everybody(page: Page, role: str) -> list[Place]:
    """The public pages as this role sees them, and those of one's account."""
    links = Links(page, role)
    found = _open_to_all(links)
    if role == VISITOR:
        return [*found, *accounts.arriving()]
    found += accounts.own() + second_factor.own() + desk.priorities(links)
    if role == "participant":
        found.append(Place("forbidden", f"{HOME}/desk", 403))
    return found


def of_the_team(page: Page, role: str) -> list[Place]:
    """The pages that facilitators, writers and stewards open."""
    if role in (VISITOR, "participant"):
        return []
    found = _of_the_team(Links(page, role))
    if role == "facilitator":
        found.append(Place("forbidden", f"{HOME}/imports", 403))
    return found


def of_writers(page: Page, role: str) -> list[Place]:
    """The pages that writers and stewards open, and those of stewards alone."""
    links = Links(page, role)
    if role not in ("writer", "steward"):
        return []
    found = [
        *desk.writing(links),
        *desk.keeping_references(links),
        *desk.representativeness(),
        *desk.writing_action_plan(links),
        *strategy.revising(links),
        *governance.of_keepers(links),
        *documents.of_makers(),
    ]
    return found + _of_the_steward(links) if role == "steward" else found


def _open_to_all(links: Links) -> list[Place]:
    questionnaire = desk.questionnaire(links)
    return [
        *PUBLIC,
        Place("questionnaire", questionnaire),
        Place("come-back", f"{questionnaire}/resume"),
        *meetings.conferences(links.role),
        *idea_boxes.ideas(links),
        *following.submissions(links),
        *following.moderation(links),
        *following.receipts(),
        *following.became(),
        *following.open_data(),
        *following.news(links),
        *organisations.organisations(links),
        *rights.of_everybody(links),
        *desk.bibliography(links),
        *desk.action_plan(),
        *personal_data.open_to_all(links.role),
        *governance.of_everybody(links),
        *documents.of_everybody(),
        *strategy.suggesting(links),
    ]


def _of_the_team(links: Links) -> list[Place]:
    return [
        *desk.corpus(links),
        *desk.codebook(links),
        *desk.reading(links),
        *desk.points(links),
        *strategy.writing(links.role),
        *desk.priorities_closed(links),
        *desk.opinions(links),
        *desk.coding(links),
        *desk.talking(links),
        *desk.results(links),
        *meetings.documents(links),
        Place("paper-answers", f"{desk.questionnaire(links)}/paper"),
        *meetings.workshops(links),
        *meetings.cards(links),
    ]


def _of_the_steward(links: Links) -> list[Place]:
    questions = desk.questionnaire_desk(links)
    return [
        Place("new-consultation", "/consultations/new"),
        *watching.of_the_steward(),
        *desk.questionnaire_settings(questions),
        *desk.builder(questions),
        *desk.steering(links),
        *desk.figures_and_lists(),
        *accounts.address_asked(),
        *second_factor.begun(links),
        *personal_data.kept_by_stewards(),
        *rights.answered_by_stewards(links),
        *governance.of_stewards(),
        *documents.of_stewards(),
    ]
