"""Splitting a theme by having only its excerpts analysed: the parts that are found, and what people
make of them."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.corpus.verbatims import select_verbatims
from app.models import (
    IN_CORPUS,
    Assignment,
    CodebookAct,
    CodebookEvent,
    Contribution,
    Excerpt,
    Job,
    Run,
    RunState,
    Theme,
)
from app.models.types import new_id
from app.themes import queries as analyses
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.acts.splitting import NewPart, split_by_parts
from app.themes.codebook.queries import Decided, decided_of
from app.themes.codebook.refusals import NoPart
from app.themes.codebook.splitting import give_over
from app.themes.codebook.state import Codebook
from app.themes.codebook.writing import Act, Editor, act_once
from app.themes.comparing.holding import candidates_of
from app.themes.membership import coded_in, members_of
from app.themes.queries import ThemeLine
from app.themes.quotations import PlacedVerbatim

FEWEST = 20
"""Excerpts of a theme from which on an analysis may tell parts: with fewer, reading is quicker and
what it finds rests on a handful of texts."""
QUOTED = 3
"""Excerpts that show a part, and at most of each of its own sub-themes."""


@dataclass(frozen=True)
class Part:
    """A part that the machine found in a theme."""

    line: ThemeLine
    coded: int
    """Excerpts of it that people gave the theme: they go with it."""
    quoted: list[PlacedVerbatim]
    became: Decided | None


@dataclass(frozen=True)
class Parts:
    """How far the splitting of a theme is."""

    excerpts: int
    """Of the theme now, coded or proposed."""
    run: Run | None
    """The newest attempt."""
    job: Job | None
    found: list[Part]

    @property
    def is_too_small(self) -> bool:
        return self.excerpts < FEWEST

    @property
    def is_under_way(self) -> bool:
        return self.job is not None and not self.job.has_ended

    @property
    def left(self) -> list[Part]:
        """Those of which nothing was made yet."""
        return [one for one in self.found if one.became is None or one.became.is_open]


def parts_of(session: Session, theme: Theme) -> Parts:
    """The newest attempt to find the parts of a theme, and what it found."""
    excerpts = session.scalar(
        sa.select(sa.func.count())
        .select_from(Excerpt)
        .join(Excerpt.contribution)
        .where(Excerpt.id.in_(members_of(theme.id)), Contribution.state.in_(IN_CORPUS))
    )
    tried = session.execute(
        sa.select(Run, Job)
        .outerjoin(Job, Run.job_id == Job.id)
        .where(Run.theme_id == theme.id, Run.consultation_id == theme.consultation_id)
        .order_by(Run.id.desc())
        .limit(1)
    ).first()
    run, job = (tried[0], tried[1]) if tried else (None, None)
    found = _found(session, theme, run) if run and run.state is RunState.DONE else []
    return Parts(excerpts or 0, run, job, found)


def _found(session: Session, theme: Theme, run: Run) -> list[Part]:
    tops = _tops(session, run)
    decided = decided_of(session, run)
    coded = Counter(_coded_parts(session, theme.id, run, tops).values())
    quoted = _quoted(session, run, tops)
    return [
        Part(line, coded[line.id], quoted[line.id], decided.get(line.id))
        for line in analyses.themes_of(session, run)
    ]


def _tops(session: Session, run: Run) -> dict[uuid.UUID, uuid.UUID]:
    """The part to which each candidate of an analysis belongs: the topmost above it."""
    parents = candidates_of(session, [run.id])

    def top(candidate_id: uuid.UUID) -> uuid.UUID:
        above = parents[candidate_id]
        return candidate_id if above is None else top(above)

    return {one: top(one) for one in parents}


def _coded_parts(
    session: Session, theme_id: uuid.UUID, run: Run, tops: Mapping[uuid.UUID, uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    """The part of each excerpt that people gave the theme, where the analysis placed it."""
    found = (
        sa.select(Assignment.excerpt_id, Assignment.theme_id)
        .join(Excerpt, Assignment.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Assignment.run_id == run.id,
            Assignment.excerpt_id.in_(coded_in(theme_id)),
            Contribution.state.in_(IN_CORPUS),
        )
        .order_by(Assignment.excerpt_id)
    )
    return {excerpt_id: tops[placed] for excerpt_id, placed in session.execute(found)}


def _quoted(
    session: Session, run: Run, tops: Mapping[uuid.UUID, uuid.UUID]
) -> dict[uuid.UUID, list[PlacedVerbatim]]:
    """The most typical excerpts of each part."""
    found = (
        select_verbatims(
            Assignment.score, Assignment.rank, Assignment.campaign, Assignment.theme_id
        )
        .join(Assignment, Assignment.excerpt_id == Excerpt.id)
        .where(Assignment.run_id == run.id, Assignment.rank <= QUOTED)
        .order_by(Assignment.rank, Assignment.excerpt_id)
    )
    quoted: dict[uuid.UUID, list[PlacedVerbatim]] = defaultdict(list)
    for row in session.execute(found):
        values = row._asdict()
        some = quoted[tops[values.pop("theme_id")]]
        if len(some) < QUOTED:
            some.append(PlacedVerbatim(**values))
    return quoted


def split_in_parts(
    session: Session,
    editor: Editor,
    theme: Theme,
    run: Run,
    wanted: Mapping[uuid.UUID, str],
    *,
    is_below: bool,
) -> CodebookEvent | None:
    """Make themes of some parts, each under a title; all in one act. The excerpts that people gave
    the theme go with the part in which they are; those that the machine proposes follow when it has
    learned. The others stay in the theme.

    Raises:
        NoPart: none was chosen, or one is no part of what was found.
        ThemeChanged: somebody changed the theme meanwhile.
        Refused: of a new theme or its place.
    """
    tops = _tops(session, run)
    if not wanted or not wanted.keys() <= set(tops.values()):
        raise NoPart
    parts = [NewPart(new_id(), one, Description(title)) for one, title in wanted.items()]
    made_of = {part.candidate_id: part.theme_id for part in parts}

    def make(codebook: Codebook) -> Act:
        changes = split_by_parts(codebook, theme.id, parts, is_below=is_below)
        return Act(CodebookAct.SPLIT, theme.id, changes)

    def give(event: CodebookEvent) -> None:
        placed = _coded_parts(session, theme.id, run, tops)
        moved = {
            excerpt_id: (theme.id, made_of[part])
            for excerpt_id, part in placed.items()
            if part in made_of
        }
        give_over(session, editor, event, moved)

    return act_once(session, editor, make, candidates=list(wanted), then=give)
