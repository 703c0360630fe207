"""A manifest: what is written beside a result so that anybody can make it again and compare."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.documents import Document
from analysis.encoders import Encoder, encoder_settings
from analysis.errors import AnalysisError
from analysis.manifest import METHOD_VERSION, versions
from analysis.results import ClusterResult
from analysis.steps import Steps
from analysis.texts.corpus import corpus_hash
from analysis.themes.clustering import MOST_THEMES, cluster
from analysis.themes.sample import FITTED_ON
from analysis.verifying.result_prints import result_prints, voices_print
from analysis.workers import Workers

KIND = "analysis manifest 1"
MOST_SEED = 999_999
MOST_NAMED = 20
"""Themes that a sentence names."""
_SPOKEN_OTHERWISE = (
    "Who said what, or by which channel, is not as in the manifest: voices are counted by it, and "
    f"above {FITTED_ON:,} texts it says which of them the themes are found on."
)
_HASH = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){0,3}")


@dataclass(frozen=True)
class Columns:
    """Where a table holds what was analysed. `escaped`: cells that a spreadsheet would run as a
    formula have one apostrophe more."""

    text: str
    id: str | None = None
    respondent: str | None = None
    channel: str | None = None
    escaped: bool = False


@dataclass(frozen=True)
class Manifest:
    """How a result was made, on what, and the fingerprints of what came out (`result_prints`)."""

    themes: int | None
    seed: int
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    documents: int
    corpus_hash: str
    voices_hash: str
    columns: Columns
    result_hash: str
    theme_hashes: Mapping[str, str]
    theme_sizes: Mapping[str, int]
    rest_hashes: Mapping[str, str]


@dataclass(frozen=True)
class Verdict:
    """Whether a result came out again; `sentences` say what differs, or what does and changes
    nothing."""

    same: bool
    sentences: tuple[str, ...]


def manifest_of(
    result: ClusterResult, documents: Sequence[Document], columns: Columns
) -> dict[str, Any]:
    """The manifest of what `cluster(documents)` returned, as plain values."""
    prints = result_prints(result, documents)
    return {
        "kind": KIND,
        "settings": result.run.settings,
        "versions": result.run.versions,
        "documents": len(documents),
        "corpus_hash": result.run.corpus_hash,
        "voices_hash": voices_print(documents),
        "columns": asdict(columns),
        "result_hash": prints.whole,
        "themes": [
            {"id": theme.id, "size": theme.size, "hash": prints.themes[theme.id]}
            for theme in result.themes
        ],
        "rest": prints.rest,
        "seconds": result.run.seconds,
    }


def manifest_from(content: object, name: str) -> Manifest:
    """Read the plain values of a manifest called `name`.

    Raises
    ------
    AnalysisError : it is none, or it was made by a later version of the method.
    """
    try:
        return _read(content)
    except _Newer as error:
        raise AnalysisError(
            f"{name} was made by version {error} of the method, later than {METHOD_VERSION} "
            "which is here: verify it with that version."
        ) from None
    except (AttributeError, KeyError, TypeError, ValueError):
        raise AnalysisError(f"{name} is not the manifest of an analysis.") from None


def verify(
    manifest: Manifest,
    documents: Sequence[Document],
    *,
    workers: Workers | None = None,
    steps: Steps | None = None,
    encoder: Encoder | None = None,
) -> Verdict:
    """Make the analysis of a manifest again, and compare.

    What cannot give the same result is not analysed: other texts, another encoder than that of the
    manifest. The other parameters are those of `cluster`.

    Parameters
    ----------
    encoder : the one that the analysis was made with, if any.

    Raises
    ------
    AnalysisError : as `cluster` does.
    """
    told = _differing("Version of", manifest.versions, versions())
    refused = [*_other_texts(manifest, documents), *_other_encoder(manifest, encoder)]
    if refused:
        return Verdict(False, (*refused, *told))
    result = cluster(
        documents,
        themes=manifest.themes,
        seed=manifest.seed,
        workers=workers,
        steps=steps,
        encoder=encoder,
    )
    settings = json.loads(json.dumps(result.run.settings))  # as a file gives them back
    told += _differing("Setting", manifest.settings, settings)
    spoken_otherwise = voices_print(documents) != manifest.voices_hash
    if spoken_otherwise:
        told.insert(0, _SPOKEN_OTHERWISE)
    prints = result_prints(result, documents)
    sizes = {theme.id: theme.size for theme in result.themes}
    says = (manifest.documents, dict(manifest.theme_hashes), dict(manifest.theme_sizes))
    is_whole = says == (len(documents), dict(prints.themes), sizes)
    if prints.whole == manifest.result_hash and is_whole:
        return Verdict(True, tuple(told))
    if spoken_otherwise:
        # It is the cause: themes that differ would be read as a method that cannot be repeated.
        return Verdict(False, tuple(told))
    if prints.whole == manifest.result_hash:
        told.insert(0, "The manifest was changed: its themes are not those of its fingerprint.")
    rest = [name for name, one in prints.rest.items() if manifest.rest_hashes.get(name) != one]
    themes = _themes_told(manifest, prints.themes, sizes)
    return Verdict(False, (*themes, *(f"The {name} differ." for name in rest), *told))


def _other_texts(manifest: Manifest, documents: Sequence[Document]) -> list[str]:
    found = corpus_hash(documents)
    if found == manifest.corpus_hash:
        return []
    return [
        f"The texts are not those of the manifest: {manifest.documents} then "
        f"({manifest.corpus_hash[:12]}…), {len(documents)} now ({found[:12]}…)."
    ]


def _other_encoder(manifest: Manifest, encoder: Encoder | None) -> list[str]:
    then = manifest.settings.get("encoder")
    now = None if encoder is None else encoder_settings(encoder)
    if then == now:
        return []
    return [
        f"The encoder is not that of the manifest: {_short(then or 'none')} then, "
        f"{_short(now or 'none')} now."
    ]


def _themes_told(
    manifest: Manifest, hashes: Mapping[str, str], sizes: Mapping[str, int]
) -> list[str]:
    names = list(dict.fromkeys([*manifest.theme_hashes, *hashes]))
    other = [name for name in names if manifest.theme_hashes.get(name) != hashes.get(name)]
    if not other:
        return []
    told = ", ".join(
        f"{name} ({manifest.theme_sizes.get(name, 0)} texts then, {sizes.get(name, 0)} now)"
        for name in other[:MOST_NAMED]
    )
    more = ", …" if len(other) > MOST_NAMED else ""
    return [f"{len(other)} of {len(names)} themes differ: {told}{more}."]


def _differing(kind: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    names = dict.fromkeys([*then, *now])
    return [
        f"{kind} {_short(name)}: {_short(then.get(name, 'none'))} then, "
        f"{_short(now.get(name, 'none'))} now."
        for name in names
        if then.get(name) != now.get(name)
    ]


def _short(value: Any) -> str:
    """A value on one line, whatever a manifest holds."""
    text = "".join(character if character.isprintable() else " " for character in str(value))
    return text if len(text) <= 60 else f"{text[:60]}…"


class _Newer(Exception):
    """Made by a method that came after this one."""


def _read(content: Any) -> Manifest:
    _expect(content["kind"] == KIND)
    made_by = _text(content["versions"]["analysis"], _VERSION)
    if _numbers(made_by) > _numbers(METHOD_VERSION):
        raise _Newer(made_by)
    settings = content["settings"]
    asked = settings["themes"]
    themes = {one["id"]: one for one in content["themes"]}
    return Manifest(
        themes=None if asked == "auto" else _number(asked, 1, MOST_THEMES),
        seed=_number(settings["seed"], 0, MOST_SEED),
        settings=settings,
        versions={_text(name): _text(value) for name, value in content["versions"].items()},
        documents=_number(content["documents"], 1),
        corpus_hash=_text(content["corpus_hash"], _HASH),
        voices_hash=_text(content["voices_hash"], _HASH),
        columns=_columns(content["columns"]),
        result_hash=_text(content["result_hash"], _HASH),
        theme_hashes={_text(name): _text(one["hash"], _HASH) for name, one in themes.items()},
        theme_sizes={name: _number(one["size"], 0) for name, one in themes.items()},
        rest_hashes={name: _text(value, _HASH) for name, value in content["rest"].items()},
    )


def _columns(content: dict[str, Any]) -> Columns:
    columns = Columns(**content)
    _expect(isinstance(columns.escaped, bool))
    _text(columns.text)
    for name in (columns.id, columns.respondent, columns.channel):
        _expect(name is None or isinstance(name, str))
    return columns


def _text(value: Any, pattern: re.Pattern[str] | None = None) -> str:
    _expect(isinstance(value, str) and (pattern is None or pattern.fullmatch(value) is not None))
    return str(value)


def _number(value: Any, least: int, most: int | None = None) -> int:
    _expect(type(value) is int and value >= least and (most is None or value <= most))
    return int(value)


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _expect(is_so: bool) -> None:
    if not is_so:
        raise ValueError
