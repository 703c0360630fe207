"""A client's own template: what fills it, and what each hostile one is told."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from documents.templating import (
    NAMES,
    TemplateFault,
    TemplateRefused,
    example,
    filled_apart,
    values_of,
)
from documents.templating.filling import fill
from documents.templating.reaching_out import ATTACHED
from documents.writing import (
    Bullets,
    Document,
    Figure,
    Heading,
    Paragraph,
    Quote,
    Table,
    Words,
    words,
)

BLOCKS = (
    "{%p for bloc in blocs %}",
    "{{ bloc.nature }} {{ bloc.niveau }} {{ bloc.texte }} {{ bloc.source }}",
    "{{ bloc.elements|join(', ') }}{% for ligne in bloc.lignes %}{{ ligne[0] }};{% endfor %}",
    "{%p endfor %}",
    "{%p for note in notes %}",
    "{{ note.numero }} = {{ note.texte }}",
    "{%p endfor %}",
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
DOCUMENT = Document(
    title="Stratégie <de> l’ESS & {{ 7*7 }}",
    parts=(
        Heading(1, "Enjeu"),
        Paragraph((Words("Un constat"), Words("", note="n"))),
        Bullets((words("un"), words("deux"))),
        Quote(words("Nos mots"), "Nantes"),
        Table("Tableau", ("Code",), ((words("A1"),),)),
        Figure(SVG, 'Deux "barres" & plus', "Figure 1"),
    ),
    notes={"n": words("Une parole")},
)


def template(*lines: str) -> bytes:
    made, file = docx.Document(), io.BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.save(file)
    return file.getvalue()


def _words(packed: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(packed)).paragraphs)


def test_every_word_of_a_document_finds_its_place_as_it_was_written():
    made = fill(template("{{ titre }}", *BLOCKS), values_of(DOCUMENT))
    told = _words(made)
    assert "Stratégie <de> l’ESS & {{ 7*7 }}" in told
    assert "paragraphe 0 Un constat[1]" in told
    assert "citation 0 Nos mots Nantes" in told
    assert "un, deux" in told
    assert "A1;" in told
    assert "1 = Une parole" in told
    assert set(values_of(DOCUMENT)) == set(NAMES)


def test_the_example_holds_all_of_a_document_with_its_pictures():
    made = docx.Document(io.BytesIO(fill(example(), values_of(DOCUMENT))))
    told = {one.text: one.style.name for one in made.paragraphs}
    assert told["Enjeu"] == "Heading 1"
    assert (told["un"], told["Nos mots"]) == ("List Bullet", "Quote")
    assert "1. Une parole" in told
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [["Code"], ["A1"]]
    (picture,) = made.inline_shapes
    assert picture._inline.docPr.get("descr") == 'Deux "barres" & plus'
    assert not any("{" in text for text in told if "7*7" not in text)


def test_the_same_words_give_the_same_bytes_without_the_moment():
    made = [fill(template("{{ titre }}"), values_of(DOCUMENT)) for _again in range(2)]
    assert made[0] == made[1]
    days = {one.date_time for one in zipfile.ZipFile(io.BytesIO(made[0])).infolist()}
    assert days == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{{ nom_inconnu }}", TemplateFault.UNKNOWN_NAME),
        ("{{ titre.__class__.__mro__ }}", TemplateFault.NOT_ALLOWED),
        ("{{ blocs.append(1) }}", TemplateFault.NOT_ALLOWED),
        ("{{ blocs[-1].image._draw }}", TemplateFault.NOT_ALLOWED),
        ("{% for a in blocs %}", TemplateFault.SYNTAX),
        ("{% include '/etc/passwd' %}", TemplateFault.FAILED),
        ("{% for i in range(10**9) %}{% endfor %}", TemplateFault.FAILED),
        ("{{ 1/0 }}", TemplateFault.FAILED),
    ],
)
def test_what_a_template_may_not_do_is_told(line, fault):
    with pytest.raises(TemplateRefused) as refused:
        fill(template(line), values_of(DOCUMENT))
    assert refused.value.fault is fault


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7", b"hello"])
def test_what_is_no_docx_is_refused(content):
    with pytest.raises(TemplateRefused) as refused:
        fill(content, {})
    assert refused.value.fault is TemplateFault.NOT_A_DOCX


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            TemplateFault.TOO_SLOW,
        ),
        ("{{ 'x' * (2 * 10**9) }}", TemplateFault.TOO_GREEDY),
    ],
)
def test_a_template_that_never_ends_or_wants_all_memory_is_stopped(tmp_path, line, fault):
    path = tmp_path / "template.docx"
    path.write_bytes(template(line))
    with pytest.raises(TemplateRefused) as refused:
        filled_apart(path, values_of(DOCUMENT), seconds=2)
    assert refused.value.fault is fault


def test_a_template_is_filled_in_apart(tmp_path):
    path = tmp_path / "template.docx"
    path.write_bytes(template("{{ titre }}"))
    assert "Stratégie" in _words(filled_apart(path, values_of(DOCUMENT)))


def test_what_is_made_fetches_nothing_from_elsewhere_when_it_is_opened():
    made, file = docx.Document(), io.BytesIO()
    made.add_paragraph("{{ titre }}")
    attached = made.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).relate_to(
        "https://elsewhere.example/t.dotm", ATTACHED, is_external=True
    )
    element = OxmlElement("w:attachedTemplate")
    element.set(qn("r:id"), attached)
    made.settings.element.append(element)
    made.part.relate_to("https://elsewhere.example", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made.save(file)
    told = zipfile.ZipFile(io.BytesIO(fill(file.getvalue(), values_of(DOCUMENT))))
    assert all(b"t.dotm" not in told.read(name) for name in told.namelist())
    assert "attachedTemplate" not in told.read("word/settings.xml").decode()
    picture = "https://elsewhere.example/seen.png"
    made.part.relate_to(picture, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    made.save(file := io.BytesIO())
    with pytest.raises(TemplateRefused) as refused:
        fill(file.getvalue(), values_of(DOCUMENT))
    assert (refused.value.fault, refused.value.detail) == (TemplateFault.NOT_ALLOWED, picture)
