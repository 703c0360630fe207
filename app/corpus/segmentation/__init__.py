"""Long texts cut into spans that can be cited, without changing a character of them."""

from app.corpus.segmentation.segment import segment
from app.corpus.segmentation.sentences import sentences
from app.corpus.segmentation.spans import Span, SpanKind

__all__ = ["Span", "SpanKind", "segment", "sentences"]
