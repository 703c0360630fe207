"""What the writer and the steward did at the review desk: codebook, codings, points, an orphan."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import EXCERPT_TEXT
from app.demonstration import files
from app.models import (
    Activity,
    Channel,
    CodingStance,
    CodingVia,
    Contribution,
    Excerpt,
    OrphanKind,
    PointKind,
)
from app.strategy.evidence import Decider, keep
from app.strategy.orphans.answering import Answerer, answer
from app.strategy.points.wording import Sources, Wording, make
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.editing import create
from app.themes.codebook.writing import Editor
from app.themes.coding.deciding import Coder, Decided, How, code_many


def load_desk(
    session: Session,
    *,
    consultation_id: uuid.UUID,
    writer_id: uuid.UUID,
    second_id: uuid.UUID,
    nodes: Mapping[str, uuid.UUID],
) -> None:
    """A codebook, excerpts coded by one person and some by two, points with their evidence."""
    plan = files.read("desk.yaml")
    writer = Decider(consultation_id, writer_id)
    said = _Said(session, consultation_id)
    themes = _codebook(session, writer, plan["themes"])
    first = [(text, one["title"]) for one in plan["themes"] for text in one["codings"]]
    stances = {said[one["text"]]: CodingStance(one["stance"]) for one in plan["stances"]}
    second = [(one["text"], one["theme"]) for one in plan["second"]]
    for coder, codings in ((writer_id, first), (second_id, second)):
        decided = _decided(codings, said, themes, stances)
        _code(session, Coder(consultation_id, coder), decided)
    for one in plan["theme_links"]:
        keep(session, writer, theme_id=themes[one["theme"]], node_id=nodes[one["objective"]])
    _points(session, writer, plan["points"], said, themes, nodes)
    orphan, reason = said[plan["orphan"]["text"]], plan["orphan"]["reason"]
    answerer = Answerer(consultation_id, writer_id)
    answer(session, answerer, OrphanKind.EXCERPT, [orphan.hex], reason)


class _Said:
    """What was said in workshops, each excerpt by the words with which it begins."""

    def __init__(self, session: Session, consultation_id: uuid.UUID) -> None:
        found = (
            sa.select(EXCERPT_TEXT, Excerpt.id)
            .join(Excerpt.contribution)
            .join(Activity, Contribution.activity_id == Activity.id)
            .where(Excerpt.consultation_id == consultation_id, Activity.channel == Channel.WORKSHOP)
        )
        self._excerpts: dict[str, uuid.UUID] = dict(session.execute(found).all())

    def __getitem__(self, beginning: str) -> uuid.UUID:
        found = [one for text, one in self._excerpts.items() if text.startswith(beginning)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} excerpts begin with {beginning!r}.")
        return found[0]


def _codebook(
    session: Session, writer: Decider, plan: Iterable[Mapping[str, Any]]
) -> dict[str, uuid.UUID]:
    """The themes by their titles."""
    made: dict[str, uuid.UUID] = {}
    for number, one in enumerate(plan):
        editor = Editor(writer.consultation_id, writer.account_id, key=f"demonstration {number}")
        described = Description(
            one["title"], one["belongs"], one.get("excludes", ""), one.get("example", "")
        )
        event = create(session, editor, described, made[one["under"]] if "under" in one else None)
        if event is not None and event.theme_id is not None:
            made[one["title"]] = event.theme_id
    return made


def _decided(
    codings: Iterable[tuple[str, str]],
    said: _Said,
    themes: Mapping[str, uuid.UUID],
    stances: Mapping[uuid.UUID, CodingStance],
) -> dict[uuid.UUID, Decided]:
    return {
        said[text]: Decided(theme_ids=(themes[title],), stance=stances.get(said[text]))
        for text, title in codings
    }


def _code(session: Session, coder: Coder, decided: Mapping[uuid.UUID, Decided]) -> None:
    code_many(session, coder, decided, How(via=CodingVia.QUEUE), key="demonstration")


def _points(
    session: Session,
    writer: Decider,
    plan: Iterable[Mapping[str, Any]],
    said: _Said,
    themes: Mapping[str, uuid.UUID],
    nodes: Mapping[str, uuid.UUID],
) -> None:
    """Points in the order of the file: those on which others rest come first."""
    made: dict[str, uuid.UUID] = {}
    for number, one in enumerate(plan):
        wording = Wording(PointKind(one["kind"]), one["title"], one["text"])
        sources = Sources(excerpt_ids=tuple(said[text] for text in one["excerpts"]))
        point = make(session, writer, wording, sources, key=f"demonstration {number}")
        made[point.title] = point.id
        for title in one.get("themes", ()):
            keep(session, writer, theme_id=themes[title], point_id=point.id)
        for title in one.get("rests_on", ()):
            keep(session, writer, from_point_id=made[title], point_id=point.id)
        if "objective" in one:
            keep(session, writer, from_point_id=point.id, node_id=nodes[one["objective"]])
