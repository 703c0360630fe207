"""Decisions on excerpts as rows: kept once, disputed and settled, many at once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.models import (
    CodedState,
    Coding,
    CodingVia,
    ContributionState,
    ExcerptCoding,
    ExcerptTheme,
    ThemeState,
)
from app.themes.codebook.editing import merge
from app.themes.codebook.undoing import undo
from app.themes.codebook.writing import Editor
from app.themes.coding.deciding import (
    Coder,
    Decided,
    How,
    NotInCorpus,
    ThemeGone,
    code,
    code_many,
)
from app.themes.coding.what_counts import count_again
from app.themes.membership import coded_in
from tests.coding_desk import QUEUE, make_desk
from tests.factories import AccountFactory, ConsultationFactory


def test_decisions_are_kept_once_disputed_settled_and_follow_a_merge(session):
    desk = make_desk(session, 3)
    one, other, third = (desk.coder(AccountFactory().id) for _ in range(3))
    excerpt, withdrawn, *rest = desk.every
    buses, forming = desk.themes["Transports"], desk.themes["Former les bénévoles"]

    for _ in range(2):
        code(session, one, excerpt.id, desk.decided("Transports"), QUEUE, key="k")
    code(session, other, excerpt.id, desk.decided("Former les bénévoles"), QUEUE, key="k")
    counts = session.get(ExcerptCoding, excerpt.id)
    assert (counts.state, counts.coders) == (CodedState.DISPUTED, 2)
    assert session.scalar(sa.select(sa.func.count(Coding.id))) == 2

    settled = How(via=CodingVia.SETTLED)
    code(session, third, excerpt.id, desk.decided("Transports"), settled, key="k")
    session.expire_all()
    assert session.get(ExcerptCoding, excerpt.id).state is CodedState.SETTLED
    assert session.scalars(sa.select(ExcerptTheme.theme_id)).all() == [buses.id]

    buses.state, buses.stands_for_id = ThemeState.MERGED, forming.id
    session.flush()
    assert session.scalars(coded_in(forming.id)).all() == [excerpt.id]
    code(session, one, excerpt.id, desk.decided("Transports"), settled, key="after the merge")
    assert session.scalars(sa.select(ExcerptTheme.theme_id)).all() == [forming.id]

    desk.themes["Commande publique"].state = ThemeState.SET_ASIDE
    withdrawn.contribution.state = ContributionState.WITHDRAWN
    with pytest.raises(ThemeGone):
        code(session, one, rest[0].id, desk.decided("Commande publique"), QUEUE, key="gone")
    with pytest.raises(NotInCorpus):
        code(session, one, withdrawn.id, Decided(), QUEUE, key="withdrawn")
    elsewhere = Coder(ConsultationFactory().id, one.account_id)
    with pytest.raises(NotInCorpus):
        code(session, elsewhere, rest[0].id, Decided(), QUEUE, key="elsewhere")

    many = {each.id: desk.decided("Transports") for each in (withdrawn, *rest)}
    in_list = How(via=CodingVia.LIST)
    assert code_many(session, one, many, in_list, key="many") == len(rest)
    assert code_many(session, one, many, in_list, key="many") == 0
    assert len(session.scalars(coded_in(forming.id)).all()) == 1 + len(rest)


def test_after_a_merge_and_its_undoing_what_counts_is_as_if_all_were_counted_again(session):
    desk = make_desk(session, 2)
    one, other = (desk.coder(AccountFactory().id) for _ in range(2))
    first, second, third, *rest = [each.id for each in desk.every]
    both = desk.decided("Transports", "Commande publique")
    for excerpt, coder, decided in (
        (first, one, desk.decided("Transports")),
        (second, one, both),
        (third, one, desk.decided("Transports")),
        (third, other, desk.decided("Commande publique")),
        (rest[0], one, desk.decided("Former les bénévoles")),
        (rest[0], other, desk.decided("Transports")),
    ):
        code(session, coder, excerpt, decided, QUEUE, key="k")

    def counted():
        session.flush()
        session.expire_all()
        themes = sa.select(ExcerptTheme.excerpt_id, ExcerptTheme.theme_id)
        states = sa.select(ExcerptCoding.excerpt_id, ExcerptCoding.state, ExcerptCoding.coding_id)
        return {*session.execute(themes).all()}, {*session.execute(states).all()}

    before, here = counted(), desk.consultation.id
    into = desk.themes["Commande publique"].id
    merged = merge(session, Editor(here, None, "m"), desk.themes["Transports"].id, into)
    after = counted()
    assert {(first, into), (second, into), (third, into)} <= after[0]
    assert {state for excerpt, state, _coding in after[1] if excerpt == third} == {CodedState.CODED}
    count_again(session, here, [each.id for each in desk.every])
    assert counted() == after
    undo(session, Editor(here, None, "u"), merged)
    assert counted() == before
