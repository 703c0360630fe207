"""The pages that people read, each with an address on a full platform and who asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.extensions import db
from app.models import (
    Activity,
    Assignment,
    Channel,
    Consultation,
    Contribution,
    ContributionState,
    Excerpt,
    ExcerptTheme,
    Idea,
    NodeKind,
    OpinionMap,
    Plan,
    PlanAction,
    Questionnaire,
    Role,
    Run,
    Strategy,
    StrategyNode,
)

SLUG = "demonstration-2016"
PUBLIC, TEAM = Role.VISITOR, Role.STEWARD


@dataclass(frozen=True)
class Reading:
    name: str
    path: str
    role: Role = PUBLIC


def pages() -> list[Reading]:
    """All of them, once the platform is filled; within an application."""
    return list(_pages(_Things()))


class _Things:
    """What addresses name."""

    def __init__(self) -> None:
        self.home = self._one(sa.select(Consultation.id).where(Consultation.slug == SLUG))
        self.run = self._one(sa.select(Run.id).where(Run.consultation_id == self.home))
        self.theme = self._largest(Assignment.theme_id)
        self.coded = self._largest(ExcerptTheme.theme_id)
        self.idea = self._one(sa.select(Idea.id).order_by(Idea.all_supporters.desc()))
        self.contribution = self._one(
            sa.select(Excerpt.contribution_id).order_by(Excerpt.id.desc())
        )
        self.held = self._one(
            sa.select(Contribution.id).where(Contribution.state == ContributionState.HELD)
        )
        self.objective = self._one(
            sa.select(StrategyNode.code)
            .join(Strategy)
            .where(Strategy.consultation_id == self.home, StrategyNode.kind == NodeKind.OBJECTIVE)
        )
        self.objective_id = self._one(
            sa.select(StrategyNode.id)
            .join(Strategy)
            .where(Strategy.consultation_id == self.home, StrategyNode.code == self.objective)
        )
        self.questionnaire = self._one(
            sa.select(Activity.code)
            .join(Questionnaire)
            .where(Activity.channel == Channel.QUESTIONNAIRE)
        )
        self.plan = self._one(
            sa.select(Plan.number)
            .join(PlanAction)
            .group_by(Plan.id, Plan.number)
            .order_by(sa.func.count().desc())
        )
        self.map = self._one(sa.select(OpinionMap.id).order_by(OpinionMap.id.desc()))

    def _one(self, query: Any) -> Any:
        return db.session.scalars(query.limit(1)).one()

    def _largest(self, column: Any) -> Any:
        return self._one(sa.select(column).group_by(column).order_by(sa.func.count().desc()))


def _pages(things: _Things) -> Iterator[Reading]:
    yield from _of_everybody(things)
    yield from _of_ideas(things)
    yield from _of_the_plan(things)
    yield from _of_the_questionnaire(things)
    yield from _of_the_desk(things)
    yield from _of_themes(things)


def _of_everybody(things: _Things) -> Iterator[Reading]:
    yield Reading("portal", "")
    yield Reading("portal, team", "", TEAM)
    for name in ("", "/excerpts", "/excerpts?fate=kept", "/excerpts?fate=set_aside", "/lines"):
        yield Reading(f"became{name}", f"/became{name}")
    yield Reading("became, of a channel", "/became/excerpts?channel=questionnaire")
    yield Reading("became, a line", f"/became/lines/{things.objective}")
    yield Reading("became, activities", "/became/activities")
    yield Reading("became, organisations", "/became/organisations")
    for path in (
        "/strategy",
        "/strategy/versions",
        "/governance",
        "/governance/decisions",
        "/submissions",
        "/submissions/CONTRIB",
        "/conferences",
        "/bibliography",
        "/receipts",
        "/open-data",
        "/method",
        "/review",
        "/publications",
        "/badge/badge.svg",
        "/feed.atom",
        "/ideas/BOITE/feed.atom",
    ):
        yield Reading(path.removeprefix("/"), path)
    for name in ("", "/activities", "/contributions", "/became", "/strategy", "/plans"):
        yield Reading(f"API {name or 'home'}", f"!/api/v1/consultations/{SLUG}{name}")


def _of_ideas(things: _Things) -> Iterator[Reading]:
    box = "/ideas/BOITE"
    yield Reading("ideas", box)
    yield Reading("ideas, most supported", f"{box}?order=supported")
    yield Reading("ideas, most discussed", f"{box}?order=discussed")
    yield Reading("ideas, not answered", f"{box}?answered=no")
    yield Reading("ideas, searched", f"{box}?q=formation")
    yield Reading("ideas, of a territory", f"{box}?territory=Sarthe")
    yield Reading("ideas, one", f"{box}/{things.idea}")
    yield Reading("ideas, similar", f"{box}/similar?title=Former+les+b%C3%A9n%C3%A9voles&text=")
    yield Reading("ideas, to judge", f"{box}/votes")
    yield Reading("ideas, desk", f"{box}/desk", TEAM)
    yield Reading("ideas, alike", f"{box}/desk/alike", TEAM)
    yield Reading("ideas, bursts", f"{box}/bursts", TEAM)


def _of_the_plan(things: _Things) -> Iterator[Reading]:
    plan = f"/plans/{things.plan}"
    yield Reading("plans", "/plans")
    for view in ("", "/board", "/calendar", "/leads", "/map", "/market", "/objectives"):
        yield Reading(f"plan{view}", f"{plan}{view}")


def _of_the_questionnaire(things: _Things) -> Iterator[Reading]:
    desk = f"/questionnaire-desk/{things.questionnaire}"
    results = f"{desk}/results"
    yield Reading("questionnaires", "/questionnaires")
    yield Reading("results", results, TEAM)
    yield Reading("results, filtered", f"{results}?only-coopere=oui", TEAM)
    yield Reading("results, one question", f"{results}/questions/freins", TEAM)
    yield Reading("results, words", f"{results}/questions/action_attendue", TEAM)
    crossed = "rows=structure%23territory&columns=evolution"
    yield Reading("results, crossed", f"{results}/crossing?{crossed}", TEAM)
    yield Reading("progress", f"{desk}/progress", TEAM)


def _of_the_desk(things: _Things) -> Iterator[Reading]:
    cell = f"objective={things.objective_id}&by=channel&value=questionnaire"
    for path in (
        f"/strategy/lines/{things.objective}",
        "/desk",
        "/contributions",
        "/contributions?q=formation",
        f"/contributions/{things.contribution}",
        "/excerpts",
        "/excerpts?q=formation",
        "/excerpts?q=formation&coding=uncoded",
        "/excerpts?channel=workshop",
        "/excerpts/concordance?word=formation",
        "/basket",
        "/coverage",
        "/coverage?by=channel",
        "/coverage?by=territory",
        "/coverage?by=theme",
        f"/coverage/excerpts?{cell}",
        "/orphans",
        "/orphans/excerpt",
        "/orphans/objective",
        "/orphans/voice",
        f"/objectives/{things.objective}",
        "/links",
        "/links?show=decided",
        "/links/themes",
        "/points",
        "/moderation",
        f"/moderation/{things.held}",
        "/moderation/log",
        "/representativeness",
        "/opinions",
        f"/opinions/{things.map}",
        "/priorities",
        "/talk",
        "/imports",
        "/exports",
    ):
        yield Reading(path.removeprefix("/").split(str(things.contribution))[0], path, TEAM)


def _of_themes(things: _Things) -> Iterator[Reading]:
    run = f"/analyses/{things.run}"
    for name, path in (
        ("themes", "/themes"),
        ("a theme", f"/themes/{things.theme}"),
        ("a theme, page 2", f"/themes/{things.theme}?after=50"),
        ("codebook", "/codebook"),
        ("a theme of the codebook", f"/codebook/themes/{things.coded}"),
        ("codebook, near", "/codebook/near"),
        ("codebook, compared", "/codebook/comparison"),
        ("codebook, history", "/codebook/history"),
        ("coding", "/coding"),
        ("coding, decided", "/coding/decided"),
        ("coding, sure", "/coding/sure"),
        ("coding, agreement", "/coding/agreement"),
        ("coding, progress", "/coding/progress"),
        ("analyses", "/analyses"),
        ("an analysis", run),
        ("pictures", f"{run}/pictures"),
        ("who says what", f"{run}/who-says-what"),
        ("who says what, channel", f"{run}/who-says-what?by=channel"),
    ):
        yield Reading(name, path, TEAM)
