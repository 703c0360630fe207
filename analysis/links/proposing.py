"""Proposed links between texts and the lines of a strategy."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.documents import Document, Example, Target
from analysis.encoders import Encoder, encoder_settings
from analysis.errors import AnalysisError
from analysis.links.comparison import compare
from analysis.links.decisions import decisions_of
from analysis.links.explanations import explaining_words
from analysis.links.scores import LinkScores, score_links
from analysis.manifest import manifest
from analysis.progress import Progress, monotone, part, silent
from analysis.results import LinkResult, Links, LinkSuggestion
from analysis.steps import NoSteps, Steps
from analysis.texts.corpus import Corpus, canonical_corpus
from analysis.texts.tokens import TokenisedText

NOT_KEPT = NoSteps()
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
    encoder: Encoder | None = None,
    steps: Steps = NOT_KEPT,
) -> LinkResult:
    """Propose up to five targets for each document, best first, or none.

    Without examples a text is compared with the titles of the targets (and, for less, their
    context). Examples, links that people made or set aside, train a classifier that starts from
    there. A score is the probability that a person makes the link, so that those of one text may
    add to more than 1. Every suggestion names the words of the text that speak for it; where there
    is no such word, nothing is suggested.

    Parameters
    ----------
    encoder : one more view of what the texts mean (`analysis.encoders`).
    steps : keeps what does not depend on the examples, to learn again at once.

    Raises
    ------
    AnalysisError : no document, an id used twice, no target, a code used twice, a target
        without title, or an example whose code is not a target.
    """
    started = perf_counter()
    report = monotone(progress)
    ordered = checked_targets(targets)
    decisions = decisions_of(examples, ordered)
    with threadpool_limits(limits=1):
        corpus = canonical_corpus(documents, part(report, 0.0, 0.2))
        compared = compare(corpus, ordered, decisions, seed, steps, encoder, part(report, 0.2, 0.7))
        scored = (
            score_links(compared, decisions, len(corpus.texts), part(report, 0.7, 0.8))
            if compared
            else None
        )
        suggested = _suggestions(corpus, ordered, scored, part(report, 0.8, 1.0))
    report(1.0, "done")
    settings: dict[str, Any] = {
        "seed": seed,
        "targets": len(ordered),
        "examples": len(decisions),
    }
    if scored and len(decisions):
        slope, level = scored.calibration.slope_, scored.calibration.level_
        settings["calibration"] = {"slope": round(slope, 4), "level": round(level, 4)}
    if encoder is not None:
        settings["encoder"] = encoder_settings(encoder)
    found = [
        Links(document, suggestions)
        for ids, suggestions in zip(corpus.ids, suggested, strict=True)
        for document in ids
    ]
    return LinkResult(
        run=manifest(settings, corpus.hash, started),
        documents=tuple(sorted(found, key=lambda links: links.id)),
    )


def checked_targets(targets: Sequence[Target]) -> list[Target]:
    """Return the targets by code.

    Raises
    ------
    AnalysisError : no target, a code used twice, a target without title.
    """
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


def _suggestions(
    corpus: Corpus, targets: Sequence[Target], scored: LinkScores | None, progress: Progress
) -> list[tuple[LinkSuggestion, ...]]:
    """Return the suggestions for each distinct text."""
    found = []
    for row, text in enumerate(corpus.texts):
        if row % 500 == 0:
            progress(row / len(corpus.texts), "explain")
        found.append(_suggestions_of(row, text, targets, scored) if scored and text.keys else ())
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
