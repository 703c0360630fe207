"""Files that are meant to harm whoever reads them: the platform, or the people it shows them to."""

from __future__ import annotations

import io
import re
import zipfile
from urllib.parse import quote

import odfdo
import openpyxl
import pytest

from tests.security.attacked import Attacked
from tests.security.outsider import HOST, SITE
from tests.security.payloads import PATHS
from tests.unit.documents.making import changed, docx_paragraphs, odt_bytes, pdf_bytes, zipped

LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
MOST_SECONDS, MOST_MEMORY = 4.0, 100 * 2**20
"""Of a processor; bytes."""


def _declaring(data: bytes, part: str, declared: bytes) -> bytes:
    def after(xml: bytes) -> bytes:
        end = xml.index(b"?>") + 2 if b"?>" in xml else 0
        return xml[:end] + declared + xml[end:]

    return changed(data, xml=(part, after))


def _sheet() -> bytes:
    made, output = openpyxl.Workbook(), io.BytesIO()
    made.active["A1"] = "Note"
    made.save(output)
    return output.getvalue()


def _zip(*entries: tuple[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return output.getvalue()


def _lying(data: bytes) -> bytes:
    """A directory that tells one byte for each part."""
    at = 0
    changed_data = bytearray(data)
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        changed_data[at + 24 : at + 28] = (1).to_bytes(4, "little")
        at += 4
    return bytes(changed_data)


def _many_entries() -> bytes:
    return _zip(*((f"{number}.xml", b"") for number in range(20_000)))


WORD = docx_paragraphs("Dit.")
HOSTILE = {
    "laughs.docx": lambda: _declaring(WORD, "word/document.xml", LAUGHS),
    "file.docx": lambda: _declaring(WORD, "word/document.xml", FILE),
    "styles.docx": lambda: _declaring(WORD, "word/styles.xml", LAUGHS),
    "laughs.odt": lambda: _declaring(odt_bytes(odfdo.Paragraph("Dit")), "content.xml", LAUGHS),
    "laughs.xlsx": lambda: _declaring(_sheet(), "xl/workbook.xml", LAUGHS),
    "bomb.docx": lambda: _zip(("word/document.xml", b"0" * 60_000_000)),
    "leaves.docx": lambda: zipped({"../../etc/cron.d/x": b"x", "word/document.xml": b"<x/>"}),
    "many.docx": _many_entries,
    "lying.docx": lambda: _lying(_zip(("word/document.xml", b"0" * 30_000_000))),
    "nested.docx": lambda: _zip(("word/document.xml", _zip(("a", b"0" * 10_000_000)))),
    "cut.docx": lambda: WORD[: len(WORD) // 2],
    "bomb.pdf": lambda: pdf_bytes()[:-40] + b"%" * 5_000_000,
    "pages.pdf": lambda: b"%PDF-1.7\n1 0 obj<</Type/Pages/Count 2000000000/Kids[1 0 R]>>endobj\n",
    "png.docx": lambda: (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff" + b"\0" * 99
    ),
}
"""Made when they are sent."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a24_a25_a_hostile_document_is_refused_soon_and_costs_little(
    attacked: Attacked, name: str
) -> None:
    """ASVS 12.1.1, 12.1.2, 5.5.2: within seconds, without memory, and the server lives."""
    steward = attacked.person("steward")
    steward.csrf_token()
    before, content = attacked.memory, HOSTILE[name]()
    page = f"{attacked.home}/documents/new?activity=AUDITION"
    begun = attacked.processor
    sent = steward.post(page, {"kind": "minutes"}, files={"file": (name, content, "")})
    assert sent.status in (302, 413, 422)
    most = attacked.memory
    if sent.status == 302:
        document = re.search(r"documents/([0-9a-f-]{36})", sent.location)
        assert document
        where = f"{attacked.home}/documents/{document[1]}"

        def state() -> str:
            nonlocal most
            most = max(most, attacked.memory)
            statement = "SELECT state FROM document WHERE id = :id"
            found = attacked.query(statement, id=attacked.written_id(document[1]))
            return str(found[0][0])

        attacked.wait_for(lambda: state() != "reading", 120)
        assert state() == "refused"
        assert "root:x:" not in steward.get(where).text
    assert attacked.processor - begun < MOST_SECONDS
    assert most - before < MOST_MEMORY
    assert steward.get("/readyz").status == 200


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml"),
        ("x.html", b"<script>alert(1)</script>", "text/html"),
        ("x.txt", b"<html><script>alert(1)</script>", "text/html"),
        ("x.pdf", b"%PDF-1.4 <script>alert(1)</script>", "application/pdf"),
        ("x.md", b"[a](javascript:alert(1))", "text/markdown"),
        ("gif.docx", b"GIF89a/*<script>*/=1;alert(1)//", "image/gif"),
        ('x".html;a="b.txt', b"Dit.", "text/html"),
        ("../../../x.txt", b"Dit.", "text/plain"),
    ],
)
def test_a04_what_was_sent_is_given_back_as_a_file_and_never_shown(
    attacked: Attacked, name: str, content: bytes, kind: str
) -> None:
    """ASVS 12.3.1, 12.4.1, 12.5.2, 14.4.2, 14.4.4."""
    steward = attacked.person("steward")
    page = f"{attacked.home}/documents/new?activity=AUDITION"
    sent = steward.post(page, {"kind": "minutes"}, files={"file": (name, content, kind)})
    assert sent.status in (302, 422)
    if sent.status == 302:
        back = steward.get(sent.location.split("?")[0].split("#")[0] + "/original")
        if back.status == 200:
            assert back.body == content
            assert back.headers["content-disposition"].startswith("attachment")
            assert "html" not in back.headers["content-type"]
            assert "svg" not in back.headers["content-type"]
            assert back.headers["x-content-type-options"] == "nosniff"
            assert "\n" not in back.headers["content-disposition"]
            assert "/" not in back.headers["content-disposition"].split("''")[-1]


def test_a26_too_many_parts_and_a_part_that_does_not_end(attacked: Attacked) -> None:
    """ASVS 12.1.1, 13.1.x: CVE-2023-25577 and CVE-2023-46136; the server answers the next one."""
    steward = attacked.person("steward")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    begun = attacked.processor
    answer = steward.send("POST", f"{attacked.home}/imports/new", part * 1001 + b"--x--", kind)
    assert answer.status == 413
    endless = part[:-4] + b"\r\n\r\n\r" + b"a" * 8_000_000
    answer = steward.send("POST", f"{attacked.home}/imports/new", endless, kind)
    assert answer.status in (400, 413)
    fields = b"&".join(b"f%d=1" % number for number in range(200_000))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert steward.send("POST", "/sign-in", fields, form).status in (400, 413)
    long = b"email=" + b"x" * 6_000_000
    assert steward.send("POST", "/sign-in", long, form).status in (400, 413)
    assert attacked.processor - begun < 10
    assert steward.get("/readyz").status == 200


def test_a26_bodies_that_lie_about_themselves(attacked: Attacked) -> None:
    """ASVS 13.1.5, 5.1.4: kinds, encodings and JSON that no page of ours sends."""
    batch = next(one["held"] for one in attacked.rules("POST") if "batch" in one["endpoint"])
    visitor = attacked.visitor()
    token = {"X-CSRFToken": visitor.csrf_token()}
    for kind, body in (
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"items": ' + b'{"a":' * 5000),
        ("application/json", b"null"),
        ("application/json", b'{"items": [1, null, {}, []]}'),
        ("application/json", b"\xff\xfe"),
        ("text/xml", LAUGHS + b"<x>&d;</x>"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-script+AD4-"),
        ("multipart/form-data", b"x"),
        ("", b"\0" * 1000),
    ):
        answer = visitor.send("POST", batch, body, {"Content-Type": kind, **token})
        assert 400 <= answer.status < 500, (kind, body[:30])


@pytest.mark.parametrize("path", PATHS)
def test_a29_no_name_and_no_identifier_leaves_its_folder(attacked: Attacked, path: str) -> None:
    """ASVS 12.3.1, 12.3.2: static files, exports, definitions, codes, identifiers."""
    steward = attacked.person("steward")
    desk = f"{attacked.home}/questionnaire-desk/{attacked.plan['ids']['questionnaire_code']}"
    told = path if "%" in path else quote(path, safe="/.")
    for place in (
        f"/static/{told}",
        f"/bootstrap/static/{told}",
        f"{attacked.home}/exports/{told}.csv",
        f"{attacked.home}/conferences/{told}",
        f"{attacked.home}/documents/{told}/original",
        f"{desk}/results/{told}.csv",
        f"{desk}/versions/{told}.yaml",
        f"/consultations/{told}",
    ):
        answer = steward.get(place)
        assert answer.status in (301, 302, 308, 400, 404), place
        assert "root:x:" not in answer.text
        assert answer.location.removeprefix(SITE).startswith(("", "/")), answer
        assert HOST not in answer.location or answer.location.startswith(SITE)
