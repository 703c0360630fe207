"""What the sample of a list of sure ones says of all the others."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from analysis.links.sure import SURE_SHARE, may_accept, right_at_least
from app.models import (
    IN_CORPUS,
    Coding,
    CodingTheme,
    CodingVia,
    Contribution,
    Excerpt,
    SureList,
    Theme,
)
from app.themes.coding.sure.lists import NAMED_AT_ONCE, identifiers, in_parts, is_decided


@dataclass(frozen=True)
class Verdict:
    """What a sample says.

    Attributes
    ----------
    number : excerpts of the list that are in the corpus.
    checked, wrong : those of the sample, and those of it that people gave another theme.
    left : the others, as long as nobody decided of them.
    wrong_left : of `left`, the most that may be wrong (95 %, one-sided, without replacement).
    is_enough : whether nine in ten of the list at least are right, 95 times in 100.
    """

    number: int
    checked: int
    wrong: int
    left: int
    wrong_left: int
    is_enough: bool

    @property
    def share_wrong(self) -> float:
        """Of the list as it would be accepted, at most, from 0 to 1."""
        return self.wrong_left / self.number if self.number else 0.0


def verdict_of(session: Session, sure_list: SureList) -> Verdict | None:
    """What the sample says; None before it was looked at."""
    checked = _checked(session, sure_list)
    if not checked:
        return None
    number, left = _counts(session, sure_list)
    return judged(number, len(checked), sum(not right for right in checked.values()), left)


def judged(number: int, checked: int, wrong: int, left: int) -> Verdict:
    """What is known of a list of `number`, `left` of which nobody decided."""
    # What was checked may have left the corpus between two queries.
    number = max(number, checked)
    most_wrong = round((1 - right_at_least(number, checked, wrong)) * number)
    return Verdict(
        number,
        checked,
        wrong,
        left,
        min(left, most_wrong - wrong),
        may_accept(number, checked, wrong, SURE_SHARE),
    )


def left_of(sure_list: SureList) -> list[uuid.UUID]:
    """The excerpts of a list that are not in its sample."""
    drawn = set(sure_list.sample)
    return identifiers([one for one in sure_list.excerpts if one not in drawn])


def _checked(session: Session, sure_list: SureList) -> dict[uuid.UUID, bool]:
    """The excerpts of the sample that were looked at, and whether the machine was right."""
    theme, given = sa.orm.aliased(Theme), sa.orm.aliased(Theme)
    right = sa.exists().where(
        CodingTheme.coding_id == Coding.id,
        CodingTheme.theme_id == given.id,
        given.stands_for_id == theme.stands_for_id,
    )
    found = (
        sa.select(Coding.excerpt_id, right)
        .join(theme, theme.id == sure_list.theme_id)
        .join(Excerpt, Coding.excerpt_id == Excerpt.id)
        .join(Excerpt.contribution)
        .where(
            Coding.sure_list_id == sure_list.id,
            Coding.via == CodingVia.SAMPLE,
            Contribution.state.in_(IN_CORPUS),
        )
    )
    return dict(session.execute(found).all())


def _counts(session: Session, sure_list: SureList) -> tuple[int, int]:
    """The excerpts of a list in the corpus, and those outside its sample that are undecided."""
    drawn = identifiers(sure_list.sample)
    number = left = 0
    for part in in_parts(identifiers(sure_list.excerpts), NAMED_AT_ONCE):
        of_them = sa.and_(~is_decided(), Excerpt.id.not_in(drawn))
        counts = (
            sa.select(sa.func.count(Excerpt.id), sa.func.count(Excerpt.id).filter(of_them))
            .join(Excerpt.contribution)
            .where(Excerpt.id.in_(part), Contribution.state.in_(IN_CORPUS))
        )
        here, undecided = session.execute(counts).one()
        number, left = number + here, left + undecided
    return number, left
