"""Projects with the habits of other programs are laid on the excerpts of the corpus."""

from __future__ import annotations

import uuid

import pytest

from app.models import CodingStance, Nature
from app.themes.exchange.placing import NO_EXCERPT, NO_TEXT, OUTSIDE, UNKNOWN_TEXT, compared
from app.themes.exchange.qdpx.reading import read_project
from app.themes.exchange.texts import Text, Texts, digest_of
from tests.unit.themes.exchange.projects import CODES, archive, qde, text_source

SAID = "Été 🚆 ici.\nDes trains.\nDes vélos 🚲 aussi."
WORDS = ("Été 🚆 ici.", "Des trains.", "Des vélos 🚲 aussi.")
EXCERPTS = [uuid.UUID(int=number) for number in (1, 2, 3)]


def _texts(said: str = SAID, contribution: uuid.UUID | None = None) -> Texts:
    spans = {
        (said.index(words), said.index(words) + len(words)): excerpt_id
        for words, excerpt_id in zip(WORDS, EXCERPTS, strict=True)
    }
    text = Text(contribution or uuid.UUID(int=9), digest_of(said), spans)
    found = Texts({text.id: text})
    found.by_digest[text.digest].append(text)
    return found


def _spans(text: str, units=len) -> list[tuple[int, int]]:
    """The last two excerpts, as a program counts them in its text."""
    return [
        (units(text[: text.index(words)]), units(text[: text.index(words) + len(words)]))
        for words in WORDS[1:]
    ]


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


CRLF = SAID.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("data", "spans"),
    [
        (SAID.encode(), _spans(SAID)),
        (CRLF.encode(), _spans(CRLF)),
        (CRLF.encode(), _spans(SAID)),
        (SAID.encode(), _spans(CRLF)),
        (SAID.encode(), _spans(SAID, _utf16)),
        (CRLF.encode("utf-8-sig"), _spans(CRLF, _utf16)),
        (SAID.encode("utf-8-sig"), _spans("\ufeff" + SAID)),
        (SAID.encode("utf-16"), _spans(SAID, _utf16)),
    ],
    ids=["standard", "crlf", "crlf as one", "lf as two", "utf-16", "all", "bom", "in utf-16"],
)
def test_positions_are_found_however_they_were_counted(app_words, data, spans):
    inside = CODES + text_source("internal://A.TXT", *spans)
    found = compared(read_project(archive(qde(inside), {"Sources/a.txt": data})), _texts())
    assert sorted(found.given) == EXCERPTS[1:]
    assert not any(one.is_near for one in found.given.values())
    assert not found.left.counts


def test_identifiers_are_known_in_capitals_and_braces(app_words):
    """NVivo and ATLAS.ti write them in capitals; a code stands in another case than its use."""
    mine = uuid.UUID("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
    guid = f"{{{str(mine).upper()}}}"
    inside = CODES + text_source("relative://a.txt", *_spans(SAID), code="c1", guid=guid)
    project = read_project(archive(qde(inside), {"sources/a.txt": SAID.encode()}))
    texts = _texts(contribution=mine)
    texts.by_digest.clear()
    assert len(compared(project, texts).given) == 2


def test_a_category_and_the_code_that_mirrors_it_are_one_theme(app_words):
    """QualCoder made a category and a code of its name for a code that has others below it."""
    codes = (
        "<CodeBook><Codes><Code guid='A' name='Rail' isCodable='false'>"
        "<Code guid='B' name='Rail'/><Code guid='C' name='Gares'/></Code></Codes></CodeBook>"
    )
    inside = codes + text_source("internal://a.txt", *_spans(SAID)[:1], code="B")
    project = read_project(archive(qde(inside), {"sources/a.txt": SAID.encode()}))
    found = compared(project, _texts())
    assert [one.path for one in found.codes] == [("Rail",), ("Rail", "Gares")]
    assert found.given[EXCERPTS[1]].codes == {"a"}


def test_nature_and_position_are_known_by_name_when_a_program_gave_them_other_identifiers(
    app_words,
):
    codes = (
        "<CodeBook><Codes><Code guid='N' name='Nature' isCodable='false'>"
        "<Code guid='N1' name='need'/></Code><Code guid='P' name='Position'>"
        "<Code guid='P1' name='Against'/></Code></Codes></CodeBook>"
    )
    first = text_source("internal://a.txt", *_spans(SAID)[:1], code="N1")
    inside = codes + first.replace("</Coding>", "<CodeRef targetGUID='P1'/></Coding>")
    project = read_project(archive(qde(inside), {"sources/a.txt": SAID.encode()}))
    found = compared(project, _texts())
    assert found.codes == ()
    given = found.given[EXCERPTS[1]]
    assert (given.nature, given.stance) == (Nature.NEED, CodingStance.AGAINST)


def test_more_than_half_of_an_excerpt_is_near_and_the_rest_is_said(app_words):
    start, end = _spans(SAID)[0]
    spans = [(start, end - 3), (end - 2, end), (start, 9999)]
    inside = CODES + text_source("internal://a.txt", *spans)
    more = "<TextSource guid='X' name='Autre'><PlainTextContent>Inconnu</PlainTextContent>"
    more += "<Coding guid='k'><CodeRef targetGUID='C1'/></Coding></TextSource>"
    more += "<TextSource guid='D' name='Mis en page' richTextPath='internal://d.docx'/>"
    inside = inside.replace("</Sources>", f"{more}<PictureSource guid='Y'/></Sources>")
    project = read_project(archive(qde(inside), {"sources/a.txt": SAID.encode()}))
    found = compared(project, _texts())
    assert {key: one.is_near for key, one in found.given.items()} == {EXCERPTS[1]: True}
    assert found.left.counts == {NO_EXCERPT: 1, OUTSIDE: 1, UNKNOWN_TEXT: 1, NO_TEXT: 2}
