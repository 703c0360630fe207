from __future__ import annotations

from app.strategy.versions.differences import Change, changes_of


def _content(*lines: tuple[str, str, str | None, str]) -> dict:
    return {
        "nodes": [
            {
                "id": id_,
                "code": code,
                "parent": parent,
                "title": title,
                "text": "",
                "kind_label": "objectif",
            }
            for id_, code, parent, title in lines
        ]
    }


def test_lines_are_compared_by_what_they_are_and_not_by_their_code():
    before = _content(
        ("a", "1", None, "Former"), ("b", "2", None, "Aider"), ("c", "3", "1", "Lier")
    )
    after = _content(
        ("a", "1", None, "Former les élus"), ("d", "2", None, "Loger"), ("c", "4", "1", "Lier")
    )
    changes = {one.code + one.change: one for one in changes_of(before, after)}
    assert set(changes) == {"1changed", "2added", "4changed", "2gone"}
    assert [(one.kind, one.text) for one in changes["1changed"].title] == [
        ("kept", "Former"),
        ("added", " les élus"),
    ]
    assert (changes["4changed"].is_moved, changes["4changed"].was) == (True, "3")
    assert not changes["1changed"].is_moved
    assert changes["2gone"].change is Change.GONE
    assert changes_of(after, after) == []
