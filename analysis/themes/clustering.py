"""Themes from plain texts: the whole way from documents to a labelled tree of themes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from time import perf_counter
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.documents import Document
from analysis.encoders import Encoder, encoder_settings
from analysis.errors import AnalysisError
from analysis.manifest import manifest, versions
from analysis.progress import Progress, monotone, part, silent
from analysis.results import ClusterResult, Theme
from analysis.steps import KeptSteps, NoSteps, Steps
from analysis.texts.corpus import Given, tokenised
from analysis.texts.languages import count_languages, read_languages
from analysis.texts.near_duplicates import near_duplicates, read_and_mark
from analysis.texts.word_choice import ALL_WORDS, WordChoice
from analysis.themes.campaigns import campaign_rows, campaigns_of
from analysis.themes.describing import listed_themes, placements, weighed
from analysis.themes.grouping import fit_themes
from analysis.themes.placing import Placed, larger_first, place_all
from analysis.themes.remaking import Remaking
from analysis.themes.sample import fitted_rows, rows_hash
from analysis.themes.stability import begin_again, how_sure, sure_texts, sure_themes
from analysis.themes.theme_map import theme_map
from analysis.themes.theme_tree import group_names, listed, theme_tree
from analysis.themes.voters import usual_runs
from analysis.vectors.text_spaces import TextSpaces
from analysis.voices.counting import counts_of, with_counts
from analysis.voices.placed import Placed as Spoken
from analysis.voices.placed import documents_on
from analysis.workers import OneProcess, Workers

MOST_THEMES = 1000


def cluster(
    documents: Iterable[Document],
    *,
    themes: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
    workers: Workers | None = None,
    steps: Steps | None = None,
    words: WordChoice = ALL_WORDS,
    remade: bool = True,
    encoder: Encoder | None = None,
) -> ClusterResult:
    """Group `documents` by theme.

    Parameters
    ----------
    documents : those that are still being read are worked on as they come.
    themes : exactly this many themes without sub-themes (fewer when there are fewer distinct
        texts, which `run.settings["note"]` then says). None chooses the number. Where there are
        enough themes, parents gather them.
    seed : start of every random draw. Same texts, seed and versions give the same result,
        whatever the order of the documents, the number of threads and of workers.
    progress : see `analysis.progress`; what it raises goes through.
    workers : where the heavy parts run; in this process unless said.
    steps : where finished steps are kept and looked for; nowhere unless said.
    words : which words count, to see what depends on it.
    remade : whether the grouping is made again a dozen times, to say how sure it is.
    encoder : one more view of what the texts mean (`analysis.encoders`).

    Raises
    ------
    AnalysisError : no document, an id used twice, or `themes` not in 1..1000.
    """
    started = perf_counter()
    settings = _settings(themes, seed, words, encoder)
    report = monotone(progress)
    at_work = OneProcess() if workers is None else workers
    # Sums over several threads are rounded in another order; one thread gives the same bits.
    with threadpool_limits(limits=1):
        # What is there, once each.
        texts, given, marked = read_and_mark(documents, part(report, 0.0, 0.05), at_work)
        kept = KeptSteps(steps or NoSteps(), f"{texts.hash} {sorted(versions().items())}")
        # From here on, workers who wait for this process read on.
        languages = read_languages(texts.written, at_work)
        copies = near_duplicates(texts, marked, part(report, 0.05, 0.15), at_work, kept)
        # What the themes are learned on, and in which words.
        sent = campaign_rows(texts, copies)
        fitted = fitted_rows(texts, copies, sent)
        settings |= {
            "texts": len(texts.written),
            "fitted_on": len(fitted),
            "runs": usual_runs(len(fitted)),
        }
        sample = words.kept_in(tokenised(texts, part(report, 0.15, 0.25), fitted))
        kept = kept.on(settings, rows_hash(fitted))
        # The groups that most runs agree on.
        spaces = TextSpaces(random_state=seed, families=words.families, encoder=encoder)
        fit = fit_themes(
            sample, spaces, themes, seed, part(report, 0.25, 0.7), settings, at_work, kept
        )
        again = begin_again(fit, seed, at_work) if remade else Remaking(0, None)
        # Every text in a group, and the groups in a tree.
        placed = place_all(texts, copies, fitted, fit, words, part(report, 0.7, 0.8), at_work, kept)
        fit, placed = larger_first(fit, placed, texts.weights)
        held = weighed(texts, copies, placed, len(fit.grouping.centers))
        # Copies weigh nothing here, or a campaign would move the parents.
        tree = theme_tree(fit.grouping.centers, held.distinct.astype(float), held.documents)
        places = listed(tree)
        drawn = theme_map(fit.grouping.centers, held.distinct.astype(float), group_names(places))
        # How it is told, and how sure it is.
        told = listed_themes(sample, fit, places, held, part(report, 0.8, 0.87))
        sure = how_sure(fit, places, again, part(report, 0.87, 0.97), kept)
    told = sure_themes(told, places, sure)
    names = group_names(places)
    documents_placed = placements(given, placed, names, sure_texts(copies, fitted, sure))
    told = with_counts(told, counts_of(_spoken(given, placed, told, names), told))
    counted = count_languages(texts, languages, part(report, 0.97, 1.0))
    report(1.0, "done")
    return ClusterResult(
        run=manifest(settings, texts.hash, started),
        themes=told,
        documents=documents_placed,
        campaigns=campaigns_of(texts, copies, sent),
        languages=counted,
        map=drawn,
    )


def _spoken(given: Given, placed: Placed, told: Sequence[Theme], names: Sequence[str]) -> Spoken:
    """Return who spoke of what; `names` are those of the groups."""
    place_of = {theme.id: place for place, theme in enumerate(told)}
    # A group of -1 is the last one: a text without a word.
    theme_of = np.array([*(place_of[name] for name in names), -1], dtype=np.int64)
    return documents_on(told, theme_of[placed.labels[given.rows]], given.documents)


def _settings(
    themes: int | None, seed: int, words: WordChoice, encoder: Encoder | None
) -> dict[str, Any]:
    """Return what the manifest says was asked for; what is found on the way is added to it.

    Raises
    ------
    AnalysisError : `themes` not in 1..1000.
    """
    if themes is not None and not 1 <= themes <= MOST_THEMES:
        raise AnalysisError(f"The number of themes must be from 1 to {MOST_THEMES}, not {themes}.")
    settings: dict[str, Any] = {"themes": themes or "auto", "seed": seed}
    if words != ALL_WORDS:
        settings["words"] = asdict(words)
    if encoder is not None:
        settings["encoder"] = encoder_settings(encoder)
    return settings
