"""Which words of the texts count: all of them, or fewer to see what depends on the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from analysis.texts.corpus import Corpus
from analysis.texts.tokens import TokenisedText, tokenise


@dataclass(frozen=True)
class WordChoice:
    """What counts as a word.

    Attributes
    ----------
    families : whether the background knowledge of French counts beside the texts.
    stop_words : whether words without meaning ("le", "plus", "il faut") count like the others.
    fewest_texts : words that fewer distinct texts hold are left out, but never a text's last.
    """

    families: bool = True
    stop_words: bool = False
    fewest_texts: int = 1

    def cut(self, text: str) -> TokenisedText:
        """Cut one text into words; which of them are rare only a corpus can tell."""
        return tokenise(text, stop_words=self.stop_words)

    def kept_in(self, corpus: Corpus) -> Corpus:
        """Return the corpus with the words that count."""
        if self.stop_words:
            again = tuple(self.cut(text.text) for text in corpus.texts)
            corpus = replace(corpus, texts=again)
        if self.fewest_texts > 1:
            holding = Counter(key for text in corpus.texts for key in set(text.keys))
            kept = {key for key, texts in holding.items() if texts >= self.fewest_texts}
            corpus = replace(corpus, texts=tuple(_with(text, kept) for text in corpus.texts))
        return corpus


ALL_WORDS = WordChoice()


def _with(text: TokenisedText, kept: set[str]) -> TokenisedText:
    """Return a text with those of its words that are in `kept`; with all of them if none is."""
    held = [(key, span) for key, span in zip(text.keys, text.spans, strict=True) if key in kept]
    if not held:
        return text
    keys, spans = zip(*held, strict=True)
    return replace(text, keys=keys, spans=spans)
