"""What the corpus and the questionnaires rely on; both test it again with whole workbooks."""

import io
import zipfile

import pytest

from archives import ArchiveError, Bounds, Part, Trouble, unpack
from archives.unpacking import refuse_risky_xml

BOUNDS = Bounds(unpacked=10_000_000, ratio=150, entries=10)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return output.getvalue()


def test_a_sound_archive_gives_its_parts() -> None:
    assert unpack(zipped(("a.txt", b"un"), ("b.txt", b"")), BOUNDS) == [
        Part("a.txt", b"un"),
        Part("b.txt", b""),
    ]


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"PK\x03\x04", Trouble.DAMAGED),
        (zipped(("a", b"x")) * 2, Trouble.DAMAGED),
        (zipped(*((str(n), b"") for n in range(11))), Trouble.TOO_MANY_PARTS),
        (zipped(("A", b""), ("a", b"")), Trouble.SAME_NAME_TWICE),
        (zipped(("../a", b"")), Trouble.NAME_LEAVES),
        (zipped(("a", b"0" * 9_000_000)), Trouble.TOO_DENSE),
        (zipped(("a", b"0" * 11_000_000)), Trouble.TOO_LARGE),
    ],
)
def test_an_archive_that_makes_trouble_is_refused(data: bytes, trouble: Trouble) -> None:
    with pytest.raises(ArchiveError) as error:
        unpack(data, BOUNDS)
    assert error.value.trouble is trouble


def test_a_document_type_far_into_the_xml_is_found() -> None:
    late = b"<?xml version='1.0'?>" + b" " * 20_000 + b"<!doctype a [<!ENTITY b 'c'>]><a/>"
    with pytest.raises(ArchiveError) as error:
        refuse_risky_xml(Part("xl/sheet.xml", late))
    assert error.value.declaration == "DOCTYPE"
    refuse_risky_xml(Part("xl/drawing.svg", late))
