from __future__ import annotations

from app.corpus.intake import Span
from app.corpus.marking import marked


def test_the_parts_of_a_marked_text_give_it_again():
    text = "Un, deux, trois."
    spans = [Span(4, 8), Span(10, 15)]
    parts = marked(text, spans)
    assert "".join(part for part, _span in parts) == text
    assert [part for part, span in parts if span] == ["deux", "trois"]


def test_a_window_of_a_text_is_marked_where_its_spans_stand():
    assert marked("deux, trois", [Span(104, 108), Span(110, 115)], 104) == [
        ("deux", Span(104, 108)),
        (", ", None),
        ("trois", Span(110, 115)),
    ]
