"""Grows the corpus of the demonstration: contributions, their excerpts, receipts and entries of the
index of words, and what the machine and people made of them."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.corpus.search.indexing import Searchable, SearchableExcerpt, stems_kept
from app.models import (
    Activity,
    Assignment,
    CandidateTheme,
    Channel,
    CodedState,
    Coding,
    CodingAct,
    CodingTheme,
    CodingVia,
    Contribution,
    ContributionState,
    EvidenceLink,
    EvidenceStatus,
    Excerpt,
    ExcerptCoding,
    ExcerptTheme,
    Membership,
    Nature,
    NodeKind,
    Notice,
    NoticeKind,
    OrphanAnswer,
    OrphanKind,
    Receipt,
    Respondent,
    Role,
    Run,
    SearchEntry,
    Strategy,
    StrategyNode,
    Suggestion,
    Theme,
    ThemeState,
)
from app.models.types import new_id, now
from benchmarks.bulk import Bulk, Row
from benchmarks.made_up_corpus import made_up

SHARE_OF_CHANNEL = {
    Channel.QUESTIONNAIRE: 0.72,
    Channel.CONFERENCE: 0.05,
    Channel.SUBMISSION: 0.05,
    Channel.WORKSHOP: 0.18,
}
"""Of contributions that are no ideas or comments."""
STATES = {
    ContributionState.PUBLISHED: 0.60,
    ContributionState.SUBMITTED: 0.36,
    ContributionState.HELD: 0.02,
    ContributionState.WITHDRAWN: 0.01,
    ContributionState.REJECTED: 0.01,
}
STATUSES = {
    EvidenceStatus.KEPT: 0.5,
    EvidenceStatus.REWORDED: 0.1,
    EvidenceStatus.PARTLY_KEPT: 0.15,
    EvidenceStatus.SET_ASIDE: 0.25,
}
TWO_EXCERPTS, NOT_LOOKED_AT, WITH_ALERTS = 0.2, 0.05, 0.2
DECIDED, CODED, SUGGESTED, ANSWERED, PLACED = 0.2, 0.12, 0.6, 0.004, 0.9
"""Parts of the excerpts."""
VOICES_PER_CONTRIBUTION = 0.7


@dataclass(frozen=True)
class Made:
    """A contribution that was made, and its excerpts."""

    id: uuid.UUID
    activity_id: uuid.UUID
    text: str
    spans: tuple[tuple[uuid.UUID, int, int], ...]
    state: ContributionState


@dataclass
class Grown:
    """What is grown, and what it stands on."""

    connection: sa.Connection
    bulk: Bulk
    consultation_id: uuid.UUID
    draw: random.Random = field(default_factory=lambda: random.Random(7))
    ideas: list[tuple[uuid.UUID, str]] = field(default_factory=list)
    """The contributions of ideas, with their words."""
    comments: list[uuid.UUID] = field(default_factory=list)

    def ids(self, column: Any, *conditions: Any) -> list[Any]:
        return list(self.connection.execute(sa.select(column).where(*conditions)).scalars())

    def one_of(self, shares: dict[Any, float]) -> Any:
        return self.draw.choices(list(shares), list(shares.values()))[0]

    def account_id(self, role: Role) -> uuid.UUID:
        found: uuid.UUID = self.ids(
            Membership.account_id,
            Membership.consultation_id == self.consultation_id,
            Membership.role == role,
        )[0]
        return found

    def nodes(self, kind: NodeKind) -> list[uuid.UUID]:
        strategy = self.ids(Strategy.id, Strategy.consultation_id == self.consultation_id)[0]
        return self.ids(
            StrategyNode.id, StrategyNode.strategy_id == strategy, StrategyNode.kind == kind
        )


def grow_corpus(grown: Grown, excerpts: int, ideas: int) -> None:
    """Write contributions until there are so many excerpts; among them `ideas` ideas and half as
    many comments."""
    made = _contributions(grown, excerpts, ideas)
    ids = [excerpt_id for one in made for excerpt_id, _start, _end in one.spans]
    grown.bulk.write(SearchEntry, _entries(grown, made))
    _machine(grown, ids)
    _people(grown, ids)
    grown.bulk.write(Notice, _notices(grown, made))


def _contributions(grown: Grown, excerpts: int, ideas: int) -> list[Made]:
    texts = made_up(_words(grown), excerpts)
    voices = _respondents(grown, int(excerpts * VOICES_PER_CONTRIBUTION))
    box = grown.ids(
        Activity.id, Activity.code == "BOITE", Activity.consultation_id == grown.consultation_id
    )[0]
    question = "Que faudrait-il changer en premier ?"
    made: list[Made] = []
    rows: list[Row] = []
    receipts: list[Row] = []
    left = excerpts
    while left > 0:
        number = len(made)
        is_box = number < ideas * 3 // 2
        count = 1 if is_box or left == 1 or grown.draw.random() > TWO_EXCERPTS else 2
        left -= count
        said = [next(texts) for _ in range(count)]
        text = "\n\n".join(said)
        activity_id, respondent_id = (box, None) if is_box else grown.draw.choice(voices)
        state = ContributionState.PUBLISHED if is_box else grown.one_of(STATES)
        first = (new_id(), 0, len(said[0]))
        spans = (first,) if count == 1 else (first, (new_id(), len(said[0]) + 2, len(text)))
        one = Made(new_id(), activity_id, text, spans, state)
        receipt_id, looked_at = new_id(), None if grown.draw.random() < NOT_LOOKED_AT else now()
        receipts.append(
            {
                "id": receipt_id,
                "consultation_id": grown.consultation_id,
                "activity_id": activity_id,
                "digest": f"{receipt_id.hex}{one.id.hex}",
            }
        )
        rows.append(
            {
                "id": one.id,
                "consultation_id": grown.consultation_id,
                "activity_id": activity_id,
                "respondent_id": respondent_id,
                "source_key": f"{one.id.hex}{receipt_id.hex}",
                "title": said[0][:60] if is_box else "",
                "question": "" if is_box else question,
                "text": text,
                "state": state,
                "receipt_id": receipt_id,
                "has_alerts": looked_at is None and grown.draw.random() < WITH_ALERTS,
                "looked_at": looked_at,
            }
        )
        made.append(one)
        if number < ideas:
            grown.ideas.append((one.id, text))
        elif is_box:
            grown.comments.append(one.id)
    grown.bulk.write(Receipt, receipts)
    grown.bulk.write(Contribution, rows)
    natures = list(Nature)
    grown.bulk.write(
        Excerpt,
        (
            {
                "id": excerpt_id,
                "consultation_id": grown.consultation_id,
                "contribution_id": one.id,
                "start": start,
                "end": end,
                "nature": grown.draw.choice(natures),
            }
            for one in made
            for excerpt_id, start, end in one.spans
        ),
    )
    return made


def _words(grown: Grown) -> list[str]:
    """What was said in the demonstration."""
    return [
        " ".join(text[start:end].split())
        for text, start, end in grown.connection.execute(
            sa.select(Contribution.text, Excerpt.start, Excerpt.end).join(Excerpt.contribution)
        )
    ]


def _respondents(grown: Grown, count: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Activities with people who spoke there, as many of each as its channel has a share."""
    home = Activity.consultation_id == grown.consultation_id
    by_channel = {
        channel: grown.ids(Activity.id, home, Activity.channel == channel)
        for channel in SHARE_OF_CHANNEL
    }
    told = grown.connection.execute(
        sa.select(Respondent.attributes, Respondent.organisation_id)
        .join(Activity, Respondent.activity_id == Activity.id)
        .where(home)
    ).all()
    found, rows = [], []
    for _ in range(count):
        activity_id = grown.draw.choice(by_channel[grown.one_of(SHARE_OF_CHANNEL)])
        attributes, organisation_id = grown.draw.choice(told)
        respondent_id = new_id()
        found.append((activity_id, respondent_id))
        rows.append(
            {
                "id": respondent_id,
                "activity_id": activity_id,
                "organisation_id": organisation_id,
                "key": respondent_id.hex,
                "attributes": attributes,
            }
        )
    grown.bulk.write(Respondent, rows)
    return found


def _entries(grown: Grown, made: Sequence[Made]) -> Iterator[Row]:
    number = 0
    home = grown.consultation_id
    for one in made:
        # In growing order, as the index likes it; the demonstration's own stand above.
        texts: list[Searchable | SearchableExcerpt] = [Searchable(home, one.id, "", one.text)]
        texts += [
            SearchableExcerpt(home, excerpt_id, one.text[start:end])
            for excerpt_id, start, end in one.spans
        ]
        for text in texts:
            number += 1
            yield {
                "id": number,
                "consultation_id": home,
                "subject_id": text.subject_id,
                "stems": stems_kept(text),
            }


def _machine(grown: Grown, excerpt_ids: Sequence[uuid.UUID]) -> None:
    """The last analysis placed them too, and proposes links."""
    run_id = grown.ids(Run.id, Run.consultation_id == grown.consultation_id)[0]
    themes = grown.ids(CandidateTheme.id, CandidateTheme.run_id == run_id)
    parents = set(grown.ids(CandidateTheme.parent_id, CandidateTheme.run_id == run_id))
    leaves = [one for one in themes if one not in parents]
    ranks = dict.fromkeys(leaves, 1000)

    def placed() -> Iterator[Row]:
        for excerpt_id in excerpt_ids:
            if grown.draw.random() < PLACED:
                theme_id = grown.draw.choice(leaves)
                ranks[theme_id] += 1
                yield {
                    "run_id": run_id,
                    "excerpt_id": excerpt_id,
                    "theme_id": theme_id,
                    "score": grown.draw.random(),
                    "rank": ranks[theme_id],
                }

    grown.bulk.write(Assignment, placed())
    objectives = grown.nodes(NodeKind.OBJECTIVE)

    def proposed() -> Iterator[Row]:
        position = 10_000
        for excerpt_id in excerpt_ids:
            if grown.draw.random() < SUGGESTED:
                position += 1
                yield {
                    "run_id": run_id,
                    "excerpt_id": excerpt_id,
                    "node_id": grown.draw.choice(objectives),
                    "score": 0.5,
                    "rank": 1,
                    "position": position,
                }

    grown.bulk.write(Suggestion, proposed())
    sizes = {theme_id: rank - 1000 for theme_id, rank in ranks.items()}
    for theme_id, size in sizes.items():
        grown.connection.execute(
            sa.update(CandidateTheme)
            .where(CandidateTheme.id == theme_id)
            .values(size=CandidateTheme.size + size)
        )
    grown.connection.execute(
        sa.update(Run).where(Run.id == run_id).values(excerpts=Run.excerpts + len(excerpt_ids))
    )


def _people(grown: Grown, excerpt_ids: Sequence[uuid.UUID]) -> None:
    """What people coded, linked, and answered of what leads nowhere."""
    writer, objectives = grown.account_id(Role.WRITER), grown.nodes(NodeKind.OBJECTIVE)
    themes = grown.ids(
        Theme.id,
        Theme.consultation_id == grown.consultation_id,
        Theme.state == ThemeState.APPROVED,
    )
    count, home = len(excerpt_ids), grown.consultation_id
    coded = [
        (one, new_id(), grown.draw.choice(themes))
        for one in grown.draw.sample(excerpt_ids, int(count * CODED))
    ]
    own = {"consultation_id": home, "account_id": writer}
    grown.bulk.write(
        Coding,
        (
            {
                **own,
                "id": coding_id,
                "excerpt_id": excerpt_id,
                "key": coding_id.hex,
                "act": CodingAct.CODED,
                "via": CodingVia.QUEUE,
            }
            for excerpt_id, coding_id, _theme in coded
        ),
    )
    grown.bulk.write(
        CodingTheme,
        ({"coding_id": coding_id, "theme_id": theme} for _one, coding_id, theme in coded),
    )
    grown.bulk.write(
        ExcerptCoding,
        (
            {
                "excerpt_id": excerpt_id,
                "consultation_id": home,
                "coding_id": coding_id,
                "state": CodedState.CODED,
                "coders": 1,
            }
            for excerpt_id, coding_id, _theme in coded
        ),
    )
    grown.bulk.write(
        ExcerptTheme, ({"excerpt_id": one, "theme_id": theme} for one, _coding, theme in coded)
    )
    grown.bulk.write(EvidenceLink, _links(grown, excerpt_ids, objectives, own))
    grown.bulk.write(
        OrphanAnswer,
        (
            {**own, "kind": OrphanKind.EXCERPT, "subject": one.hex, "reason": "Hors du sujet."}
            for one in grown.draw.sample(excerpt_ids, int(count * ANSWERED))
        ),
    )


def _links(
    grown: Grown, excerpt_ids: Sequence[uuid.UUID], objectives: Sequence[uuid.UUID], own: Row
) -> Iterator[Row]:
    motives = ("Hors des compétences de la Région.", "Déjà en place.", "Trop coûteux.")
    for excerpt_id in grown.draw.sample(excerpt_ids, int(len(excerpt_ids) * DECIDED)):
        status, node_id = grown.one_of(STATUSES), grown.draw.choice(objectives)
        yield {
            **own,
            "pair": f"e{excerpt_id.hex}>n{node_id.hex}",
            "excerpt_id": excerpt_id,
            "node_id": node_id,
            "status": status,
            "motive": grown.draw.choice(motives) if status is EvidenceStatus.SET_ASIDE else "",
        }


def _notices(grown: Grown, made: Sequence[Made]) -> Iterator[Row]:
    """What feeds tell: one contribution in ten."""
    for number, one in enumerate(made[::10], start=10_000):
        yield {
            "consultation_id": grown.consultation_id,
            "kind": NoticeKind.DECIDED,
            "activity_id": one.activity_id,
            "contribution_id": one.id,
            "is_public": one.state is ContributionState.PUBLISHED,
            "number": number,
        }
