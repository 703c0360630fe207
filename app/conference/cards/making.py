"""Card forms as stewards make them, and what may change once cards have come."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.conference.cards.card_content import Prompt, prompts_of
from app.models import Activity, Card, CardForm, Nature, Reaction
from app.models.turns import wait_for_others

LIKENESS = 0.75
"""The part of its letters that a prompt keeps when only its wording is corrected."""


@dataclass(frozen=True)
class Asked:
    """A prompt as a steward wrote it. A new one has no code yet."""

    code: str
    text: str
    nature: Nature


@dataclass(frozen=True)
class Plan:
    """What a steward wants on a card."""

    title: str
    introduction: str
    prompts: Sequence[Asked]
    directions: Sequence[uuid.UUID]
    asks_session: bool
    asks_kind: bool
    asks_territory: bool


class MeaningChanged(ValueError):
    """Cards came, and the change would make what stands on them mean something else.

    The prompts, as they are kept, and the directions that it would change.
    """

    def __init__(
        self,
        removed: Sequence[Prompt] = (),
        reworded: Sequence[Prompt] = (),
        renatured: Sequence[Prompt] = (),
        directions: Sequence[uuid.UUID] = (),
    ) -> None:
        super().__init__("cards have come")
        self.removed, self.reworded, self.renatured = removed, reworded, renatured
        self.directions = directions


def add_form(session: Session, activity: Activity, plan: Plan) -> CardForm:
    """A new card form, closed. The same plan sent twice is one, while no card of it has come."""
    # Two who send it at once would both find none.
    session.execute(
        sa.select(Activity.id).where(Activity.id == activity.id).with_for_update(key_share=True)
    )
    form = CardForm(activity_id=activity.id)
    _write(form, plan)
    there = _same_form(session, form)
    if there is not None:
        return there
    session.add(form)
    session.flush()
    return form


def _same_form(session: Session, wanted: CardForm) -> CardForm | None:
    """A form of the same activity that asks the same, and of which no card has come."""
    asked = (
        "title",
        "introduction",
        "prompts",
        "directions",
        "asks_session",
        "asks_kind",
        "asks_territory",
    )
    forms = session.scalars(
        sa.select(CardForm).where(
            CardForm.activity_id == wanted.activity_id,
            CardForm.title == wanted.title,
            ~sa.exists().where(Card.form_id == CardForm.id),
        )
    )
    alike = (
        one for one in forms if all(getattr(one, name) == getattr(wanted, name) for name in asked)
    )
    return next(alike, None)


def change_form(session: Session, form: CardForm, plan: Plan) -> None:
    """Change a form in ways that keep the meaning of the cards that came.

    Raises:
        MeaningChanged: it would not; nothing is changed.
    """
    wait_for_others(session, form)
    _refuse_another_meaning(session, form, plan)
    _write(form, plan)
    session.flush()


def set_open(session: Session, form: CardForm, *, is_open: bool) -> None:
    """Take cards from phones, or take no more."""
    wait_for_others(session, form)
    form.is_open = is_open


def renew_code(session: Session, form: CardForm) -> None:
    """Give out another code: that of before opens nothing."""
    wait_for_others(session, form)
    form.turn += 1


def answered_prompts(session: Session, form: CardForm) -> set[str]:
    """The codes of the prompts that a card answers."""
    codes = [prompt.code for prompt in prompts_of(form)]
    if not codes:
        return set()
    counts = session.execute(
        sa.select(*(sa.func.count(Card.answers[code].as_string()) for code in codes)).where(
            Card.form_id == form.id, Card.withdrawn_at.is_(None)
        )
    ).one()
    return {code for code, count in zip(codes, counts, strict=True) if count}


def _refuse_another_meaning(session: Session, form: CardForm, plan: Plan) -> None:
    answered = answered_prompts(session, form)
    kept = [prompt for prompt in prompts_of(form) if prompt.code in answered]
    wanted = {asked.code: asked for asked in plan.prompts}
    removed = [prompt for prompt in kept if prompt.code not in wanted]
    there = [(prompt, wanted[prompt.code]) for prompt in kept if prompt.code in wanted]
    reworded = [prompt for prompt, asked in there if not _is_alike(prompt.text, asked.text)]
    renatured = [prompt for prompt, asked in there if prompt.nature is not asked.nature]
    directions = sorted(_reacted_to(session, form) - set(plan.directions))
    if removed or reworded or renatured or directions:
        raise MeaningChanged(removed, reworded, renatured, directions)


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= LIKENESS


def _reacted_to(session: Session, form: CardForm) -> set[uuid.UUID]:
    return set(
        session.scalars(
            sa.select(Reaction.node_id)
            .join(Card, Reaction.card_id == Card.id)
            .where(Card.form_id == form.id)
            .distinct()
        )
    )


def _write(form: CardForm, plan: Plan) -> None:
    form.title, form.introduction = plan.title, plan.introduction
    form.prompts = [prompt.stored() for prompt in _coded(form, plan.prompts)]
    form.directions = [str(identifier) for identifier in plan.directions]
    form.asks_session = plan.asks_session
    form.asks_kind, form.asks_territory = plan.asks_kind, plan.asks_territory


def _coded(form: CardForm, asked: Sequence[Asked]) -> list[Prompt]:
    """The prompts with a code each: that of before, or one that the form does not know."""
    known = {prompt["code"] for prompt in form.prompts or ()}
    free = (f"p{number}" for number in range(1, 100) if f"p{number}" not in known)
    taken: set[str] = set()
    prompts = []
    for one in asked:
        code = one.code if one.code in known - taken else next(free)
        taken.add(code)
        prompts.append(Prompt(code, one.text, one.nature))
    return prompts
