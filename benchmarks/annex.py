"""The annex of the strategy of 2016 at the desk: its sub-themes as codebook, its actions to code.

Everything is made through the services, as pages make it, in whatever database the application has.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.consultations.services import create_consultation
from app.corpus.intake import NewContribution, source_key, take_in, whole
from app.models import (
    Activity,
    Channel,
    CodingProposal,
    CodingVia,
    Contribution,
    Excerpt,
    Nature,
    NodeKind,
)
from app.strategy.reference_files import REFERENCE_TITLES, ReferenceNode, read_reference
from app.strategy.services import add_reference_strategy
from app.themes.codebook.acts.describing import Description
from app.themes.codebook.editing import create
from app.themes.codebook.writing import Editor
from app.themes.coding.deciding import Coder, Decided, How, code_many

STRATEGY = "sress-2016"
EXAMPLES, FEW, EXAMPLES_OF_FEW = 2, 4, 1
"""Examples of a sub-theme; of one with fewer actions than `FEW`, `EXAMPLES_OF_FEW`."""


@dataclass(frozen=True)
class Annex:
    """A consultation where each action is an excerpt.

    Attributes
    ----------
    themes : the theme of the codebook that each sub-theme became, by its code.
    right : of each excerpt, the theme under which the annex has it.
    texts : of each excerpt, its words.
    titles : of each sub-theme, its words, by the theme that it became.
    """

    coder: Coder
    themes: dict[str, uuid.UUID]
    right: dict[uuid.UUID, uuid.UUID]
    texts: dict[uuid.UUID, str]
    titles: dict[uuid.UUID, str]


@dataclass(frozen=True)
class Proposal:
    """What the machine proposes for an excerpt, the best first; nothing where it abstains."""

    excerpt_id: uuid.UUID
    theme_ids: tuple[uuid.UUID, ...]
    score: float

    @property
    def best(self) -> uuid.UUID | None:
        """The first proposal."""
        return self.theme_ids[0] if self.theme_ids else None


def lay_out(session: Session, slug: str, account_id: uuid.UUID | None = None) -> Annex:
    """Make the consultation, its strategy, its corpus and its codebook."""
    consultation = create_consultation(session, title="Annexe de 2016", slug=slug)
    title = REFERENCE_TITLES[STRATEGY]
    add_reference_strategy(session, consultation_id=consultation.id, code=STRATEGY, title=title)
    nodes = read_reference(STRATEGY).nodes
    themes = _codebook(session, consultation.id, account_id, nodes)
    actions = [node for node in nodes if node.kind is NodeKind.ACTION]
    excerpts = _corpus(session, consultation.id, actions)
    return Annex(
        Coder(consultation.id, account_id),
        themes,
        {excerpts[one.code]: themes[one.parent or ""] for one in actions},
        {excerpts[one.code]: one.title for one in actions},
        {themes[one.code]: one.title for one in nodes if one.kind is NodeKind.SUB_THEME},
    )


def _codebook(
    session: Session,
    consultation_id: uuid.UUID,
    account_id: uuid.UUID | None,
    nodes: Iterable[ReferenceNode],
) -> dict[str, uuid.UUID]:
    """The sub-themes below their themes, by titles alone: the annex has no descriptions."""
    made: dict[str, uuid.UUID] = {}
    for node in nodes:
        if node.kind in (NodeKind.THEME, NodeKind.SUB_THEME):
            editor = Editor(consultation_id, account_id, key=f"annex {node.code}")
            parent_id = made[node.parent] if node.parent else None
            event = create(session, editor, Description(node.title), parent_id)
            if event is None or event.theme_id is None:
                raise ValueError(f"{node.code} did not enter the codebook.")
            made[node.code] = event.theme_id
    return made


def _corpus(
    session: Session, consultation_id: uuid.UUID, actions: Sequence[ReferenceNode]
) -> dict[str, uuid.UUID]:
    """The excerpts, by the codes of the actions."""
    activity = Activity(
        consultation_id=consultation_id,
        channel=Channel.REFERENCE,
        code="annexe",
        title="Annexe de la stratégie de 2016",
    )
    session.add(activity)
    session.flush()
    codes = {source_key(consultation_id.hex, one.code): one.code for one in actions}
    said = [
        NewContribution(key, one.title, whole(one.title), nature=Nature.PROPOSAL)
        for key, one in zip(codes, actions, strict=True)
    ]
    take_in(session, activity, said)
    found = sa.select(Contribution.source_key, Excerpt.id).join(Excerpt.contribution)
    rows = session.execute(found.where(Excerpt.consultation_id == consultation_id))
    return {codes[key]: excerpt_id for key, excerpt_id in rows}


def draw_examples(annex: Annex, seed: int) -> list[uuid.UUID]:
    """Two actions a sub-theme, one where there are fewer than four."""
    by_theme: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for excerpt_id in sorted(annex.right, key=lambda one: annex.texts[one]):
        by_theme[annex.right[excerpt_id]].append(excerpt_id)
    draw = np.random.default_rng(seed)
    drawn = []
    for theme_id in annex.themes.values():
        members = by_theme[theme_id]
        count = min(len(members), EXAMPLES_OF_FEW if len(members) < FEW else EXAMPLES)
        drawn += [members[row] for row in draw.permutation(len(members))[:count]]
    return drawn


def give_examples(session: Session, annex: Annex, excerpt_ids: Iterable[uuid.UUID]) -> None:
    """Code some excerpts as the annex has them."""
    decided = {one: Decided(theme_ids=(annex.right[one],)) for one in excerpt_ids}
    code_many(session, annex.coder, decided, How(via=CodingVia.QUEUE), key="examples")


def proposals_of(session: Session, annex: Annex) -> dict[uuid.UUID, Proposal]:
    """What the machine proposes now, by excerpt."""
    found = sa.select(CodingProposal).where(
        CodingProposal.consultation_id == annex.coder.consultation_id
    )
    return {one.excerpt_id: _proposal(one) for one in session.scalars(found)}


def _proposal(row: CodingProposal) -> Proposal:
    others = [uuid.UUID(theme_id) for theme_id, _score in row.others]
    theme_ids = (row.theme_id, *others) if row.theme_id else ()
    return Proposal(row.excerpt_id, theme_ids, row.score)
