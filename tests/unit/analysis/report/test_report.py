"""The report: one page that anybody opens, whatever the texts hold."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis import Document, cluster
from analysis.commands.main import main
from analysis.report.page import Analysed, report_page
from analysis.report.wording import LANGUAGES, Wording, catalogue
from analysis.themes.sensitivity import Effect, Fate, Sensitivity, ThemeFate
from analysis.themes.variations import WORD_CHOICES, VariationKind
from analysis.verifying.verification import Columns
from analysis.voices.tables import voice_tables

HOSTILE = '<script>alert(1)</script> <img src="https://example.org/x.png" onerror=x> {{ 7*7 }}'
SAID = {
    "Les délais de versement des subventions vident la trésorerie": "association",
    "La formation des bénévoles manque de moyens et de temps": "coopérative",
    f"La commande publique ignore les clauses sociales {HOSTILE}": "coopérative",
    "\N{RIGHT-TO-LEFT OVERRIDE}Le vélo et le train manquent dans nos villages": "association",
}
FORBIDDEN = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use"}


def _table(folder: Path, name: str, lines: list[str]) -> Path:
    path = folder / name
    path.write_text("\n".join(["texte;qui;famille;jour", *lines]), encoding="utf-8")
    return path


def _lines() -> list[str]:
    quoted = '"{} {}, encore et toujours";{};{};{:02}/06/2016'
    return [
        quoted.format(text.replace('"', '""'), "mot" * (number % 5 + 1), number, family, number + 1)
        for text, family in SAID.items()
        for number in range(8)
    ]


def _report(path: Path, output: Path, *more: str) -> str:
    named = ["--text-column", "texte", "--respondent-column", "qui", "--date-column", "jour"]
    named += ["--attribute-column", "famille", "--themes", "3"]
    assert main(["report", str(path), *named, *more, "-o", str(output)]) == 0
    return output.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def report(folder: Path) -> str:
    return _report(_table(folder, "paroles.csv", _lines()), folder / "r.html")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_report_holds_no_script_and_asks_for_nothing(report):
    tags = _Tags()
    tags.feed(report)
    names = [tag for tag, _attributes in tags.found]
    assert not FORBIDDEN & set(names)
    assert names.count("h1") == 1
    for _tag, attributes in tags.found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert (attributes.get("href") or "#").startswith("#")
        assert "src" not in attributes
    assert "default-src 'none'" in report
    assert not re.search(r"url\(|@import", report)


def test_what_people_wrote_is_shown_as_they_wrote_it(report):
    assert "&lt;script&gt;alert(1)" in report
    assert "{{ 7*7 }}" in report
    assert '<blockquote dir="auto">' in report


def test_every_part_is_there(report):
    for key in ("map", "tree", "weights", "time", "says_what", "limits", "manifest"):
        assert Wording("fr").say(key) in report
    assert "32 textes de 8 voix" in report.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_manifest_of_a_report_verifies_it(report, folder, capsys):
    written = unescape(re.findall(r"<pre[^>]*>(\{.*?)</pre>", report, re.DOTALL)[0])
    (folder / "manifest.json").write_text(written, encoding="utf-8")
    assert json.loads(written)["seconds"] == 0.0
    assert main(["verify", str(folder / "manifest.json"), str(folder / "paroles.csv")]) == 0
    assert "Same result" in capsys.readouterr().out


def test_the_same_texts_give_the_same_bytes_in_any_order(report, folder, tmp_path):
    path = _table(tmp_path, "paroles.csv", _lines()[::-1])
    assert _report(path, tmp_path / "r.html") == report


def test_texts_without_a_word_make_a_report_that_says_so_in_english(folder, tmp_path):
    path = _table(tmp_path, "rien.csv", ["…;1;;", "!!;2;;"])
    report = _report(path, tmp_path / "r.html", "--language", "en")
    assert Wording("en").say("nothing") in report
    assert "<svg" not in report


def test_what_would_change_the_themes_is_told_when_it_was_tried():
    documents = [Document("1", "…")]
    result = cluster(documents)
    fates = (ThemeFate("t1", 0.9, Fate.KEPT), ThemeFate("t2", 0.1, Fate.GONE))
    effects = [
        Effect(kind, value, 0, 200, 3, 0.5, 0.5, 30, fates, ("Nouveau",))
        for kind, value in [
            *((VariationKind.VOCABULARY, value) for value in WORD_CHOICES),
            *((kind, "12") for kind in VariationKind if kind is not VariationKind.VOCABULARY),
        ]
    ]
    tried = Sensitivity(("t1", "t2"), tuple(effects))
    voices = voice_tables(result, documents)
    report = report_page(Analysed("x.csv", Columns("t"), documents, result, voices, tried))
    assert report.count('<td dir="auto">15\N{NO-BREAK SPACE}%</td>') == len(effects)
    assert report.count("1 / 2") == len(effects)
    assert "sans le canal" in report


def test_a_cell_that_is_no_day_is_named(tmp_path, capsys):
    path = _table(tmp_path, "jours.csv", ["du vélo;1;;hier"])
    named = ["--text-column", "texte", "--date-column", "jour", "-o", str(tmp_path / "r.html")]
    assert main(["report", str(path), *named]) == 2
    assert "row 1: 'hier'" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()


def test_every_text_is_in_both_languages_with_the_same_parts():
    for key, texts in catalogue().items():
        assert tuple(texts) == LANGUAGES, key
        parts = [sorted(re.findall(r"\{\w+\}", str(text))) for text in texts.values()]
        assert parts[0] == parts[1], key


def test_numbers_are_written_as_the_language_does():
    assert Wording("fr").number(1234.5) == "1\N{NARROW NO-BREAK SPACE}234,5"
    assert Wording("en").number(1234.5) == "1,234.5"
    assert Wording("fr").share(0.034) == "3,4\N{NO-BREAK SPACE}%"
    assert Wording("fr").count("texts", 0) == "0 texte"
    assert Wording("en").count("texts", 0) == "0 texts"
