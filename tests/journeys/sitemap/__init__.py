"""The pages of the demonstration, and who may open them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys import steps
from tests.journeys.sitemap import (
    accounts,
    desk,
    following,
    idea_boxes,
    meetings,
    organisations,
    personal_data,
    rights,
    second_factor,
)
from tests.journeys.sitemap.place import ROLES, VISITOR, Links, Place
from tests.journeys.steps import HOME

__all__ = ["ROLES", "VISITOR", "Place", "enter", "places"]

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
    links = Links(page, role)
    found = _open_to_all(links)
    if role == VISITOR:
        return [*found, *accounts.arriving()]
    found += accounts.own() + second_factor.own() + desk.priorities(role)
    if role == "participant":
        return [*found, Place("forbidden", f"{HOME}/desk", 403)]
    found += _of_the_team(links)
    if role == "facilitator":
        return [*found, Place("forbidden", f"{HOME}/imports", 403)]
    found += [*desk.writing(links), *desk.keeping_references(links), *desk.representativeness()]
    if role == "steward":
        found += _of_the_steward(links)
    return found


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
        *following.news(links),
        *organisations.organisations(links),
        *rights.of_everybody(links),
        *desk.bibliography(links),
        *personal_data.open_to_all(links.role),
    ]


def _of_the_team(links: Links) -> list[Place]:
    return [
        *desk.corpus(links),
        *desk.codebook(links),
        *desk.reading(),
        *desk.points(links),
        *desk.priorities_closed(links),
        *desk.opinions(links),
        *desk.coding(links.role),
        *desk.talking(),
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
        *desk.questionnaire_settings(questions),
        *desk.builder(questions),
        *desk.steering(links),
        *desk.figures_and_lists(),
        *accounts.address_asked(),
        *second_factor.begun(links),
        *personal_data.kept_by_stewards(),
        *rights.answered_by_stewards(links),
    ]
