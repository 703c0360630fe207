"""What a drill tells: one line of figures, and whether they are what was wanted."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.verdicts import verdict


@dataclass(frozen=True)
class Figure:
    """A figure in words: "0 lost". `is_met` is None for one that nobody judges."""

    words: str
    is_met: bool | None = None


@dataclass(frozen=True)
class Result:
    """The figures of one drill; none at all when it could not be done here, and `skipped` why."""

    figures: tuple[Figure, ...] = ()
    skipped: str = ""

    @property
    def is_met(self) -> bool:
        return all(figure.is_met is not False for figure in self.figures)

    def line(self, name: str, database: str, seconds: float) -> str:
        """The line that is printed; figures that were missed are named once more at its end."""
        if self.skipped:
            return f"{name} ({database}): skipped, {self.skipped}"
        told = ", ".join(figure.words for figure in self.figures)
        missed = [figure.words for figure in self.figures if figure.is_met is False]
        why = f" ({', '.join(missed)})" if missed else ""
        return f"{name} ({database}, {seconds:.0f} s): {told}: {verdict(self.is_met)}{why}"


def asked(count: int, words: str, wanted: int = 0) -> Figure:
    """A count that has to be the wanted one, none if nothing is said: `asked(lost, "lost")`."""
    return Figure(f"{count:,} {words}", count == wanted)


def told(words: str) -> Figure:
    """A figure that is told and not judged."""
    return Figure(words)
