"""The idea boxes: their lists, their ideas, and what moderators and stewards do with them."""

from __future__ import annotations

from tests.journeys.sitemap.place import Links, Place
from tests.journeys.steps import HOME

CLOSED, TO_TRY = f"{HOME}/ideas/BOITE", f"{HOME}/ideas/ESSAI"


def ideas(links: Links) -> list[Place]:
    """The idea box of 2016, the one that is open, an idea of each, and reactions to them."""
    discussed = links.first("ideas/BOITE?order=discussed", ".idea__title a")
    return [
        Place("idea-boxes", f"{HOME}/ideas"),
        Place("idea-box-closed", CLOSED),
        Place("idea-box", TO_TRY),
        Place("ideas-nothing-found", f"{TO_TRY}?q=zzzzzz"),
        Place("ideas-most-supported", f"{CLOSED}?order=supported&answered=no"),
        Place("new-idea", f"{TO_TRY}/new"),
        Place("idea", links.first("ideas/ESSAI", ".idea__title a")),
        Place("idea-of-2016", links.first("ideas/BOITE", ".idea__title a")),
        Place("idea-discussed", discussed),
        Place("comments-of-an-idea", f"{discussed}/comments"),
        Place("ideas-to-judge", f"{TO_TRY}/votes"),
        Place("ideas-to-judge-no-more", f"{CLOSED}/votes"),
        *_arranged(links),
        *_of_the_steward(links.role),
    ]


def _arranged(links: Links) -> list[Place]:
    """Groups, parts and answers of the ideas of 2016."""
    idea = links.first("ideas/BOITE?q=dossier+financeurs", ".idea__title a")
    found = [Place("idea-in-a-group", idea)]
    if links.role in ("writer", "steward"):
        found += [
            Place("group-ideas", f"{CLOSED}/group"),
            Place("group-ideas-nothing-found", f"{CLOSED}/group?q=zzzzzz"),
            Place("choose-the-lead-idea", f"{CLOSED}/group/lead?idea={idea.rsplit('/', 1)[1]}"),
            Place("group-an-idea", f"{idea}/group"),
            Place("split-an-idea", f"{idea}/split"),
        ]
    if links.role == "steward":
        found.append(Place("answer-an-idea", f"{idea}/answer"))
    return found


def _of_the_steward(role: str) -> list[Place]:
    """The settings of boxes, ideas to bring in, what is to be answered, and bursts."""
    if role != "steward":
        return []
    return [
        Place("new-idea-box", f"{HOME}/idea-boxes/new"),
        Place("idea-box-settings", f"{TO_TRY}/settings"),
        Place("ideas-to-bring-in", f"{CLOSED}/import"),
        Place("ideas-to-answer", f"{CLOSED}/desk"),
        Place("ideas-to-group", f"{CLOSED}/desk/alike"),
        Place("bursts-of-supports", f"{CLOSED}/bursts"),
        Place("bursts-of-votes", f"{CLOSED}/bursts?of=votes"),
        Place("supports-set-aside", f"{CLOSED}/bursts/set-aside"),
    ]
