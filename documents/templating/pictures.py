"""The charts of a document as pictures that a template places where it wants them."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.shared import Cm
from docxtpl import DocxTemplate

WIDTH = Cm(15)


class Picture:
    """Stands in a text of a template. It has no name without an underscore: the sandbox gives
    nothing of it but the picture."""

    def __init__(self, draw: Callable[[], str]) -> None:
        self._draw = draw

    def __html__(self) -> str:
        return self._draw()

    def __str__(self) -> str:
        return self._draw()


def with_pictures(opened: DocxTemplate, values: dict[str, Any]) -> dict[str, Any]:
    """The values (`documents.templating.values`), the image of each figure ready to be drawn."""
    blocks = [
        {**one, "image": Picture(_drawer(opened, one)) if one["image"] else ""}
        for one in values["blocs"]
    ]
    return {**values, "blocs": blocks}


def _drawer(opened: DocxTemplate, block: dict[str, Any]) -> Callable[[], str]:
    """Draws once it is named: what a template does not name is not in its file."""

    def draw() -> str:
        picture = io.BytesIO(base64.b64decode(block["image"]))
        inline = opened.current_rendering_part.new_pic_inline(picture, WIDTH, None)
        inline.docPr.set("descr", "")
        drawn = str(inline.xml).replace('descr=""', f"descr={quoteattr(block['source'])}", 1)
        return (
            f'</w:t></w:r><w:r><w:drawing>{drawn}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
        )

    return draw
