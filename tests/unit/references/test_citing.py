from __future__ import annotations

import datetime as dt

import pytest
from markupsafe import Markup

from app.models import ReferenceKind
from app.references import citing
from app.references.citing import Style, cite, cite_all
from tests.unit.references.described import book

SOLIDAIRE = book(
    "Le développement solidaire",
    "BIOTEAU, Emmanuel (dir.)\nFÉNIÈS-DUPONT, Karine (dir.)",
    publisher="Presses universitaires de Rennes",
    place="Rennes",
    year="2015",
)
ARTICLE = book(
    "Un article : « essai »",
    "Dupont, Jean-Luc\nMartin, Anne\nRoy, Luc",
    kind=ReferenceKind.ARTICLE,
    container="RECMA",
    volume="12",
    issue="3",
    pages="12-25",
    year="2014",
)
UNDATED = book(
    "25 propositions",
    "CRESS des Pays de la Loire",
    kind=ReferenceKind.REPORT,
    year="[s. d.]",
    url="https://x.example/a?b=1&c=2",
    accessed_on=dt.date(2016, 4, 3),
)
LAW = book("Loi n° 2014-856 du 31 juillet 2014", kind=ReferenceKind.LAW, year="2014")
CHAPTER = book(
    "Un chapitre",
    "Dupont, Jean\nMartin, Anne (dir.)",
    kind=ReferenceKind.CHAPTER,
    container="Le livre",
    pages="12-25",
    publisher="PUR",
    year="2014-2015",
)


def _text(described, style=Style.APA) -> str:
    return cite(described, style).striptags().replace("\u2011", "-").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("described", "apa"),
    [
        (
            SOLIDAIRE,
            "Bioteau, E., et Féniès-Dupont, K. (dir.). (2015). Le développement solidaire. "
            "Presses universitaires de Rennes.",
        ),
        (
            ARTICLE,
            "Dupont, J.-L., Martin, A., et Roy, L. (2014). Un article : « essai ». RECMA, "
            "12(3), 12-25.",
        ),
        (
            UNDATED,
            "CRESS des Pays de la Loire. (s. d.). 25 propositions. Consulté le 3 avril 2016, à "
            "l’adresse https://x.example/a?b=1&c=2",
        ),
        (LAW, "Loi n° 2014-856 du 31 juillet 2014. (2014)."),
        (
            CHAPTER,
            "Dupont, J. (2014–2015). Un chapitre. Dans A. Martin (dir.), Le livre (p. 12-25). PUR.",
        ),
    ],
)
def test_apa_is_written_in_french(described, apa):
    assert _text(described) == apa


@pytest.mark.parametrize(
    ("described", "iso"),
    [
        (
            SOLIDAIRE,
            "BIOTEAU, Emmanuel et FÉNIÈS-DUPONT, Karine (dir.), 2015. Le développement "
            "solidaire. Rennes : Presses universitaires de Rennes.",
        ),
        (
            ARTICLE,
            "DUPONT, Jean-Luc, MARTIN, Anne et ROY, Luc, 2014. Un article : « essai ». RECMA. "
            "Vol. 12, n° 3, pp. 12-25.",
        ),
        (LAW, "Loi n° 2014-856 du 31 juillet 2014, 2014."),
    ],
)
def test_iso_690_says_each_thing_once(described, iso):
    assert _text(described, Style.ISO) == iso


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("kind", ReferenceKind)
@pytest.mark.parametrize("authors", ["", "Dupont, Jean", "Dupont, Jean (dir.)", "INSEE\net al."])
def test_every_kind_of_document_is_cited_with_its_title_once(kind, style, authors):
    described = book("Le titre", authors, kind=kind, year="2015", container="La revue")
    text = _text(described, style)
    assert text.count("Le titre") == 1
    assert "2015" in text
    assert not {".. ", ". .", "et et", " ,"} & {text[n : n + 3] for n in range(len(text))}
    assert "et al.." not in text


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("kind", ReferenceKind)
def test_whatever_a_document_is_called_is_text_in_the_page(kind, style):
    hostile = '<script>alert(1)</script> & « x » "y" <span class="nocase">z</span> &lt;b&gt;'
    described = book(
        hostile, f"{hostile}, {hostile}", kind=kind, publisher=hostile, container=hostile
    )
    html = cite(described, style)
    assert isinstance(html, Markup)
    rest = html.replace("<i>", "").replace("</i>", "")
    assert "<" not in rest
    assert ">" not in rest
    assert hostile in html.unescape().replace("<i>", "").replace("</i>", "")


def test_signs_that_mark_italics_cannot_be_typed():
    assert cite(book("a\ue000b\ue001c\ue002d\ue003")).count("<i>") == 1


def test_a_document_that_the_style_fails_on_is_cited_plainly(monkeypatch):
    def fail(*_):
        raise KeyError("citeproc")

    monkeypatch.setattr(citing, "_render", fail)
    described = book("Titre que rien ne cite <b>", "Dupont, Jean", year="2015", publisher="PUR")
    assert cite(described) == "Dupont, Jean. <i>Titre que rien ne cite &lt;b&gt;</i>. PUR. 2015."


def test_the_same_document_is_always_cited_in_the_same_way():
    together = cite_all([SOLIDAIRE, ARTICLE, LAW, SOLIDAIRE])
    citing._cited.cache_clear()
    assert together == cite_all([SOLIDAIRE, ARTICLE, LAW, SOLIDAIRE])
    assert together[0] == together[3] == cite(SOLIDAIRE)
