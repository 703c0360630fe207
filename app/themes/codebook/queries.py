"""Reading the codebook: its tree with what it holds, and what became of candidate themes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.figures.told import Told
from app.models import CodebookEvent, Run, Theme, ThemeSource, ThemeState
from app.themes.codebook.held import Held, held_by_theme


@dataclass(frozen=True)
class Line:
    """A theme in the tree."""

    theme: Theme
    level: int
    """From 1."""
    held: Held
    above: tuple[str, ...]
    """Titles of those above it, from the top."""
    children: tuple[Line, ...]

    @property
    def path(self) -> str:
        return " › ".join((*self.above, self.theme.title))

    @property
    def is_bare(self) -> bool:
        """Whether nobody said yet what belongs to it."""
        return not (self.theme.belongs or self.theme.excludes or self.theme.example)

    def with_those_below(self) -> Iterator[Line]:
        yield self
        for child in self.children:
            yield from child.with_those_below()


def tree_of(session: Session, consultation_id: uuid.UUID) -> Told[tuple[Line, ...]]:
    """The themes of the codebook, with what each holds: of a large one, as it was last counted."""
    held = held_by_theme(session, consultation_id)
    return Told(_tree(_approved(session, consultation_id), held.value.themes), held.counted_at)


def outline_of(session: Session, consultation_id: uuid.UUID) -> list[Line]:
    """The same without what they hold, each theme before those below it."""
    lines = _tree(_approved(session, consultation_id), {})
    return [one for line in lines for one in line.with_those_below()]


def _approved(session: Session, consultation_id: uuid.UUID) -> Sequence[Theme]:
    return session.scalars(
        sa.select(Theme)
        .where(Theme.consultation_id == consultation_id, Theme.state == ThemeState.APPROVED)
        .order_by(Theme.position, Theme.id)
    ).all()


def _tree(themes: Sequence[Theme], held: Mapping[uuid.UUID, Held]) -> tuple[Line, ...]:
    below: dict[uuid.UUID | None, list[Theme]] = defaultdict(list)
    for theme in themes:
        below[theme.parent_id].append(theme)

    def lines(parent_id: uuid.UUID | None, above: tuple[str, ...]) -> tuple[Line, ...]:
        return tuple(
            Line(
                theme,
                len(above) + 1,
                held.get(theme.id, Held()),
                above,
                lines(theme.id, (*above, theme.title)),
            )
            for theme in below[parent_id]
        )

    return lines(None, ())


@dataclass(frozen=True)
class Decided:
    """What became of a candidate theme."""

    theme: Theme | None
    """The theme of which it is part; `None`: it was passed over."""
    event: CodebookEvent | None
    """The decision; `None`: the machine matched it with a theme."""

    @property
    def is_open(self) -> bool:
        """Whether somebody may decide: nobody did, or the theme was set aside since."""
        gone = self.theme is not None and self.theme.state is not ThemeState.APPROVED
        return self.event is None or gone


def decided_of(session: Session, run: Run) -> dict[uuid.UUID, Decided]:
    """What became of the candidates of an analysis; of the others, nothing was decided."""
    standing = aliased(Theme)
    found = (
        sa.select(ThemeSource.candidate_id, standing, CodebookEvent)
        .outerjoin(Theme, ThemeSource.theme_id == Theme.id)
        .outerjoin(standing, Theme.stands_for_id == standing.id)
        .outerjoin(CodebookEvent, ThemeSource.event_id == CodebookEvent.id)
        .where(ThemeSource.run_id == run.id)
    )
    return {
        candidate_id: Decided(theme, event) for candidate_id, theme, event in session.execute(found)
    }


def theme_of_codebook(
    session: Session, consultation_id: uuid.UUID, theme_id: uuid.UUID
) -> Theme | None:
    """A theme of this consultation that was approved once, whatever became of it."""
    return session.scalar(
        sa.select(Theme).where(Theme.id == theme_id, Theme.consultation_id == consultation_id)
    )
