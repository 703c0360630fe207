"""What became of somebody's words, step by step, and when there will be more to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.corpus.passages import Trace
from app.corpus.queries import AskedIn
from app.corpus.receipts.given_ideas import IdeaWay
from app.publication.became.shown import LineLink, Step, steps_of_fate
from app.web.filters import day as shown_day
from app.web.labels import label

LONGEST = 140


@dataclass(frozen=True)
class Links:
    """Where steps lead: the line of the strategy with a code, a questionnaire with a code."""

    node: LineLink
    questionnaire: Callable[[str], str]


def steps_of(
    trace: Trace, asked: Sequence[AskedIn], links: Links, *, names_people: bool
) -> list[Step]:
    """The way of an excerpt: what is decided, and what is not yet."""
    return [
        *_in_the_workshop(trace),
        _theme(trace),
        *(
            Step(_("Asked of everybody"), one.title, href=links.questionnaire(one.code))
            for one in asked
        ),
        *steps_of_fate(trace.fate, links.node, names_people=names_people),
    ]


def steps_of_idea(way: IdeaWay) -> list[Step]:
    """The way of an idea as a whole."""
    steps = []
    if way.lead_title:
        steps.append(Step(_("Grouped under the idea"), way.lead_title[:LONGEST], voice=True))
    if way.answer is None:
        steps.append(Step(_("Official answer"), _("Not answered yet"), state="waiting"))
    else:
        note = f"{shown_day(way.answer.created_at)} – {way.answer.reason}"
        steps.append(Step(_("Official answer"), label(way.answer.verdict), note=note))
    return steps


def _in_the_workshop(trace: Trace) -> list[Step]:
    return [
        Step(
            _("Taken up in the synthesis of the workshop"),
            line.text[:LONGEST],
            note=line.location,
            voice=True,
        )
        for line in trace.taken_up
    ]


def _theme(trace: Trace) -> Step:
    if trace.theme_id is None:
        return Step(_("Theme"), _("Not analysed yet"), state="waiting")
    return Step(_("Theme of the latest analysis"), trace.theme_label)
