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
def test_a_printed_code_is_a_square_of_its_address_with_its_quiet_zone(level):
    drawn = printed_qr(ADDRESS, level=level)
    modules = segno.make_qr(ADDRESS, error=level).symbol_size(border=0)[0]
    size = re.match(r'<svg [^>]*width="(\d+)" height="\1"', drawn)[1]
    assert int(size) == modules + 2 * MARGIN
    assert _path(drawn).startswith(f"M{MARGIN} {MARGIN}.5h7")
    assert drawn != printed_qr(ADDRESS.replace("c", "d"), level=level)


def test_the_code_within_a_page_is_the_code_of_the_file():
    kind, drawn = qr_source(ADDRESS).split(",", 1)
    assert kind.startswith("data:image/svg+xml")
    assert _path(unquote(drawn)) == _path(qr_svg(ADDRESS).decode())
