"""Who is named in a comment."""

from __future__ import annotations

import uuid

import pytest

from app.talk.mentioning import named_in

ANNE, ANNE_LAURE, ZOE, OTHER_ZOE = (uuid.uuid4() for _ in range(4))
TEAM = {
    ANNE: "Anne",
    ANNE_LAURE: "Anne Laure Le Goff",
    ZOE: "Zoé (CRESS)",
    OTHER_ZOE: "zoé (cress)",
}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Anne, qu’en dites-vous ?", {ANNE}),
        ("Vu avec @anne laure  le goff.", {ANNE_LAURE}),
        ("@Anne Laure seulement", {ANNE}),
        ("@Anne et @Anne Laure Le Goff", {ANNE, ANNE_LAURE}),
        ("Demander à @Zoé (CRESS) !", {ZOE, OTHER_ZOE}),
        ("écrire à contact@Anne", set()),
        ("@Annette et @Personne", set()),
        ("Anne", set()),
    ],
)
def test_a_name_behind_an_at_is_a_mention(text, named):
    assert named_in(text, TEAM) == named


def test_nobody_is_named_where_nobody_has_a_name():
    assert named_in("@Anne", {}) == set()
    assert named_in("@ @", {ANNE: " "}) == set()
