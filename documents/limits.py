"""What a document may weigh before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """`bytes` is the size on disk, `unpacked` that of an archive once unzipped, in bytes; `ratio`
    is unpacked over packed for the whole archive. `lines` counts headings, paragraphs, items and
    paragraphs in cells, and the lines that somebody broke within; `characters` is the length of
    the whole text in code points.

    2,000 full pages of 25 paragraphs and 4,000 characters fit.
    """

    bytes: int = 25 * 2**20
    unpacked: int = 200 * 2**20
    ratio: int = 100
    entries: int = 5_000
    pages: int = 2_000
    lines: int = 50_000
    characters: int = 8_000_000
