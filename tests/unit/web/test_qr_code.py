from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import segno

from app.web.qr_code import MARGIN, printed_qr, qr_source, qr_svg

ADDRESS = "https://sillage.example/consultations/a/tables/b/join/" + "c" * 64


def _path(drawn: str) -> str:
    """The dark modules of a drawing."""
    return re.search(r"""stroke=["'][^"']+["'] d=["']([^"']+)""", drawn)[1]


@pytest.mark.parametrize("level", ["m", "q"])
def test_a_printed_code_has_its_modules_and_its_quiet_zone(level):
    drawn = printed_qr(ADDRESS, level=level)
    matrix = segno.make_qr(ADDRESS, error=level).matrix
    size = len(matrix) + 2 * MARGIN
    assert f'viewBox="0 0 {size} {size}"' in drawn
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", drawn):
        dark |= {(int(x) + step - MARGIN, int(y) - MARGIN) for step in range(int(length))}
    assert dark == {
        (x, y) for y, line in enumerate(matrix) for x, module in enumerate(line) if module
    }


def test_a_printed_code_is_that_of_its_address():
    other = printed_qr(ADDRESS.replace("c", "d"), level="m")
    assert printed_qr(ADDRESS, level="m") != other


def test_the_code_within_a_page_is_the_code_of_the_file():
    kind, drawn = qr_source(ADDRESS).split(",", 1)
    assert kind.startswith("data:image/svg+xml")
    assert _path(unquote(drawn)) == _path(qr_svg(ADDRESS).decode())
