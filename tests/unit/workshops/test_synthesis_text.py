"""The text that a synthesis becomes in the corpus, and the line proposed out of notes."""

from __future__ import annotations

import itertools
import uuid

from hypothesis import given
from hypothesis import strategies as st

from app.models import Nature
from app.workshops.corpus_entry import composed
from app.workshops.syntheses.forms import joined
from app.workshops.syntheses.lines import Line

WORDS = st.text(min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
LINES = st.lists(
    st.builds(
        Line,
        id=st.uuids(),
        heading=st.sampled_from(["", "Financer", "Former 🌊"]),
        nature=st.sampled_from(list(Nature)),
        text=WORDS,
    ),
    min_size=1,
    max_size=12,
)


@given(LINES)
def test_each_span_is_a_line_with_its_heading_and_nature(lines):
    text, spans = composed(tuple(lines))
    assert [text[span.start : span.end] for span in spans] == [line.text for line in lines]
    assert [(span.location, span.nature) for span in spans] == [
        (line.heading, line.nature) for line in lines
    ]
    assert all(one.end < other.start for one, other in itertools.pairwise(spans))


def test_lines_without_a_heading_stand_alone():
    lines = [Line(uuid.UUID(int=n), "", Nature.NEED, text) for n, text in enumerate(("Un", "Deux"))]
    assert composed(tuple(lines))[0] == "– Un\n– Deux"


def test_the_words_of_notes_become_sentences_of_one_line():
    assert joined(["Une avance", "Et vite !", "Un\n seul dossier."]) == (
        "Une avance. Et vite ! Un seul dossier."
    )
