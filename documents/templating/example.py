"""A template to start from: everything that a document holds, in Word's own styles."""

from __future__ import annotations

import io

from docx import Document as new_document
from docx.document import Document as DocxDocument

from documents.writing.packing import without_days

_LEVELS = (1, 2, 3, 4)


def example() -> bytes:
    """The DOCX; the same bytes each time."""
    file = new_document()
    for text, style in (
        ("{{ titre }}", "Title"),
        ("{{ sous_titre }}", "Subtitle"),
        ("{{ auteur }}", "Normal"),
        ("{{ date }}", "Normal"),
    ):
        file.add_paragraph(text, style)
    file.add_paragraph("{%p for bloc in blocs %}").paragraph_format.page_break_before = True
    for level in _LEVELS:
        _when(file, f"'titre' and bloc.niveau == {level}", is_first=level == 1)
        file.add_paragraph("{{ bloc.texte }}", f"Heading {level}")
    _when(file, "'liste'")
    _each(file, "element in bloc.elements", "{{ element }}", "List Bullet")
    _when(file, "'citation'")
    file.add_paragraph("{{ bloc.texte }}", "Quote")
    file.add_paragraph("{{ bloc.source }}", "Caption")
    _when(file, "'tableau'")
    file.add_paragraph("{{ bloc.texte }}", "Caption")
    _table(file)
    _when(file, "'figure'")
    file.add_paragraph("{{ bloc.image }}")
    file.add_paragraph("{{ bloc.texte }}", "Caption")
    file.add_paragraph("{%p else %}")
    file.add_paragraph("{{ bloc.texte }}")
    file.add_paragraph("{%p endif %}")
    file.add_paragraph("{%p endfor %}")
    file.add_paragraph("Notes", "Heading 1")
    _each(file, "note in notes", "{{ note.numero }}. {{ note.texte }}", "Normal")
    stream = io.BytesIO()
    file.save(stream)
    return without_days(stream.getvalue())


def _when(file: DocxDocument, nature: str, *, is_first: bool = False) -> None:
    file.add_paragraph("{%p " + ("if" if is_first else "elif") + f" bloc.nature == {nature} %}}")


def _each(file: DocxDocument, loop: str, text: str, style: str) -> None:
    file.add_paragraph("{%p for " + loop + " %}")
    file.add_paragraph(text, style)
    file.add_paragraph("{%p endfor %}")


def _table(file: DocxDocument) -> None:
    """A row of heads, and a row for each of the table; each with as many cells as columns."""
    rows = (
        ("{%tc for colonne in bloc.colonnes %}", "{{ colonne }}", "{%tc endfor %}"),
        ("{%tr for ligne in bloc.lignes %}", "", ""),
        ("{%tc for case in ligne %}", "{{ case }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    table = file.add_table(rows=0, cols=3, style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
