"""Cut a text into spans that can each be cited."""

from app.corpus.segmentation.blocks import Block, blocks
from app.corpus.segmentation.groups import group_sentences
from app.corpus.segmentation.spans import Span, SpanKind


def segment(text: str, *, longest: int = 600) -> tuple[Span, ...]:
    """Return the spans of ``text``, ordered and disjoint, offsets in code points.

    Paragraphs and list items are spans; those of more than ``longest`` characters are cut into
    groups of whole sentences, as even as possible, and a span is longer only when one sentence
    is. Headings are spans of their own kind, for callers to leave out of excerpts: the spans
    below carry their text.

    The only characters outside of spans are white space, the list marker or heading mark that
    starts a line, and lines that only draw a rule (``---``). A text that has nothing else is one
    span, and so is a heading with no text below it in a text of headings only.

    Raises ValueError when ``longest`` is less than 1.
    """
    if longest < 1:
        raise ValueError(f"a span cannot be shorter than one character: longest={longest}")
    found = blocks(text)
    if not found:
        stripped = text.strip()
        if not stripped:
            return ()
        start = text.index(stripped[0])
        found = [Block(start, start + len(stripped), SpanKind.TEXT)]
    only_headings = all(block.kind is SpanKind.HEADING for block in found)
    heading: str | None = None
    spans: list[Span] = []
    for start, end, kind in found:
        if kind is SpanKind.HEADING and not only_headings:
            heading = text[start:end]
            spans.append(Span(start, end, kind))
            continue
        if only_headings:
            kind = SpanKind.TEXT
        if end - start <= longest:
            spans.append(Span(start, end, kind, heading))
        else:
            spans.extend(
                Span(piece_start, piece_end, kind, heading)
                for piece_start, piece_end in group_sentences(text, start, end, longest)
            )
    return tuple(spans)
