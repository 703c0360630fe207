"""Whatever the bytes, a document is read or refused; nothing else comes out."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents import Caution, DocumentError, read
from tests.unit.documents.making import DATA, changed

FILES = {path.suffix: path.read_bytes() for path in DATA.glob("synthese.*")}
STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"# ",
    b"\xd0\xcf\x11\xe0",
]
BODIES = {".docx": "word/document.xml", ".odt": "content.xml"}


def _read_or_refuse(data: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            found = read(Path(file.name))
        except DocumentError:
            return
    assert unicodedata.is_normalized("NFC", found.text)
    assert "\x00" not in found.text
    found.text.encode()  # no half characters
    place = 0
    for block in found.blocks:
        assert place <= block.start < block.end <= len(found.text)
        assert found.text[block.start : block.end].strip() == found.text[block.start : block.end]
        place = block.end
    assert bool(found.blocks) != (Caution.NO_TEXT in found.warnings)


def _with_edits(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Cut some bytes at places (parts of the length) and put others there."""
    changing = bytearray(data)
    for part, length, put in edits:
        place = int(part * len(changing))
        changing[place : place + length] = put
    return bytes(changing)


EDITS = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=6),
            st.sampled_from([b"<w:p>", b"</w:p>", b"<w:tbl>", b"0 R", b"<<", b"]", b"-1", b"\x00"]),
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(st.sampled_from(STARTS), st.binary(max_size=400))
@settings(max_examples=150)
@example(b"", "\u0301a\ud7a4".encode("utf-16"))
@example(b"", b"\xff\xfe\x00\x00a\x00\x00\x00")
def test_any_bytes_are_read_or_refused(start, rest):
    _read_or_refuse(start + rest)


@given(st.text(max_size=300))
@settings(max_examples=150)
@example("e\u0301 o\u0328\u0304\n\n\u0338= \u0338")
@example("## \n- \n|a|\n|---|\n")
def test_any_text_is_read_in_one_form(said):
    _read_or_refuse(said.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(sorted(FILES)), EDITS)
@settings(max_examples=150)
def test_a_damaged_file_is_read_or_refused(suffix, edits):
    _read_or_refuse(_with_edits(FILES[suffix], edits))


@given(st.sampled_from(sorted(BODIES)), EDITS)
@settings(max_examples=150)
def test_a_sound_archive_with_a_damaged_body_is_read_or_refused(suffix, edits):
    _read_or_refuse(
        changed(FILES[suffix], body=(BODIES[suffix], lambda xml: _with_edits(xml, edits)))
    )
