"""The reading in a process of its own: the same results, and no harm whatever it does."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from documents import DocumentError, Reason, apart, read, read_apart
from tests.unit.documents.making import DATA, changed, docx_paragraphs, lines, pdf_bytes

ROOT = Path(__file__).resolve().parents[3]


def _refusal(path: Path, **bounds: int) -> DocumentError:
    with pytest.raises(DocumentError) as error:
        read_apart(path, **bounds)
    return error.value


def _instead(monkeypatch, directory: Path, script: str) -> None:
    """Let another program be started in the place of the reader."""
    program = directory / "program"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setattr(apart.sys, "executable", str(program))


@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf"])
def test_a_document_read_apart_is_the_same(suffix):
    path = DATA / f"synthese.{suffix}"
    assert read_apart(path) == read(path)


def test_a_refusal_comes_back_with_its_details(tmp_path):
    path = tmp_path / "-x; touch y"
    path.write_bytes(pdf_bytes(*([[]] * 2_001)))
    error = _refusal(path)
    assert error.reason is Reason.TOO_MANY_PAGES
    assert error.details == {"pages": 2_001, "limit": 2_000}


def test_a_document_that_takes_too_long_is_given_up(tmp_path):
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf_bytes(*([lines("mot\n" * 50)] * 1_500)))
    error = _refusal(path, seconds=1)
    assert (error.reason, error.details) == (Reason.TOO_SLOW, {"limit": 1})


def test_a_document_that_takes_too_much_memory_is_given_up(tmp_path):
    noise = base64.b64encode(os.urandom(1_000))
    few = b"<w:p><w:r><w:t/></w:r></w:p>" * 2_000 + b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % noise
    data = changed(
        docx_paragraphs("Dit"),
        body=(
            "word/document.xml",
            lambda xml: xml.replace(b"<w:body>", b"<w:body>" + few * 1_000),
        ),
        # Without this the archive would be refused for its ratio.
        noise=("word/media/a.bin", lambda before: os.urandom(2_000_000)),
    )
    path = tmp_path / "large.docx"
    path.write_bytes(data)
    assert _refusal(path, memory=300 * 2**20).reason is Reason.OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 1", Reason.CRASHED),
        ("kill -SEGV $$", Reason.CRASHED),
        ("kill -KILL $$", Reason.OUT_OF_MEMORY),
        ("kill -XCPU $$", Reason.TOO_SLOW),
        ("exec sleep 60", Reason.TOO_SLOW),
        ("exec yes", Reason.CRASHED),
        ("echo nothing", Reason.CRASHED),
        ("echo '{}'", Reason.CRASHED),
        ("echo '[1]'", Reason.CRASHED),
        ('echo \'{"reason": "unheard of", "details": {}}\'', Reason.CRASHED),
    ],
)
def test_a_reader_that_dies_or_raves_is_a_refusal(tmp_path, monkeypatch, script, reason):
    _instead(monkeypatch, tmp_path, script)
    monkeypatch.setattr(apart, "_LARGEST_ANSWER", 1_000_000)
    assert _refusal(DATA / "synthese.pdf", seconds=1).reason is reason


def test_a_reader_that_says_all_and_goes_on_is_stopped(tmp_path, monkeypatch):
    _instead(monkeypatch, tmp_path, "exec >&-; exec sleep 60")
    assert _refusal(DATA / "synthese.pdf", seconds=1).reason is Reason.TOO_SLOW


def test_a_reading_that_nobody_wants_any_more_is_stopped(tmp_path, monkeypatch):
    _instead(monkeypatch, tmp_path, f"echo $$ > {tmp_path}/pid; exec sleep 60")

    def stop() -> None:
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().endswith("\n"):
            raise KeyError("cancelled")

    with pytest.raises(KeyError):
        read_apart(DATA / "synthese.pdf", while_waiting=stop)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_the_reader_knows_none_of_our_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    _instead(monkeypatch, tmp_path, f"env > {tmp_path}/environment; exit 1")
    _refusal(DATA / "synthese.pdf")
    assert "secret" not in (tmp_path / "environment").read_text()


def test_the_reader_loads_neither_the_application_nor_a_database():
    loaded = subprocess.run(
        [sys.executable, "-c", "import documents.__main__, sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {"app", "flask", "sqlalchemy", "huey"}.isdisjoint(loaded)
    assert "documents.pdf_reader" in loaded
