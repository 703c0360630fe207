"""What a new list would change: what comes, what goes, what is called otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models import ListKind
from app.organisations.lists.entries import Entry


@dataclass(frozen=True)
class Difference:
    """`changed`: before and after. `in_use`: lines that people chose and that would go away, with
    how many organisations have them."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Entry], ...]
    in_use: tuple[tuple[Entry, int], ...]

    @property
    def is_none(self) -> bool:
        return not (self.added or self.removed or self.changed)


def kept_as(entry: Entry, kind: ListKind) -> str:
    """What an organisation keeps of a line: the name of a département, the code of all else."""
    return entry.label if kind is ListKind.DEPARTEMENT else entry.code


def difference(
    kind: ListKind, before: Sequence[Entry], after: Sequence[Entry], uses: Mapping[str, int]
) -> Difference:
    """`uses`: how many organisations keep what (`kept_as`)."""
    old, new = ({entry.code: entry for entry in entries} for entries in (before, after))
    still = {kept_as(entry, kind) for entry in after}
    return Difference(
        added=tuple(entry for entry in after if entry.code not in old),
        removed=tuple(entry for entry in before if entry.code not in new),
        changed=tuple(
            (old[entry.code], entry) for entry in after if old.get(entry.code, entry) != entry
        ),
        in_use=tuple(
            (entry, uses[kept_as(entry, kind)])
            for entry in before
            if uses.get(kept_as(entry, kind)) and kept_as(entry, kind) not in still
        ),
    )
