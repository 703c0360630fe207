"""Texts without a format, and Markdown."""

from __future__ import annotations

import unicodedata

import pytest

from documents import Caution, DocumentError, Format, Reason, clean
from documents.plain_text import decode, is_markdown
from tests.unit.documents.making import cells, outline, read_bytes

SAID = "Les bénévoles sont épuisés.\n\nIl faudrait – peut-être – former."


@pytest.mark.parametrize(
    "data",
    [
        SAID.encode(),
        SAID.encode("utf-8-sig"),
        SAID.encode("utf-16"),
        SAID.encode("utf-16-le"),
        SAID.encode("utf-16-be"),
        SAID.encode("utf-32"),
        SAID.encode("cp1252"),
        SAID.replace("\n", "\r\n").encode(),
        SAID.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", SAID).encode(),
        SAID.replace("sont", "so\u00adnt\u200b").encode(),
        SAID.replace("sont", "so\x00nt").encode(),
        SAID.replace("sont", "\ufeffsont\u202e").encode(),
    ],
)
def test_a_text_is_the_same_in_whatever_way_it_is_written(tmp_path, data):
    found = read_bytes(tmp_path, data)
    assert (found.format, found.text) == (Format.TEXT, SAID)
    assert len(found.blocks) == 2


def test_a_latin_1_text_keeps_its_accents(tmp_path):
    assert read_bytes(tmp_path, "Besoins exprimés".encode("latin-1")).text == "Besoins exprimés"


def test_half_a_character_becomes_a_mark_of_what_is_missing(tmp_path):
    found = read_bytes(tmp_path, b"\xff\xfe" + "été".encode("utf-16-le") + b"\x3d\xd8")
    assert found.text == "été\N{REPLACEMENT CHARACTER}"


def test_letters_that_mean_nothing_are_told(tmp_path):
    found = read_bytes(tmp_path, "Les \ue001\ue002 sont \ue003 ici".encode())
    assert found.warnings == (Caution.STRANGE_CHARACTERS,)


MARKDOWN = """Synthèse
========

## Constats

- Peu de **locaux**, [dit-on](https://exemple.fr/a)
  et chers
  1. Surtout en ville
- Peu d’aide

Un paragraphe
sur deux lignes, avec `du code` et une image ![alternative](a.png).

| Constats | Besoins |
| --- | --- |
| Peu de locaux | Des *lieux* |

<script>alert(1)</script>
"""


def test_markdown_gives_its_structure_without_its_marks(tmp_path):
    found = read_bytes(tmp_path, MARKDOWN.encode())
    assert found.format is Format.MARKDOWN
    assert outline(found)[:6] == [
        ("heading", 1, "Synthèse"),
        ("heading", 2, "Constats"),
        ("item", 1, "Peu de locaux, dit-on et chers"),
        ("item", 2, "Surtout en ville"),
        ("item", 1, "Peu d’aide"),
        ("paragraph", 0, "Un paragraphe sur deux lignes, avec du code et une image ."),
    ]
    assert cells(found)[2:] == [
        (1, 0, "Constats", "Peu de locaux"),
        (1, 1, "Besoins", "Des lieux"),
    ]
    assert "script" not in found.text


@pytest.mark.parametrize(
    "said", ["- un\n- deux", "C'est *bien* dit", "1. un\n2. deux", "#motdièse"]
)
def test_a_text_that_only_looks_a_little_like_markdown_stays_a_text(tmp_path, said):
    found = read_bytes(tmp_path, said.encode())
    assert (found.format, found.text) == (Format.TEXT, said)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<!DOCTYPE html><p>Dit</p>", "page"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><office:document/>", "page"),
        (b"{\\rtf1 Dit}", "rtf"),
        (bytes(range(32)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "program"),
    ],
)
def test_what_is_no_document_is_named(tmp_path, data, found):
    with pytest.raises(DocumentError) as error:
        read_bytes(tmp_path, data)
    assert error.value.reason is Reason.NOT_A_DOCUMENT
    assert error.value.details == {"found": found}


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path, data):
    with pytest.raises(DocumentError) as error:
        read_bytes(tmp_path, data)
    assert error.value.reason is Reason.EMPTY


@pytest.mark.parametrize("said", ["[", "**a", "\u00a0", "![a](", "table ", "- ", "-", "|", "`"])
def test_a_million_of_the_same_signs_take_no_time(said):
    """Not timed: a pattern that looks again from every sign would not end within the hour."""
    text = f"a{said * 1_000_000} b"
    assert decode(text.encode()) == text
    assert is_markdown(text) is (said == "**a")
    assert clean(text).endswith("b")


def test_a_text_that_begins_like_a_program_is_a_text(tmp_path):
    assert read_bytes(tmp_path, b"BMX et patinage").text == "BMX et patinage"
