"""How far a workshop is."""

from __future__ import annotations

import datetime as dt

import pytest

from app.models import Activity, DocumentKind, DocumentState, SynthesisState
from app.workshops.progress import Missing, Progress, Stage, stage_of

TODAY = dt.date(2016, 5, 10)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (None, Stage.BEFORE),
        (dt.date(2016, 5, 11), Stage.BEFORE),
        (TODAY, Stage.TODAY),
        (dt.date(2016, 5, 9), Stage.AFTER),
    ],
)
def test_a_workshop_is_before_on_or_after_its_day(day, stage):
    assert stage_of(Activity(starts_on=day), TODAY) is stage


@pytest.mark.parametrize(
    ("progress", "missing"),
    [
        (Progress(), (Missing.NOTES, Missing.SYNTHESIS)),
        (Progress(notes=3), (Missing.SYNTHESIS,)),
        (Progress(in_corpus=3), (Missing.SYNTHESIS,)),
        (
            Progress(documents={(DocumentKind.NOTES, DocumentState.TO_CHECK): 1}),
            (Missing.SYNTHESIS,),
        ),
        (Progress(notes=1, synthesis=SynthesisState.DRAFT), (Missing.VALIDATION,)),
        (Progress(notes=1, synthesis=SynthesisState.VALIDATED), ()),
        (
            Progress(
                notes=1,
                synthesis=SynthesisState.DRAFT,
                documents={(DocumentKind.SYNTHESIS, DocumentState.VALIDATED): 1},
            ),
            (),
        ),
        (
            Progress(notes=1, documents={(DocumentKind.SYNTHESIS, DocumentState.TO_CHECK): 1}),
            (Missing.VALIDATION,),
        ),
    ],
)
def test_what_is_missing_follows_from_what_is_there(progress, missing):
    assert progress.missing == missing
