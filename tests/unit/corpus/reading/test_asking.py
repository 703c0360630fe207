"""A search as an address holds it."""

from __future__ import annotations

import uuid

import pytest

from app.corpus.reading.asking import Asked, CodingSought, GivenBy, LinkSought, asked_in
from app.models import Channel, Nature, OrganisationKind

EVERYTHING = Asked(
    q='former "vie associative"',
    family=True,
    theme=uuid.UUID(int=1),
    by=GivenBy.MACHINE,
    candidate=uuid.UUID(int=2),
    activity=uuid.UUID(int=3),
    channel=Channel.WORKSHOP,
    actor=OrganisationKind.ASSOCIATION,
    territory="Gironde",
    nature=Nature.NEED,
    coding=CodingSought.FLAGGED,
    link=LinkSought.UNLINKED,
    objective=uuid.UUID(int=4),
)


@pytest.mark.parametrize("asked", [EVERYTHING, Asked()])
def test_a_search_is_read_again_from_its_address(asked):
    assert asked_in({**asked.as_args(), "after": "a", "q\0": "b"}) == asked


def test_words_are_cut_and_hold_no_sign_that_cannot_be_kept():
    assert asked_in({"q": "\0 mot", "territory": "\0"}) == Asked(q="mot")
    assert len(asked_in({"q": "m" * 10_000}).q) == 200


@pytest.mark.parametrize("name", sorted(EVERYTHING.as_args().keys() - {"q", "family", "territory"}))
def test_what_is_no_choice_is_refused(name):
    with pytest.raises(ValueError, match=r"nothing|UUID"):
        asked_in({name: "\0 nothing"})
