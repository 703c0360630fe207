from analysis.progress import monotone, part


def test_progress_does_not_go_back_nor_past_one() -> None:
    seen: list[float] = []
    report = monotone(lambda fraction, step: seen.append(fraction))
    for fraction in (0.0, 0.5, 0.2, 1.7):
        report(fraction, "step")
    assert seen == [0.0, 0.5, 0.5, 1.0]


def test_a_part_fills_its_share_of_the_whole() -> None:
    seen: list[tuple[float, str]] = []
    inside = part(lambda fraction, step: seen.append((fraction, step)), 0.2, 0.6)
    inside(0.0, "a")
    inside(0.5, "b")
    inside(1.0, "c")
    assert [(round(fraction, 9), step) for fraction, step in seen] == [
        (0.2, "a"),
        (0.4, "b"),
        (0.6, "c"),
    ]
