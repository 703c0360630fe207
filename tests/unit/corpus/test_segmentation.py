"""Long texts cut into spans that can be cited."""

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.corpus.segmentation import Span, SpanKind, segment

CORPORA = Path(__file__).parents[4] / "shared" / "corpora"


def cut(text: str, **settings: int) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.start : span.end]) for span in segment(text, **settings)]


def headings(text: str) -> list[str | None]:
    return [span.heading for span in segment(text)]


def test_a_short_paragraph_is_one_span():
    text = "  Il faut agir. Vite ! Et bien.\n"
    assert segment(text) == (Span(2, 31, SpanKind.TEXT),)
    assert text[2:31] == "Il faut agir. Vite ! Et bien."


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\t\u2028"])
def test_a_blank_text_has_no_span(text):
    assert segment(text) == ()


@pytest.mark.parametrize("text", ["*", "-", "---", "1.", "## ", "[ ]"])
def test_a_text_of_marks_only_is_one_span(text):
    assert cut(text) == [("text", text.strip())]


def test_blank_lines_part_paragraphs():
    assert cut("Un bus.\n\nUn train.\r\n \r\nUn vélo.") == [
        ("text", "Un bus."),
        ("text", "Un train."),
        ("text", "Un vélo."),
    ]


def test_single_line_ends_part_lines_that_are_separate_items():
    assert cut("Publicité\nAviation\nTourisme de masse\nla chasse") == [
        ("text", "Publicité"),
        ("text", "Aviation"),
        ("text", "Tourisme de masse"),
        ("text", "la chasse"),
    ]


def test_lines_broken_by_a_program_are_one_paragraph():
    text = (
        "Nous demandons que les transports publics soient gratuits pour les\n"
        "jeunes de moins de vingt-cinq ans et pour toutes les personnes sans\n"
        "emploi du département."
    )
    assert cut(text) == [("text", text)]


def test_long_lines_that_each_say_something_are_not_joined():
    lines = [
        "arrêter la publicité dans les rues et à la télévision",
        "supprimer les vols intérieurs quand un train existe",
        "interdire les croisières sur les grands paquebots",
    ]
    assert cut("\n".join(lines)) == [("text", line) for line in lines]


@pytest.mark.parametrize(
    "mark",
    [
        *[
            "- ",
            "– ",
            "— ",
            "• ",
            "•",
            "* ",
            "+ ",
            "1. ",
            "12) ",
            "(3) ",
            "1° ",
            "1 - ",
            "a) ",
            "(b) ",
        ],
        *["☐ ", "✓ ", "- [ ] ", "- [x] ", "[x] ", "ii) ", "-", "\t- "],
    ],
)
def test_a_list_marker_starts_an_item_and_is_left_out(mark):
    text = f"Voici ce que je veux.\n{mark}Des bus\n{mark}Des vélos."
    assert cut(text) == [
        ("text", "Voici ce que je veux."),
        ("item", "Des bus"),
        ("item", "Des vélos."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        *[
            "-5 % de bus",
            "12.5 euros",
            "2020. Une année",
            "J. Dupont",
            "3,5 millions",
            "10 - 15 gens",
        ],
        *["#vélo pour tous", "*important* à lire", "a. b", "(voir plus loin)", "vers l'an 2000)"],
    ],
)
def test_what_only_looks_like_a_marker_stays_in_the_text(line):
    assert cut(f"Un.\n{line}") == [("text", "Un."), ("text", line)]


def test_an_item_goes_on_over_broken_lines():
    text = "- Une ligne de bus qui passerait chaque demi-heure même le\n  dimanche matin\n- Un vélo"
    assert cut(text) == [("item", text[2 : text.index("\n- Un")]), ("item", "Un vélo")]


def test_a_marked_heading_is_a_span_of_its_own_and_the_context_of_the_next():
    text = "Avant.\n## Transports\nDes bus.\n\n- Des vélos\n# Santé\nDes soins."
    assert cut(text)[1] == ("heading", "Transports")
    assert headings(text) == [None, None, "Transports", "Transports", None, "Santé"]


def test_a_short_line_above_a_list_is_a_heading():
    text = "Transports\n- Des bus\n- Des vélos"
    assert cut(text)[0] == ("heading", "Transports")
    assert headings(text) == [None, "Transports", "Transports"]


def test_a_short_line_above_prose_is_a_heading():
    text = "Transports\n\n" + "Il faut davantage de bus le soir et le dimanche. " * 3
    assert [kind for kind, _ in cut(text)] == ["heading", "text"]


def test_short_answers_are_not_taken_for_headings():
    text = "Publicité\nAviation commerciale à bas prix\n\nChasse\n\nPlus de vélos en ville"
    assert {kind for kind, _ in cut(text)} == {"text"}


def test_a_last_line_is_not_a_heading():
    assert cut("Il pleut.\n\nMerci") == [("text", "Il pleut."), ("text", "Merci")]


def test_a_text_of_headings_only_keeps_them_as_text():
    assert cut("# Un\n# Deux") == [("text", "Un"), ("text", "Deux")]


def test_lines_that_draw_a_rule_are_left_out():
    assert cut("Un.\n---\nDeux.\n* * *\nTrois.") == [
        ("text", "Un."),
        ("text", "Deux."),
        ("text", "Trois."),
    ]


def test_a_long_paragraph_is_cut_between_sentences_into_even_groups():
    sentence = "Il faut " + "b" * 90 + "."
    text = " ".join([sentence] * 7)
    spans = segment(text, longest=600)
    assert [span.end - span.start for span in spans] == [399, 299]
    assert all(text[span.start : span.end].endswith("b.") for span in spans)


def test_a_sentence_a_little_too_long_is_kept_whole():
    long = "Il " + "faut " * 200 + "agir."
    text = f"Court. {long} Court aussi."
    assert [said for _, said in cut(text)] == ["Court.", long, "Court aussi."]


@pytest.mark.parametrize("mark", ["; ", ", ", " "])
def test_an_endless_sentence_is_cut_at_its_marks(mark):
    text = mark.join(["des mots sans fin"[: 10 + n % 7] for n in range(300)])
    spans = segment(text, longest=200)
    assert max(span.end - span.start for span in spans) <= 200
    if mark != " ":
        assert all(text[span.end - 1] == mark[0] for span in spans[:-1])


def test_a_text_without_any_space_is_cut_without_parting_letters_from_accents():
    text = "e\u0301" * 2000
    spans = segment(text, longest=101)
    assert max(span.end - span.start for span in spans) <= 101
    assert all(text[span.start] == "e" for span in spans)


def test_items_that_are_too_long_are_cut_too():
    text = "- " + "Une phrase de plus. " * 60
    spans = segment(text, longest=300)
    assert {span.kind for span in spans} == {SpanKind.ITEM}
    assert max(span.end - span.start for span in spans) <= 300


def test_a_span_cannot_be_shorter_than_one_character():
    with pytest.raises(ValueError, match="longest=0"):
        segment("a", longest=0)


# What the rule lets stand outside of spans, written apart from the code that applies it.
LEFT_OUT = re.compile(
    r"(?:[-–—*+•·◦▪▫■□●○‣⁃∙➢➤►▶→✓✔☐☑☒❑❖#]+|\(?[0-9]{1,3}[.)°]|[0-9]{1,2}\s?[-–—]"
    r"|\(?[a-zA-Z]\)|\(?[ivx]{1,4}\))?(?:\s*\[[ xX]?\])?"
)
RULE = re.compile(r"([-=_*~#–—])(?:\s*\1){2,}")
LINES = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

PIECES = st.sampled_from(
    [
        *"aB. ,;:!?…«»()-–•*#=[]x1\n\r\u2028\u0301é🙂\u200d\t\u00a0",
        "- ",
        "1. ",
        "## ",
        "\n\n",
        "Il faut agir. ",
        "M. Dupont ",
        "---\n",
        "[x] ",
        "mot " * 30,
        "b" * 50,
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS, st.integers(1, 80))
@example("a\x1cb\x1dc", 600)
@example("- - a", 600)
def test_every_character_is_in_one_span_save_spaces_and_marks(text, longest):
    spans = segment(text, longest=longest)
    position = 0
    left_out = []
    for span in spans:
        assert position <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        left_out.append(text[position : span.start])
        position = span.end
    left_out.append(text[position:])
    for gap in left_out:
        for line in LINES.split(gap):
            said = line.strip()
            assert LEFT_OUT.fullmatch(said) or RULE.fullmatch(said), (gap, spans)


@given(TEXTS, st.integers(1, 80))
def test_spans_are_not_beyond_what_one_sentence_needs(text, longest):
    assert all(
        span.end - span.start <= 3 * longest or span.kind is SpanKind.HEADING
        for span in segment(text, longest=longest)
    )


@given(TEXTS)
def test_the_heading_of_a_span_is_the_last_one_above(text):
    above = None
    for span in segment(text):
        if span.kind is SpanKind.HEADING:
            assert span.heading is None
            above = text[span.start : span.end]
        else:
            assert span.heading == above


@given(TEXTS)
def test_a_text_that_says_something_can_be_cited(text):
    can_be_cited = any(span.kind is not SpanKind.HEADING for span in segment(text))
    assert can_be_cited == bool(text.strip())


LONG = 300_000
"""Characters. A quadratic reading would need minutes for a million, and still many seconds here."""


@pytest.mark.parametrize(
    "unit",
    [
        *[" ", ".", "a", "a ", "\n", ". ", '"', ".)", "- ", "#", "\u200d", "; ", "b" * 50 + "\n"],
        *["M. ", "1. ", "Titre\n\n", "e\u0301", " \n", "(", "«", "A" + "b" * 45 + "\nb\n"],
    ],
)
def test_a_long_text_of_anything_is_cut_in_linear_time(unit):
    text = unit * (LONG // len(unit))
    start = time.process_time()
    segment(text)
    # Ten times what it takes.
    assert time.process_time() - start < 3


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the real corpora are absent")
def test_real_long_answers_are_cut_into_spans_of_a_fair_size():
    with (CORPORA / "framasoft_long_answers.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    lengths = []
    for text in texts:
        spans = segment(text)
        assert any(span.kind is not SpanKind.HEADING for span in spans)
        lengths += [span.end - span.start for span in spans]
    assert max(lengths) <= 1800
    assert sum(length > 600 for length in lengths) < 0.01 * len(lengths)
