import csv
import io
import re
import secrets
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa

from app.ideas import posting as po
from app.models import *
from tests.factories import *
from tests.posting import OpenBox
from tests.submissions import Calling

BAD = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "a\r\nBcc: x@y.z",
    "\u202eevil\u2066x",
    "\u200b\u200b",
    "x\x00y",
    "\ud800",
    "😀👩‍👩‍👧",
    "<script>alert(1)</script>",
    "{{7*7}}${7*7}",
    "A" * 1_000_000,
    "{code} {lien}",
    "]]>",
    "\x0b\x0c\x1b[31m",
    "\ufffe\uffff",
    "[x](javascript:alert(1))",
    "![i](http://evil/x.png)",
    "#set page(1)",
    "e\u0301" * 50,
]


@pytest.fixture
def box(app, session):
    return OpenBox(app, session)


def enc(d):
    from urllib.parse import quote_plus

    return "&".join(f"{k}={quote_plus(v.encode('utf-8', 'surrogatepass'))}" for k, v in d.items())


def P(c, u, d):
    return c.post(u, data=enc(d), content_type="application/x-www-form-urlencoded")


def test_ideas(app, session, client, box, monkeypatch, sign_in):
    monkeypatch.setattr(po, "MOST_A_DAY", 10**6)
    out = []
    for b in BAD:
        for f in (
            "title",
            "text",
            "question",
            "signature",
            "territory",
            "kind",
            "theme",
            "key",
            "shown",
            "website",
        ):
            r = P(
                client,
                f"{box.home}/new",
                box.fields(
                    **{f: b, "title": b if f == "title" else "Titre simple " + secrets.token_hex(3)}
                ),
            )
            if r.status_code not in (302, 422):
                out.append((f, b[:20], r.status_code))
            client.delete_cookie("sillage_device")
    ideas = box.ideas()
    print("ideas", len(ideas))
    for i in ideas:
        if any(c in i.contribution.title + i.signature + i.territory for c in "\n\r\u202e\x00"):
            out.append(("stored", repr(i.contribution.title), repr(i.signature), repr(i.territory)))
    session.execute(sa.update(Contribution).values(state="published"))
    session.commit()
    r = client.get(f"{box.home}/ideas.csv")
    t = r.get_data(as_text=True)
    for row in csv.reader(
        io.StringIO(t.lstrip("\ufeff")), delimiter=";" if ";" in t.splitlines()[0] else ","
    ):
        for c in row:
            if c[:1] in "=+-@\t\r" and c:
                out.append(("csv", c[:30]))
    for u in ("/feed.atom", "/ideas/IDEES/feed.atom"):
        r = client.get(box.root + u)
        ElementTree.fromstring(r.data)
        assert "javascript" not in r.headers.get("content-type")
    for u in ("/ideas/IDEES", "/ideas/IDEES?order=supported", "/ideas/IDEES/votes"):
        r = client.get(box.root + u)
        assert r.status_code == 200
        if (
            "<script>alert" in r.text
            or 'href="javascript' in r.text
            or '<img src="http://evil' in r.text
        ):
            out.append(("xss", u))
    for b in BAD[:-2]:
        for u in (
            "/ideas/IDEES?q=",
            "/ideas/IDEES?theme=",
            "/ideas/IDEES?order=",
            "/ideas/IDEES?territory=",
            "/ideas/IDEES?after=",
            "/ideas/IDEES/similar?title=",
            "/submissions?q=",
            "/ideas/IDEES/feed.atom?x=",
            "/mine?after=",
            "/ideas/IDEES/votes?idea=",
        ):
            from urllib.parse import quote

            r = client.get(box.root + u + quote(b[:2000].encode("utf-8", "surrogatepass")))
            if r.status_code >= 500:
                out.append((u, b[:15], r.status_code))
    i = ideas[0]
    for b in BAD:
        for f in ("text", "signature", "key", "shown"):
            r = P(
                client,
                f"{box.home}/{i.id}/comments",
                {**box.fields(), "text": "bon commentaire", "signature": "", f: b},
            )
            if r.status_code not in (302, 422):
                out.append(("com", f, b[:20], r.status_code))
        for u, d in (
            (f"{box.home}/{i.id}/support", {"wanted": b, "back": b}),
            (f"{box.home}/votes", {"idea": b, "judgement": b}),
            (f"{box.root}/receipts", {"code": b}),
            (f"{box.root}/subscriptions", {"email": b, "everything": b}),
            (f"{box.root}/subscriptions/receipt", {"email": b, "code": b}),
            (f"{box.root}/subscriptions", {"email": f"a{b}@x.fr", "everything": "each"}),
        ):
            r = P(client, u, d)
            if r.status_code >= 500:
                out.append((u, b[:20], r.status_code))
            if "evil" in r.headers.get("Location", ""):
                pass
    for back in (
        "//evil.com",
        "/\\evil.com",
        "https://evil.com",
        "/%09/evil.com",
        "/\t/evil.com",
        "javascript:alert(1)",
        "/./\\evil",
    ):
        r = P(client, f"{box.home}/{i.id}/support", {"wanted": "yes", "back": back})
        print(back, r.status_code, r.headers.get("Location"))
    st = sign_in(box.consultation, Role.STEWARD)
    for b in BAD:
        for u, d in (
            (
                f"{box.root}/idea-boxes/new",
                {"title": b, "framing": b, "questions": b, "added": b, "is_published": "y"},
            ),
            (f"{box.root}/charter/edit", {"text": b, "time": b, "retention_days": b}),
            (f"{box.root}/newsletters/new", {"title": b, "text": b, "key": b}),
            (f"{box.home}/{i.id}/answer", {"verdict": "kept", "reason": b, "key": b}),
            (f"{box.home}/{i.id}/group", {"idea": b}),
            (
                f"{box.root}/moderation/{i.contribution_id}/redact",
                {"words": b, "seen": b, "found": b},
            ),
            (
                f"{box.root}/moderation/{i.contribution_id}/reject",
                {"reason": b, "message": b, "seen": b},
            ),
        ):
            r = P(st, u, d)
            if r.status_code >= 500:
                out.append(("st", u[-30:], b[:20], r.status_code))
    session.rollback()
    for n in session.scalars(sa.select(Notice)):
        if n.title and re.search(r"[\r\n]", n.title):
            out.append(("newsletter", n.title))
    print(*out, sep="\n")
    assert not out


def test_sub(app, session, client):
    c = Calling(app, session)
    out = []
    for b in BAD:
        for f in (
            "title",
            "organisation",
            "signature",
            "territory",
            "text",
            "key",
            "kind",
            "speaks_for",
            "may_be_published",
        ):
            r = P(client, f"{c.home}/new", c.fields(**{"key": secrets.token_hex(20), f: b}))
            if r.status_code not in (302, 422):
                out.append((f, b[:20], r.status_code))
    session.rollback()
    for s in session.scalars(sa.select(Submission)):
        if any(x in s.title + s.signature + s.on_behalf_of for x in "\n\r\u202e\x00"):
            out.append(("stored", s.title))
    print(*out, sep="\n")
    assert not out
