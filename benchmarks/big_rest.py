"""Grows the idea box, the questionnaire and the action plan of the demonstration."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

import sqlalchemy as sa

from app.models import (
    Activity,
    Idea,
    IdeaBox,
    IdeaBoxTheme,
    IdeaComment,
    IdeaSupport,
    IdeaVote,
    Judgement,
    NodeKind,
    Participant,
    Plan,
    PlanAction,
    PlanActionObjective,
    Response,
    ResponseState,
    StrategyNode,
)
from app.models.types import new_id, now
from benchmarks.big_corpus import Grown
from benchmarks.bulk import Row

TERRITORIES = ("Loire-Atlantique", "Maine-et-Loire", "Mayenne", "Sarthe", "Vendée")
MOST_SUPPORTERS, MOST_VOTES = 400, 8
DAYS = 60
"""Over which responses came."""
UNFINISHED = 0.05


def grow_ideas(grown: Grown) -> None:
    """Make an idea of each of the contributions that are meant to be one, with people who support,
    judge and comment it: a few ideas have many supporters, most have a few."""
    box_id = grown.ids(IdeaBox.id, IdeaBox.activity_id == Activity.id, Activity.code == "BOITE")[0]
    themes = grown.ids(IdeaBoxTheme.id, IdeaBoxTheme.box_id == box_id)
    people = [new_id() for _ in grown.ideas]
    grown.bulk.write(
        Participant,
        (
            {
                "id": one,
                "consultation_id": grown.consultation_id,
                "device_digest": one.hex * 2,
                "territory": grown.draw.choice(TERRITORIES),
            }
            for one in people
        ),
    )
    ideas: list[Row] = []
    supports: list[Row] = []
    votes: list[Row] = []
    comments: list[Row] = []
    said = iter(grown.comments)
    for contribution_id, _text in grown.ideas:
        idea_id = new_id()
        supporters = min(int(grown.draw.paretovariate(0.9)) - 1, MOST_SUPPORTERS, len(people))
        voters = grown.draw.randrange(MOST_VOTES)
        comment_id = next(said, None) if grown.draw.random() < 0.5 else None
        supports += (
            {"idea_id": idea_id, "participant_id": one}
            for one in grown.draw.sample(people, supporters)
        )
        votes += (
            {
                "idea_id": idea_id,
                "participant_id": one,
                "judgement": grown.draw.choice(list(Judgement)),
            }
            for one in grown.draw.sample(people, voters)
        )
        if comment_id:
            comments.append(
                {
                    "idea_id": idea_id,
                    "key": comment_id.hex,
                    "contribution_id": comment_id,
                    "participant_id": grown.draw.choice(people),
                }
            )
        ideas.append(
            {
                "id": idea_id,
                "box_id": box_id,
                "key": idea_id.hex,
                "contribution_id": contribution_id,
                "participant_id": grown.draw.choice(people),
                "theme_id": grown.draw.choice(themes),
                "territory": grown.draw.choice(TERRITORIES),
                "supporters": supporters,
                "all_supporters": supporters,
                "unverified_supporters": supporters,
                "comments": int(comment_id is not None),
                "votes": voters,
            }
        )
    grown.bulk.write(Idea, ideas)
    grown.bulk.write(IdeaSupport, supports)
    grown.bulk.write(IdeaVote, votes)
    grown.bulk.write(IdeaComment, comments)


def grow_responses(grown: Grown, count: int) -> None:
    """Give the open questionnaire many responses: answers that people of the demonstration gave."""
    sent = grown.connection.execute(
        sa.select(Response.questionnaire_id, Response.version_id, Response.answers).where(
            Response.state == ResponseState.SUBMITTED, Response.is_test.is_(False)
        )
    ).all()
    end = now()

    def responses() -> Iterator[Row]:
        for number in range(count):
            questionnaire_id, version_id, answers = grown.draw.choice(sent)
            moment = end - dt.timedelta(days=DAYS * (1 - number / count))
            is_sent = grown.draw.random() > UNFINISHED
            yield {
                "questionnaire_id": questionnaire_id,
                "version_id": version_id,
                "code_digest": f"{uuid.UUID(int=number).hex}{'0' * 32}",
                "state": ResponseState.SUBMITTED if is_sent else ResponseState.IN_PROGRESS,
                "answers": answers,
                "page": "end",
                "saved_at": moment,
                "submitted_at": moment if is_sent else None,
                "created_at": moment,
            }

    grown.bulk.write(Response, responses())


def grow_plan(grown: Grown, count: int) -> None:
    """Give the plan in force many actions, each a line of the strategy under an objective."""
    plan = grown.connection.execute(
        sa.select(Plan.id, Plan.strategy_id)
        .join(PlanAction, PlanAction.plan_id == Plan.id)
        .group_by(Plan.id, Plan.strategy_id)
        .order_by(sa.func.count().desc())
    ).first()
    assert plan is not None
    objectives = grown.nodes(NodeKind.OBJECTIVE)
    nodes: list[Row] = []
    actions: list[Row] = []
    links: list[Row] = []
    for number in range(count):
        node_id, action_id = new_id(), new_id()
        objective = grown.draw.choice(objectives)
        title = f"Action {number + 1} en faveur de l’emploi local"
        nodes.append(
            {
                "id": node_id,
                "strategy_id": plan.strategy_id,
                "parent_id": objective,
                "kind": NodeKind.ACTION,
                "code": f"X{number + 1}",
                "title": title,
                "position": 10_000 + number,
            }
        )
        start = dt.date(2017, 1, 1) + dt.timedelta(days=grown.draw.randrange(700))
        actions.append(
            {
                "id": action_id,
                "plan_id": plan.id,
                "node_id": node_id,
                "position": 10_000 + number,
                "title": title,
                "territories": [grown.draw.choice(TERRITORIES)],
                "starts_on": start,
                "ends_on": start + dt.timedelta(days=grown.draw.randrange(30, 900)),
                "budget": 1000 * grown.draw.randrange(500),
                "progress": grown.draw.randrange(101),
            }
        )
        links.append({"plan_action_id": action_id, "node_id": objective})
    grown.bulk.write(StrategyNode, nodes)
    grown.bulk.write(PlanAction, actions)
    grown.bulk.write(PlanActionObjective, links)
