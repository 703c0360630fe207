"""Who took part, by channel, kind of actor and territory, beside who might have: as everybody may
know it, small groups masked."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Consultation
from app.organisations.representativeness.comparing import Comparison, Line
from app.organisations.representativeness.results import representativeness_of
from app.organisations.representativeness.telling import heading_of, told
from app.publication.review.blocks import Block, Cell, bullets, cell, heading, said, table
from app.publication.review.method_section import LISTS
from app.web.filters import number, share
from app.web.labels import label

MASKED = "–"


def participation_section(session: Session, consultation: Consultation) -> Iterator[Block]:
    found = representativeness_of(session, consultation.id, sees_all=False)
    yield table(
        _("Voices by channel"),
        (_("Channel"), _("Voices"), _("Contributions of nobody known")),
        [
            (
                cell(label(one.channel)),
                cell(
                    MASKED if one.voices is None else number(one.voices),
                    LISTS.get(one.channel, ""),
                ),
                cell(number(one.nobody_known), LISTS.get(one.channel, "")),
            )
            for one in found.channels
        ],
        (1, 2),
    )
    yield said(
        _(
            "A voice is a person or an organisation, once whatever it said. A group so small that"
            " somebody could be recognised is masked (–)."
        )
    )
    for comparison in found.comparisons.values():
        yield from _compared(comparison)


def _compared(comparison: Comparison) -> Iterator[Block]:
    if comparison.is_withheld or not comparison.lines:
        return
    name = heading_of(comparison.dimension)
    yield heading(name)
    yield table(
        _("%(name)s: those who took part beside the known population", name=name),
        (name, _("Voices"), _("Share of the voices"), _("Share of the population")),
        [_line(one) for one in comparison.lines],
        (1, 2, 3),
    )
    findings = told(comparison).findings
    if findings:
        yield bullets(findings)


def _line(line: Line) -> tuple[Cell, ...]:
    population = cell(share(line.population_share), "representativeness.show")
    if line.gap is None:
        return (cell(line.name), cell(MASKED), cell(MASKED), population)
    heard = cell(number(line.gap.number), "representativeness.show")
    part = cell(share(line.gap.share), "representativeness.show")
    return (cell(line.name), heard, part, population)
