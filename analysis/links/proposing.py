"""Proposed links between texts and the lines of a strategy."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.documents import Document, Example, Target
from analysis.errors import AnalysisError
from analysis.links.explanations import explaining_words
from analysis.links.scores import LinkScores, score_links
from analysis.manifest import manifest
from analysis.progress import Progress, monotone, part, silent
from analysis.results import LinkResult, Links, LinkSuggestion
from analysis.texts.corpus import Corpus, canonical_corpus, text_hash
from analysis.texts.tokens import TokenisedText, tokenise

MOST_SUGGESTIONS = 5
# The best suggestion must beat a guess among the targets by this factor, or nothing is proposed.
TIMES_A_GUESS = 1.5
LEAST_SCORE, MOST_REQUIRED = 0.05, 0.3
# A further suggestion must be worth reading next to the best one.
LEAST_FURTHER_SCORE = 0.12
LEAST_FURTHER_SHARE = 0.4
SCORE_DIGITS = 4


def propose_links(
    documents: Sequence[Document],
    targets: Sequence[Target],
    *,
    examples: Sequence[Example] = (),
    seed: int = 0,
    progress: Progress = silent,
) -> LinkResult:
    """Propose up to five targets for each document, best first, or none.

    Without examples a text is compared with the titles of the targets (and, for less, their
    context). Examples train a classifier that takes over as they grow in number. Every
    suggestion names the words of the text that speak for it; where there is no such word,
    nothing is suggested.

    Raises
    ------
    AnalysisError : no document, an id used twice, no target, a code used twice, a target
        without title, or an example whose code is not a target.
    """
    started = perf_counter()
    report = monotone(progress)
    ordered = _checked_targets(targets)
    taught = _checked_examples(examples, ordered)
    with threadpool_limits(limits=1):
        corpus = canonical_corpus(documents, part(report, 0.0, 0.2))
        scored = score_links(corpus.texts, ordered, taught, seed, part(report, 0.2, 0.8))
        suggested = _suggestions(corpus, ordered, scored, part(report, 0.8, 1.0))
    report(1.0, "done")
    settings: dict[str, Any] = {"seed": seed, "targets": len(ordered), "examples": len(taught)}
    found = [
        Links(document, suggestions)
        for ids, suggestions in zip(corpus.ids, suggested, strict=True)
        for document in ids
    ]
    return LinkResult(
        run=manifest(settings, corpus.hash, started),
        documents=tuple(sorted(found, key=lambda links: links.id)),
    )


def _checked_targets(targets: Sequence[Target]) -> list[Target]:
    if not targets:
        raise AnalysisError("There is no target to link to.")
    seen: set[str] = set()
    for target in targets:
        if target.code in seen:
            raise AnalysisError(f"The target code {target.code!r} is used more than once.")
        if not target.title.strip():
            raise AnalysisError(f"The target {target.code!r} has no title.")
        seen.add(target.code)
    return sorted(targets, key=lambda target: target.code)


def _checked_examples(
    examples: Sequence[Example], targets: Sequence[Target]
) -> list[tuple[TokenisedText, int]]:
    """Return (text, number of its target) in canonical order, without repeats."""
    number = {target.code: index for index, target in enumerate(targets)}
    found: dict[tuple[str, int], TokenisedText] = {}
    for example in examples:
        if example.code not in number:
            raise AnalysisError(f"An example names the code {example.code!r}: no such target.")
        text = tokenise(example.text)
        if text.keys:
            found.setdefault((text_hash(example.text), number[example.code]), text)
    return [(found[key], key[1]) for key in sorted(found)]


def _suggestions(
    corpus: Corpus, targets: Sequence[Target], scored: LinkScores, progress: Progress
) -> list[tuple[LinkSuggestion, ...]]:
    """Return the suggestions for each distinct text."""
    found = []
    for row, text in enumerate(corpus.texts):
        if row % 500 == 0:
            progress(row / len(corpus.texts), "explain")
        found.append(_suggestions_of(row, text, targets, scored) if text.keys else ())
    return found


def _suggestions_of(
    row: int, text: TokenisedText, targets: Sequence[Target], scored: LinkScores
) -> tuple[LinkSuggestion, ...]:
    scores = scored.scores[row].round(SCORE_DIGITS)
    least = min(MOST_REQUIRED, max(LEAST_SCORE, TIMES_A_GUESS / len(targets)))
    kept: list[LinkSuggestion] = []
    for target in np.argsort(-scores, kind="stable"):
        score = float(scores[target])
        if score < least or len(kept) == MOST_SUGGESTIONS:
            break
        words = explaining_words(text, int(target), scored)
        if words:
            kept.append(LinkSuggestion(targets[target].code, score, words))
            least = max(LEAST_FURTHER_SCORE, LEAST_FURTHER_SHARE * kept[0].score)
        else:
            least = max(least, LEAST_FURTHER_SCORE)
    return tuple(kept)
