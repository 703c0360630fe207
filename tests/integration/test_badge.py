"""The badge and the card: what other sites may show, and nothing else of this one."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.factories import ConsultationFactory, IdeaBoxFactory, idea_of


def test_other_sites_show_the_badge_and_no_other_page(session, client):
    box = IdeaBoxFactory()
    idea_of(box)
    consultation = session.get_one(type(ConsultationFactory()), box.activity.consultation_id)
    consultation.title = "Démarche <b>&amp;"
    hidden = ConsultationFactory(state="draft")
    session.commit()
    home = f"/consultations/{consultation.slug}"

    for name in ("badge.svg", "badge.html", "card.png"):
        answer = client.get(f"{home}/badge/{name}")
        assert answer.status_code == 200
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Set-Cookie" not in answer.headers
        tag = {"If-None-Match": answer.headers["ETag"]}
        assert client.get(f"{home}/badge/{name}", headers=tag).status_code == 304
        assert client.get(f"/consultations/{hidden.slug}/badge/{name}").status_code == 404
    assert answer.data.startswith(b"\x89PNG")
    assert answer.data[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)
    drawn = ElementTree.fromstring(client.get(f"{home}/badge/badge.svg").data)
    assert consultation.title in "".join(drawn.itertext())
    assert "1 contribution" in "".join(drawn.itertext())

    page = client.get(f"{home}/badge")

    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert 'property="og:image" content="http' in page.text
    assert f'{home}/badge/card.png"' in page.text
    assert "&lt;iframe" in page.text
