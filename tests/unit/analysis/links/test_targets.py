from pathlib import Path

import pytest

from analysis import AnalysisError, Target
from analysis.links.targets import read_targets

STAKES = """
source: un document
enjeux:
- code: E1
  label: Faire connaître
  constats:
  - manque de visibilité
  besoins:
    Formation: des bénévoles
    Appui: aux dirigeants
  objectifs:
  - code: O1
    label: Parler aux jeunes
  - code: O2
    label: Former les bénévoles
- code: E2
  label: Financer
  objectifs:
  - code: O3
    label: Trouver des prêts
themes:
- code: T1
  label: ce qui n'est pas un objectif
"""

AXES = """
axes:
- code: A1
  label: Accompagner
  orientations:
  - code: A1.1
    label: Garantir la qualité
    objectifs:
    - code: O1
      label: Soutenir la création
- code: A2
  label: Mailler
  objectifs:
  - code: O2
    label: Rencontrer les communes
"""


def written(folder: Path, content: str, name: str = "strategy.yaml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_objectives_under_stakes_carry_findings_and_needs(tmp_path: Path) -> None:
    first, second, third = read_targets(written(tmp_path, STAKES))
    assert first == Target(
        "O1",
        "Parler aux jeunes",
        "E1",
        "Faire connaître. manque de visibilité. Formation des bénévoles. Appui aux dirigeants",
    )
    assert (second.code, second.parent) == ("O2", "E1")
    assert third == Target("O3", "Trouver des prêts", "E2", "Financer")


def test_objectives_under_axes_carry_the_orientation(tmp_path: Path) -> None:
    first, second = read_targets(written(tmp_path, AXES, "s.yml"))
    assert first == Target("O1", "Soutenir la création", "A1.1", "Accompagner. Garantir la qualité")
    assert second == Target("O2", "Rencontrer les communes", "A2", "Mailler")


def test_a_table_gives_targets_with_the_titles_above_them(tmp_path: Path) -> None:
    content = "code,title,parent\nE,Transports,\nO1,Vélo,E\nO2,École,Enfance\n"
    assert read_targets(written(tmp_path, content, "t.csv")) == [
        Target("E", "Transports"),
        Target("O1", "Vélo", "E", "Transports"),
        Target("O2", "École", "Enfance", "Enfance"),
    ]


def test_targets_that_are_their_own_parents_do_not_loop(tmp_path: Path) -> None:
    content = "code,title,parent\na,Un,b\nb,Deux,a\n"
    first, _ = read_targets(written(tmp_path, content, "t.csv"))
    assert first.context == "Deux. Un"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("enjeux: [", "not valid YAML"),
        ("[" * 2000, "not valid YAML"),
        ("- a\n- b", "no objective"),
        ("", "no objective"),
        ("enjeux: 3", "'enjeux' is not a list"),
        ("enjeux:\n- code: E1\n", "no code or no label"),
        ("enjeux:\n- code: E1\n  label: x\n  objectifs: [a]\n", "'objectifs' is not a list"),
        ("a: !!python/object:os.system x", "not valid YAML"),
        ("a: 2016-13-45", "not valid YAML"),
    ],
)
def test_what_is_no_strategy_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        read_targets(written(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code,titre\na,b\n", "no column 'title'"),
        ("code,title\n", "holds no target"),
    ],
)
def test_a_table_without_targets_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        read_targets(written(tmp_path, content, "t.csv"))
