"""The whole report: one page with its pictures and its style, no script and no address."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.documents import Document
from analysis.pictures.over_time import over_time
from analysis.report.figures import figures_of
from analysis.report.theme_cards import clipped, theme_cards
from analysis.report.who_speaks import voices_tables, who_speaks_more
from analysis.report.wording import Wording, catalogue
from analysis.results import ClusterResult, Firmness
from analysis.themes.sensitivity import Effect, Sensitivity
from analysis.themes.variations import VariationKind
from analysis.verifying.verification import Columns, manifest_of
from analysis.voices.tables import VoiceTables

MOST_CAMPAIGNS = 20
LARGEST_NAMED = 3
_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Analysed:
    """What a report tells of. `name` of what was analysed, `columns` those of its table."""

    name: str
    columns: Columns
    documents: Sequence[Document]
    result: ClusterResult
    voices: VoiceTables
    sensitivity: Sensitivity | None = None


def report_page(analysed: Analysed, language: str = "fr") -> str:
    """The page in one of `LANGUAGES`. The same analysis always gives the same page."""
    words = Wording(language)
    result, tables = analysed.result, analysed.voices
    texts = {document.id: document.text for document in analysed.documents}
    who = who_speaks_more(tables, words)
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    themes = {theme.id: theme for theme in result.themes}
    return (
        _environment()
        .get_template("report.html")
        .render(
            words=words,
            language=language,
            name=analysed.name,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            summary=_summary(analysed, words),
            figures=figures_of(result, over_time(result, analysed.documents), words),
            cards=theme_cards(result.themes, texts, who, words),
            tables=voices_tables(tables, themes, words),
            campaigns=_campaigns(result, words),
            more_campaigns=max(len(result.campaigns) - MOST_CAMPAIGNS, 0),
            languages=_languages(result, words),
            effects=[_effect(one, words) for one in analysed.sensitivity.effects]
            if analysed.sensitivity
            else [],
            manifest=_manifest(analysed),
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _summary(analysed: Analysed, words: Wording) -> list[str]:
    """What comes first: how much was said, by how many, about what, and how sure it is."""
    result = analysed.result
    top = [theme for theme in result.themes if theme.parent is None]
    if not top:
        return [words.say("nothing")]
    voices = len({document.voice for document in analysed.documents})
    found = [
        words.say(
            "summary",
            texts=words.count("texts", len(result.documents)),
            voices=words.count("voices", voices),
            themes=words.count("themes", len(top)),
        )
    ]
    weighed = [(theme.voices.respondents, theme) for theme in top if theme.voices]
    largest = sorted(weighed, key=lambda one: (-one[0], one[1].id))[:LARGEST_NAMED]
    named = [words.say("quoted", label=one.label, share=words.share(part)) for part, one in largest]
    if named:
        found.append(words.say("largest", themes=", ".join(named)))
    counts = [(kind, sum(theme.firmness is kind for theme in top)) for kind in Firmness]
    told = [words.count(f"{kind}_count", number) for kind, number in counts if number]
    unknown = sum(theme.firmness is None for theme in top)
    if told:
        told += [words.say("untold", n=words.number(unknown))] if unknown else []
        found.append(words.say("how_sure", told=", ".join(told)))
    unplaced = sum(placement.theme is None for placement in result.documents)
    if unplaced:
        found.append(words.count("unplaced", unplaced))
    return found


def _campaigns(result: ClusterResult, words: Wording) -> list[tuple[str, str]]:
    """Texts that were sent many times, those of most voices first, each with its counts."""
    most_first = sorted(
        result.campaigns, key=lambda sent: (-sent.voices, -len(sent.ids), sent.text, sent.ids)
    )
    return [
        (
            clipped(sent.text),
            ", ".join(
                [
                    words.count("voices", sent.voices),
                    words.count("texts", len(sent.ids)),
                    words.count("distinct", sent.distinct),
                ]
            ),
        )
        for sent in most_first[:MOST_CAMPAIGNS]
    ]


def _languages(result: ClusterResult, words: Wording) -> list[tuple[str, str]]:
    """Languages with their texts, the most frequent first."""
    counts = sorted(result.languages.items(), key=lambda one: (-one[1], one[0]))
    return [
        (words.say(f"lang_{code}") if f"lang_{code}" in catalogue() else code, words.number(number))
        for code, number in counts
    ]


def _effect(effect: Effect, words: Wording) -> tuple[str, str, str, str]:
    """A change, the texts that it moves, the themes that it loses, those that it makes."""
    name = effect.value if effect.kind is VariationKind.VOCABULARY else effect.kind
    return (
        words.say(f"change_{name}", value=clipped(effect.value, 60)),
        words.share(effect.moved / max(effect.compared, 1)),
        f"{len(effect.lost)} / {len(effect.fates)}",
        words.number(len(effect.new)),
    )


def _manifest(analysed: Analysed) -> str:
    """The manifest without the time that it took, which is never twice the same."""
    result = replace(analysed.result, run=replace(analysed.result.run, seconds=0.0))
    written = manifest_of(result, analysed.documents, analysed.columns)
    return json.dumps(written, ensure_ascii=False, indent=1)
