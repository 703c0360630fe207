"""What the analysis must keep doing on real texts; skipped where the corpora are absent."""

from pathlib import Path

import pytest
from sklearn.metrics import adjusted_mutual_info_score

from analysis import Document, cluster
from analysis.links.targets import read_targets
from benchmarks.labelled_corpora import DEFAULT_CORPORA, clustering_tasks
from benchmarks.links import link_accuracy

REFERENCE = DEFAULT_CORPORA.parent / "reference"
needs_corpora = pytest.mark.skipif(
    not DEFAULT_CORPORA.is_dir(), reason=f"NOT CHECKED ON REAL TEXTS: {DEFAULT_CORPORA} is absent"
)
needs_strategies = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason=f"NOT CHECKED ON REAL STRATEGIES: {REFERENCE} is absent"
)


@needs_corpora
@pytest.mark.parametrize(("number", "least"), [(0, 0.40), (1, 0.40), (2, 0.38), (3, 0.20)])
def test_themes_agree_with_those_that_people_made(number: int, least: float) -> None:
    task = clustering_tasks(DEFAULT_CORPORA)[number]
    documents = [Document(str(row), text) for row, text in enumerate(task.texts)]
    result = cluster(documents, themes=task.groups, remade=False)
    theme = {placed.id: placed.theme for placed in result.documents}
    found = [theme[str(row)] or "none" for row in range(len(task.texts))]
    assert adjusted_mutual_info_score(task.labels, found) >= least


@needs_corpora
def test_examples_make_links_better() -> None:
    task = clustering_tasks(DEFAULT_CORPORA)[1]
    without, with_them = (link_accuracy(task, examples, seed=0) for examples in (0, 100))
    assert without >= 0.38
    assert with_them >= without + 0.1


@needs_strategies
@pytest.mark.parametrize(
    ("name", "objectives", "last", "parent"),
    [("sress-2016.yaml", 15, "O15", "E3"), ("sress-2022.yaml", 14, "O14", "A2.2")],
)
def test_both_strategies_are_read(name: str, objectives: int, last: str, parent: str) -> None:
    targets = read_targets(Path(REFERENCE / name))
    assert len(targets) == objectives
    assert (targets[-1].code, targets[-1].parent) == (last, parent)
    assert all(target.title and target.context for target in targets)
