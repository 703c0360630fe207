"""Fictional responses to the questionnaire of the demonstration, so that its results show some.

Their closed answers are drawn with a fixed seed and go through the services that everybody's
answers go through; only their moments are set afterwards, over the two weeks before.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.corpus.codes import new_secret
from app.demonstration import files
from app.models import Questionnaire, ResponseOrigin
from app.models.types import now
from app.questionnaires.answering.responding import Beginning, save_page, start_response, submit
from app.questionnaires.queries import latest_version

Raw = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Drawn:
    """One response: its fields on all pages, how many pages were filled in, and when.

    `is_sent` is false for those who stopped; `sheet` numbers those that came on paper.
    """

    fields: Raw
    pages: int
    days_ago: int
    is_sent: bool
    sheet: str | None


def draw_responses(plan: dict[str, Any]) -> list[Drawn]:
    """The responses, always the same."""
    source = random.Random(plan["seed"])  # noqa: S311 - a draw that can be repeated
    days = [day for day, number in plan["days_ago"].items() for _ in range(number)]
    actions = iter(plan["actions"])
    drawn = []
    for place, days_ago in enumerate(days):
        is_left = place % plan["left_every"] == plan["left_every"] - 1
        is_paper = not is_left and place % plan["paper_every"] == 0
        drawn.append(
            Drawn(
                _fields(source, plan, place, "" if is_left else next(actions)),
                source.randrange(plan["pages"]) if is_left else plan["pages"],
                days_ago,
                not is_left,
                f"P{place:03}" if is_paper else None,
            )
        )
    return drawn


def _fields(source: random.Random, plan: dict[str, Any], place: int, action: str) -> Raw:
    found: Raw = {
        "accord_usage": ("OK",),
        "secteurs": _some(source, plan["secteurs"], source.randint(1, 3)),
        "confiance": (
            str(source.choices(range(11), weights=(1, 1, 2, 3, 4, 6, 7, 7, 5, 2, 1))[0]),
        ),
        "suites": _some(source, plan["suites"], 1),
        "action_attendue": (action,),
    }
    speaks_for_others = place % 7 != 3
    found["au_nom_de"] = ("oui" if speaks_for_others else "non",)
    if speaks_for_others:
        found |= _structure(source, plan)
    found["a_des_projets"] = (source.choice(("oui", "oui", "non")),)
    if found["a_des_projets"] == ("oui",):
        found["projet/0/projet_nom"] = (source.choice(plan["projets"]),)
        found["projet/0/projet_emplois"] = (str(source.randint(0, 6)),)
    found["coopere"] = (source.choice(("oui", "oui", "oui", "non")),)
    if found["coopere"] == ("oui",):
        found["formes"] = _some(source, plan["formes"], source.randint(1, 3))
    for name, weights in plan["avis"].items():
        found[name] = tuple(source.choices(plan["accord"], weights=weights))
    order = _some(source, plan["priorites"], len(plan["priorites"]))
    found |= {f"priorites#{code}": (str(rank),) for rank, code in enumerate(order, 1)}
    return found


def _structure(source: random.Random, plan: dict[str, Any]) -> Raw:
    structure = source.choice(plan["structures"])
    employees = int(source.lognormvariate(2.2, 1))
    blocks = _some(source, plan["freins"], source.randint(0, 3)) or ("aucun",)
    found: Raw = {
        "structure#name": (structure["nom"],),
        "structure#actor_type": (structure["type"],),
        "structure#territory": (structure["territoire"],),
        "role": _some(source, plan["roles"], 1),
        "annee_creation": (str(source.randint(1955, 2015)),),
        "salaries": (str(employees),),
        "benevoles": (str(int(source.lognormvariate(2.5, 0.9))),),
        "part_ventes": (str(5 * source.randint(0, 19)),),
        "evolution": _some(source, plan["evolutions"], 1),
        "freins": blocks,
    }
    if "recrutement" in blocks:
        found["frein_recrutement"] = (source.choice(plan["metiers"]),)
    return found


def _some(source: random.Random, weights: dict[str, int], number: int) -> tuple[str, ...]:
    """Different codes, those of more weight sooner."""
    left = dict(weights)
    picked = []
    for _ in range(number):
        code = source.choices(list(left), weights=list(left.values()))[0]
        picked.append(code)
        del left[code]
    return tuple(picked)


def add_responses(session: Session, questionnaire: Questionnaire, typed_by: uuid.UUID) -> None:
    """Answer the questionnaire; `typed_by` is who types in what came on paper."""
    plan = files.read("responses.yaml")
    version = latest_version(session, questionnaire.id)
    for place, drawn in enumerate(draw_responses(plan)):
        moment = now() - dt.timedelta(days=drawn.days_ago, hours=place % 5)
        today = moment.date()
        response, _code = start_response(
            session,
            questionnaire,
            version,
            Beginning(
                new_secret(),
                origin=ResponseOrigin.PAPER if drawn.sheet else ResponseOrigin.ONLINE,
                typed_by_id=typed_by if drawn.sheet else None,
                sheet=drawn.sheet,
            ),
        )
        for page in range(drawn.pages):
            save_page(
                session,
                questionnaire,
                response,
                page=page,
                raw=drawn.fields,
                uploads={},
                today=today,
            )
        response.created_at = response.saved_at = moment
        if drawn.is_sent:
            submit(session, questionnaire, response, today)
            response.submitted_at = moment
    session.flush()
