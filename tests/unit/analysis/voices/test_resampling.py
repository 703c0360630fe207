import numpy as np
import pytest

from analysis.voices import resampling


@pytest.mark.parametrize("counts", [[1, 2, 7], [100, 200, 700]], ids=["by voice", "by pattern"])
def test_as_many_voices_are_drawn_each_time_and_each_as_likely(
    counts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn() -> np.ndarray:
        found = resampling._drawn(np.array(counts), 400, seed=3)
        return np.concatenate([weights for _done, weights in found])

    whole = drawn()
    voices = sum(counts)
    assert (whole.sum(axis=1) == voices).all()
    share = np.array(counts) / voices
    spread = np.sqrt(voices * share * (1 - share))
    assert np.abs(whole.mean(axis=0) - counts).max() < 4 * spread.max() / 20
    assert np.allclose(whole.std(axis=0), spread, rtol=0.15)
    monkeypatch.setattr(resampling, "MOST_WEIGHTS", 10)
    assert (drawn() == whole).all()
