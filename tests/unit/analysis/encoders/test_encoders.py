import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from analysis import AnalysisError, Target, cluster, propose_links
from analysis.encoders import Encoder, open_encoder
from analysis.encoders.opening import fingerprint
from tests.unit.analysis.encoders.tiny_model import written_model
from tests.unit.analysis.french_answers import documents, numbered


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def tiny(folder: Path) -> Encoder:
    return open_encoder(folder)


def test_a_static_model_places_what_means_the_same_together(tiny: Encoder) -> None:
    rows = tiny.encode(["zorgler", "transports", "blimber", "", "inconnu"])
    assert rows.shape == (5, 8)
    assert rows.dtype == np.float64
    assert rows[0] @ rows[1] == pytest.approx(1)
    assert rows[0] @ rows[2] == pytest.approx(0)
    assert not rows[3:].any()


def test_a_view_more_links_words_that_only_the_encoder_knows(tiny: Encoder) -> None:
    texts = numbered("zorgler", "blimber")
    targets = [Target("t", "transports"), Target("e", "école")]
    assert not any(found.suggestions for found in propose_links(texts, targets).documents)
    result = propose_links(texts, targets, encoder=tiny)
    assert result.run.settings["encoder"]["fingerprint"] == tiny.fingerprint


def test_an_encoder_is_named_in_what_themes_were_made_with(tiny: Encoder) -> None:
    result = cluster(documents(per_subject=4), themes=5, encoder=tiny)
    found = result.run.settings["encoder"]
    assert (found["kind"], found["fingerprint"]) == ("model2vec", tiny.fingerprint)
    assert "encoder" not in cluster(documents(per_subject=4), themes=5).run.settings


def test_the_fingerprint_is_that_of_the_files_wherever_they_are(
    folder: Path, tmp_path: Path
) -> None:
    elsewhere = Path(shutil.copytree(folder, tmp_path / "other"))
    (elsewhere / ".cache").mkdir()
    (elsewhere / ".cache" / "lock").write_text("1")
    assert fingerprint(elsewhere) == fingerprint(folder)
    (elsewhere / "config.json").write_text("{}")
    assert fingerprint(elsewhere) != fingerprint(folder)


@pytest.mark.parametrize("name", ["minishlab/potion-base-8M", "", "\x00", "no/such/folder"])
def test_a_name_that_is_no_folder_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AnalysisError, match="not a folder of this machine"):
        open_encoder(name)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="neither a model2vec model"):
        open_encoder(tmp_path)


def test_a_model_that_cannot_be_read_is_a_sentence(folder: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(folder, tmp_path / "broken"))
    (broken / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(AnalysisError, match="cannot be read"):
        open_encoder(broken)


class StandIn:
    """What sentence-transformers would give, without torch."""

    def __init__(self, path: str, **options: object) -> None:
        self.options = options
        assert os.environ["HF_HUB_OFFLINE"] == "1"
        assert os.environ["TRANSFORMERS_OFFLINE"] == "1"
        assert options == {"device": "cpu", "local_files_only": True, "trust_remote_code": False}

    def encode(self, texts: list[str], show_progress_bar: bool) -> np.ndarray:
        return np.array([[len(text), 1.0 if text else np.nan] for text in texts])


@pytest.fixture
def sentence_folder(tmp_path: Path) -> Path:
    (tmp_path / "modules.json").write_text("[]")
    return tmp_path


def test_sentence_transformers_is_asked_for_files_of_the_machine_only(
    sentence_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = ModuleType("sentence_transformers")
    library.SentenceTransformer = StandIn  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", library)
    encoder = open_encoder(sentence_folder)
    assert encoder.kind == "sentence-transformers"
    assert np.linalg.norm(encoder.encode(["vélo", "a"]), axis=1) == pytest.approx(1)
    with pytest.raises(AnalysisError, match="one vector of numbers"):
        encoder.encode([""])


def test_a_library_that_is_absent_is_a_sentence(
    sentence_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(AnalysisError, match="sentence-transformers, which is not installed"):
        open_encoder(sentence_folder)
