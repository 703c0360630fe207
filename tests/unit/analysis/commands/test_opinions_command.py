"""`python -m analysis opinions`: both layouts of votes."""

from __future__ import annotations

import json

import pytest

from analysis.commands.main import main
from tests.unit.analysis.opinions.made_votes import STATEMENTS, camps_votes


@pytest.fixture
def files(tmp_path):
    votes = camps_votes(20)
    long = tmp_path / "long.csv"
    lines = [f"{vote.voter},{vote.statement[1:]},{vote.value}" for vote in votes]
    long.write_text("\n".join(["voter,statement,vote", *lines]), encoding="utf-8")
    said = {(vote.voter, vote.statement): str(vote.value) for vote in votes}
    names = [f"s{number:02}" for number in range(STATEMENTS)]
    rows = [
        ",".join([voter, "0", "10", *(said.get((voter, name), "") for name in names)])
        for voter in dict.fromkeys(vote.voter for vote in votes)
    ]
    header = ",".join(["participant", "group-id", "n-votes", *(name[1:] for name in names)])
    wide = tmp_path / "wide.csv"
    wide.write_text("\n".join([header, *rows]), encoding="utf-8")
    return long, wide


def test_both_layouts_give_the_same_bytes(files, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    out = [tmp_path / "a.json", tmp_path / "b.json"]
    for source, target in zip(files, out, strict=True):
        assert main(["opinions", str(source), "--output", str(target)]) == 0
    assert out[0].read_bytes() == out[1].read_bytes()
    read = json.loads(out[0].read_text(encoding="utf-8"))
    assert [one["name"] for one in read["groups"]] == ["A", "B"]
    assert len(read["members"]) == 20


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("voter,text\na,b\n", "neither the columns"),
        ("participant,group-id\na,0\n", "number of a statement"),
        ("voter,statement,vote\na,b,maybe\n", "is no vote"),
        ("voter,statement,vote\na,b,1\na,b,-1\n", "two votes"),
    ],
)
def test_what_is_no_table_of_votes_is_one_line_and_two(text, why, tmp_path, capsys):
    source = tmp_path / "votes.csv"
    source.write_text(text, encoding="utf-8")
    assert main(["opinions", str(source), "--output", str(tmp_path / "o.json")]) == 2
    said = capsys.readouterr().err
    assert why in said
    assert said.count("\n") == 1
