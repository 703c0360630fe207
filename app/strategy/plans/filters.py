"""Narrowing the actions of a plan down: the same for each of its views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from app.models import ActionState, OrganisationKind
from app.strategy.plans.action_lines import ActionLine


@dataclass(frozen=True)
class Filters:
    """`objective` by its code, `lead` by its name; a transversal action is for every territory and
    every kind of organisation."""

    objective: str = ""
    lead: str = ""
    state: ActionState | None = None
    territory: str = ""
    kind: OrganisationKind | None = None
    market: bool = False

    def keeps(self, line: ActionLine) -> bool:
        return all(
            (
                not self.objective or self.objective in {one.code for one in line.objectives},
                not self.lead or (line.lead is not None and line.lead.name == self.lead),
                self.state in (None, line.state),
                not self.territory or _is_for(self.territory, line.territories),
                self.kind is None or _is_for(self.kind, line.kinds),
                not self.market or line.is_market,
            )
        )

    @property
    def in_use(self) -> int:
        return len(self.arguments)

    @property
    def arguments(self) -> Mapping[str, str]:
        """As they stand in an address."""
        return {
            name: "1" if value is True else str(value)
            for name, value in asdict(self).items()
            if value
        }


def _is_for(one: str, chosen: tuple[str, ...]) -> bool:
    return not chosen or one in chosen
