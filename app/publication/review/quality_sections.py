"""How far the reading of the contributions can be trusted, and what was not kept of them."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.models import Consultation
from app.notifications.noticing import decisions_are_public
from app.publication.became.counts import counts_of
from app.publication.became.lists import Listed, Wanted, reasons_of
from app.publication.became.shown import list_name
from app.publication.review.blocks import Block, Cell, cell, said, table
from app.themes.agreement.quality import quality_figures
from app.themes.agreement.telling import told
from app.themes.queries import latest_run
from app.themes.sensitivity.findings import findings_of
from app.web.filters import number, share

MASKED = "–"


def agreement_section(session: Session, consultation: Consultation) -> Iterator[Block]:
    figures = quality_figures(session, consultation.id)
    rows: list[tuple[str, str]] = [
        (_("Excerpts of the corpus"), number(figures.excerpts)),
        (_("Excerpts of which people decided"), number(figures.coded)),
        (_("Of these, by two people or more"), number(figures.twice)),
        (_("People who decided"), number(figures.coders)),
    ]
    for name, agreement in (
        (_("Between people"), told(figures.people.overall)),
        (_("Between people and the machine"), told(figures.machine.overall)),
    ):
        if agreement is not None:
            rows.append(
                (
                    name,
                    _(
                        "%(same)s alike, kappa %(kappa)s",
                        same=agreement.same,
                        kappa=agreement.kappa,
                    ),
                )
            )
    yield table(
        _("Agreement on the themes"),
        (_("What is counted"), _("How many")),
        [(cell(name), cell(value, "method.show")) for name, value in rows],
        (1,),
    )
    yield from _sensitivity(session, consultation)


def _sensitivity(session: Session, consultation: Consultation) -> Iterator[Block]:
    run = latest_run(session, consultation.id)
    found = findings_of(session, run) if run else None
    if run is None or found is None:
        yield said(_("How sensitive the analysis is to its settings was not tried."))
        return
    rows = (
        (_("Settings and texts that were changed, one at a time"), len(found.tried)),
        (_("Themes of the analysis"), found.theme_count),
        (_("Themes that stay whatever is changed"), found.untouched),
    )
    yield table(
        _("Sensitivity of the analysis"),
        (_("What is counted"), _("How many")),
        [
            (cell(name), cell(number(count), "sensitivity.show", run_id=str(run.id)))
            for name, count in rows
        ],
        (1,),
    )
    most = max((one.moved_share for one in found.tried), default=0.0)
    yield said(
        _("The change that moved the most moved %(share)s of the excerpts.", share=share(most))
    )


def not_kept_section(session: Session, consultation: Consultation) -> Iterator[Block]:
    if not decisions_are_public(session, consultation.id):
        yield said(_("What became of the contributions is not public yet."))
        return
    counts = counts_of(session, consultation.id)
    yield table(
        _("What became of the excerpts"),
        (_("What became of these excerpts"), _("Excerpts")),
        [
            (
                cell(list_name(one)),
                cell(
                    number(sum(counts.excerpts.number(status) for status in one.statuses)),
                    "became.excerpts",
                    fate=one.value,
                ),
            )
            for one in Listed
            if one is not Listed.ACCEPTED
        ],
        (1,),
    )
    wanted = Wanted(consultation.id, reads_all=False, listed=Listed.SET_ASIDE)
    reasons = reasons_of(session, wanted)
    if reasons:
        yield table(
            _("Why excerpts were not kept"),
            (_("Reason"), _("Excerpts that everybody may read")),
            [_reason(one.text, one.key, one.excerpts) for one in reasons],
            (1,),
        )
    else:
        yield said(_("No excerpt that everybody may read was set aside."))


def _reason(text: str, key: str, excerpts: int) -> tuple[Cell, ...]:
    place = {"fate": Listed.SET_ASIDE.value, "reason": key}
    return (cell(text), cell(number(excerpts), "became.excerpts", **place))
