import copy
import json
from dataclasses import replace

import pytest

from analysis import AnalysisError, Campaign, ClusterResult, Document, cluster
from analysis.manifest import METHOD_VERSION
from analysis.verifying.result_prints import result_prints, voices_print
from analysis.verifying.verification import Columns, manifest_from, manifest_of, verify
from tests.unit.analysis.french_answers import answers, numbered

DOCUMENTS = [
    replace(one, respondent=f"voice {n % 7}", channel="atelier" if n % 3 else "questionnaire")
    for n, one in enumerate(numbered(*(text for _, text in answers(per_subject=6))))
]


@pytest.fixture(scope="module")
def result() -> ClusterResult:
    return cluster(DOCUMENTS, themes=3, seed=5)


@pytest.fixture(scope="module")
def content(result: ClusterResult) -> dict[str, object]:
    """As a file gives it back."""
    found: dict[str, object] = json.loads(
        json.dumps(manifest_of(result, DOCUMENTS, Columns("text")))
    )
    return found


def renamed(documents: list[Document]) -> list[Document]:
    return [
        replace(one, id=f"x{n}", respondent=f"nobody {one.respondent}")
        for n, one in enumerate(reversed(documents))
    ]


def test_a_result_is_the_same_under_other_names_and_in_another_order(
    content: dict[str, object],
) -> None:
    verdict = verify(manifest_from(content, "m.json"), renamed(DOCUMENTS))
    assert (verdict.same, verdict.sentences) == (True, ())


def test_a_text_more_is_told_without_an_analysis(content: dict[str, object]) -> None:
    verdict = verify(manifest_from(content, "m.json"), [*DOCUMENTS, Document("more", "Et encore.")])
    assert not verdict.same
    assert f"{len(DOCUMENTS)} then" in verdict.sentences[0]
    assert f"{len(DOCUMENTS) + 1} now" in verdict.sentences[0]


def test_an_encoder_that_is_not_given_is_told_without_an_analysis(
    content: dict[str, object],
) -> None:
    other = copy.deepcopy(content)
    other["settings"]["encoder"] = {"kind": "model2vec"}  # type: ignore[index]
    verdict = verify(manifest_from(other, "m.json"), DOCUMENTS)
    assert not verdict.same
    assert verdict.sentences[0] == (
        "The encoder is not that of the manifest: {'kind': 'model2vec'} then, none now."
    )


@pytest.mark.parametrize("change", [{"themes": []}, {"documents": 10**300}])
def test_a_manifest_whose_figures_were_changed_is_told(
    content: dict[str, object], change: dict[str, object]
) -> None:
    verdict = verify(manifest_from({**content, **change}, "m.json"), DOCUMENTS)
    assert not verdict.same
    assert any("manifest was changed" in sentence for sentence in verdict.sentences)


def test_themes_that_differ_and_other_versions_are_named(content: dict[str, object]) -> None:
    other = copy.deepcopy(content)
    other["result_hash"] = "0" * 64
    other["themes"][1] |= {"hash": "0" * 64, "size": 99}  # type: ignore[index]
    other["versions"]["numpy"] = "0.1"  # type: ignore[index]
    verdict = verify(manifest_from(other, "m.json"), DOCUMENTS)
    assert not verdict.same
    assert verdict.sentences[0].startswith("1 of 3 themes differ: t2 (99 texts then, ")
    assert verdict.sentences[1].startswith("Version of numpy: 0.1 then, ")


def test_other_channels_are_told_as_the_cause(content: dict[str, object]) -> None:
    other = [replace(one, channel="") for one in DOCUMENTS]
    verdict = verify(manifest_from(content, "m.json"), other)
    assert not verdict.same
    assert [sentence[:38] for sentence in verdict.sentences] == [
        "Who said what, or by which channel, is"
    ]


def test_what_differs_and_changes_nothing_is_said_of_the_same_result(
    content: dict[str, object],
) -> None:
    other = copy.deepcopy(content)
    other["versions"]["numpy"] = "0.1"  # type: ignore[index]
    verdict = verify(manifest_from(other, "m.json"), DOCUMENTS)
    assert verdict.same
    assert [sentence[:17] for sentence in verdict.sentences] == ["Version of numpy:"]


def test_who_spoke_and_how_is_part_of_the_fingerprint_but_no_name_is() -> None:
    known = voices_print(DOCUMENTS)
    assert voices_print(renamed(DOCUMENTS)) == known
    assert voices_print([replace(DOCUMENTS[0], respondent="new"), *DOCUMENTS[1:]]) != known
    assert voices_print([replace(DOCUMENTS[0], channel="idée"), *DOCUMENTS[1:]]) != known


def test_a_place_a_campaign_or_a_language_changes_its_part_of_the_fingerprint(
    result: ClusterResult,
) -> None:
    known = result_prints(result, DOCUMENTS)
    first = result.documents[0]
    moved = replace(result, documents=(first._replace(score=0.5), *result.documents[1:]))
    found = result_prints(moved, DOCUMENTS)
    assert [name for name in known.themes if known.themes[name] != found.themes[name]] == [
        first.theme
    ]
    sent = Campaign(ids=(first.id,), text="Un texte", distinct=1, voices=2)
    with_more = replace(result, campaigns=(sent,), languages={"fr": 1})
    found = result_prints(with_more, DOCUMENTS)
    assert found.themes == known.themes
    assert found.whole != known.whole
    assert {name for name in known.rest if known.rest[name] != found.rest[name]} == {
        "campaigns",
        "languages",
    }


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("kind", "something else"),
        ("settings", {"themes": 0, "seed": 0}),
        ("settings", {"themes": "auto", "seed": True}),
        ("settings", []),
        ("versions", {"analysis": "one"}),
        ("versions", {"analysis": "1.0", "numpy": 3}),
        ("documents", 1e9),
        ("corpus_hash", "short"),
        ("columns", {"text": 3}),
        ("columns", {"text": "text", "more": "than known"}),
        ("columns", None),
        ("themes", [{"id": ["t1"], "size": 1, "hash": "0" * 64}]),
        ("themes", [{"id": "t1", "size": -1, "hash": "0" * 64}]),
        ("rest", ["campaigns"]),
    ],
)
def test_a_manifest_with_nonsense_in_it_is_none(
    content: dict[str, object], where: str, value: object
) -> None:
    with pytest.raises(AnalysisError, match="is not the manifest of an analysis"):
        manifest_from({**content, where: value}, "m.json")


MAJOR, MINOR = map(int, METHOD_VERSION.split("."))


@pytest.mark.parametrize("version", [f"{MAJOR}.{MINOR + 10}", f"{MAJOR + 1}.0", "9999"])
def test_a_later_version_of_the_method_is_told_by_its_number(
    content: dict[str, object], version: str
) -> None:
    with pytest.raises(AnalysisError, match=f"version {version} of the method, later than"):
        manifest_from({**content, "versions": {"analysis": version}}, "m.json")
