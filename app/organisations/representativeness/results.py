"""All that the page of representativeness tells, for one reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Channel
from app.organisations.representativeness.comparing import (
    Comparison,
    Dimension,
    compare_families,
    compare_territories,
)
from app.organisations.representativeness.kept_voices import voices_heard
from app.organisations.representativeness.population import Population, population_of
from app.organisations.representativeness.telling import heading_of, standing_name
from app.publication.sheets import Sheet
from app.questionnaires.results.masks import masked_groups
from app.web.labels import label


@dataclass(frozen=True)
class ChannelLine:
    """`voices` is None where it is masked; `nobody_known`: contributions that count for nobody."""

    channel: Channel
    voices: int | None
    nobody_known: int


@dataclass(frozen=True)
class Representativeness:
    """`people`: all voices of the consultation; `counted_at`: when those of a large one were last
    counted."""

    population: Population
    people: int
    channels: tuple[ChannelLine, ...]
    comparisons: Mapping[Dimension, Comparison]
    counted_at: dt.datetime | None

    @property
    def nobody_known(self) -> int:
        return sum(line.nobody_known for line in self.channels)


def representativeness_of(
    session: Session, consultation_id: UUID, *, sees_all: bool
) -> Representativeness:
    """Who was heard in a consultation beside whom it might have heard."""
    population = population_of(session, consultation_id)
    found = voices_heard(session, consultation_id, population)
    heard = found.value
    voices = heard.by_channel
    channels = [one for one in Channel if voices[one] or heard.nobody_known.get(one)]
    numbers = [voices[one] for one in channels]
    mask = [False] * len(numbers) if sees_all else masked_groups(numbers)
    return Representativeness(
        population,
        heard.people,
        tuple(
            ChannelLine(one, None if hidden else number, heard.nobody_known.get(one, 0))
            for one, number, hidden in zip(channels, numbers, mask, strict=True)
        ),
        {
            Dimension.FAMILY: compare_families(heard, population, label, sees_all=sees_all),
            Dimension.TERRITORY: compare_territories(heard, population, sees_all=sees_all),
        },
        found.counted_at,
    )


def comparison_sheet(comparison: Comparison, source: str) -> Sheet:
    """A comparison to take away, as this reader sees it: shares are parts of 1."""

    def rows(_session: Session, _consultation_id: UUID) -> Iterator[tuple[Any, ...]]:
        for line in () if comparison.is_withheld else comparison.lines:
            known = (line.population, round(line.population_share, 4))
            if line.gap is None:
                yield (line.name, "", "", "", "", *known, "", "", "", _("masked"), source)
                continue
            gap = line.gap
            parts = (round(part, 4) for part in (gap.share, gap.low, gap.high))
            gaps = (round(part, 2) for part in (gap.gap, gap.least, gap.most))
            yield (line.name, gap.number, *parts, *known, *gaps, standing_name(gap), source)

    headings = (
        heading_of(comparison.dimension),
        _("Voices"),
        _("Share of the voices"),
        _("Lower bound of the share"),
        _("Upper bound of the share"),
        _("Known population"),
        _("Share of the population"),
        _("Gap in points"),
        _("Lower bound of the gap"),
        _("Upper bound of the gap"),
        _("Reading"),
        _("Source of the figures"),
    )
    return Sheet(comparison.dimension.value, _("Representativeness"), headings, rows)
