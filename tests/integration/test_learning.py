"""The machine learns from what people decide: its proposals, the queue, and how good it is."""

from __future__ import annotations

import sqlalchemy as sa

from app.models import (
    Assignment,
    CodingProposal,
    CodingRound,
    Job,
    JobKind,
    ShownBecause,
    ThemeSource,
)
from app.themes.coding.deciding import code, code_many
from app.themes.coding.learned_from import learned_from
from app.themes.coding.learning import DECISIONS_BETWEEN, ask_after_decisions, ask_to_learn
from tests.coding_desk import QUEUE, make_desk
from tests.factories import AccountFactory, CandidateThemeFactory, RunFactory


def test_it_proposes_puts_in_order_and_learns_again_what_was_decided_meanwhile(session, work):
    desk = make_desk(session, 20)
    person = AccountFactory()
    assert ask_to_learn(session, desk.consultation.id) is not None
    assert ask_to_learn(session, desk.consultation.id) is None, "one is about to"
    session.commit()

    work()

    session.rollback()
    proposals = session.scalars(sa.select(CodingProposal)).all()
    assert {one.excerpt_id for one in proposals} == {one.id for one in desk.every}
    right = sum(
        one.theme_id == desk.themes[title].id
        for title, some in desk.excerpts.items()
        for one in proposals
        if one.excerpt_id in {each.id for each in some}
    )
    assert right > 45, "titles alone tell most of these"
    placed = sorted(one.place for one in proposals if one.place)
    assert placed == list(range(1, len(placed) + 1))
    assert {one.because for one in proposals if one.place} == {
        ShownBecause.DRAWN,
        ShownBecause.TEACHES,
    }

    decided = {one.id: desk.decided("Transports") for one in desk.excerpts["Transports"][:5]}
    code_many(session, desk.coder(person.id), decided, QUEUE, key="first")
    ask_after_decisions(session, desk.consultation.id)
    session.commit()
    work()
    session.rollback()
    last = session.scalars(sa.select(CodingRound).order_by(CodingRound.id.desc())).first()
    assert last.ended_at is not None
    assert (last.decisions, last.excerpts) == (DECISIONS_BETWEEN, 60)
    assert set(session.scalars(sa.select(CodingProposal.round_id))) == {last.id}


def test_few_decisions_are_not_worth_another_round_and_no_theme_none(session, work):
    desk = make_desk(session, 4)
    person = AccountFactory()
    ask_to_learn(session, desk.consultation.id)
    session.commit()
    work()
    session.rollback()
    code(
        session,
        desk.coder(person.id),
        desk.every[0].id,
        desk.decided(),
        QUEUE,
        key="none fits",
    )
    ask_after_decisions(session, desk.consultation.id)
    session.commit()
    learning = sa.select(sa.func.count()).where(Job.kind == JobKind.LEARNING)
    assert session.scalar(learning) == 1
    # That none fits sets every theme aside.
    known = learned_from(session, desk.consultation.id)
    assert [one.accepted for one in known.examples] == [False] * 3
    other = make_desk(session, 1)
    for theme in other.themes.values():
        theme.state = "set_aside"
    assert ask_to_learn(session, other.consultation.id) is None


def test_what_the_machine_grouped_stands_in_for_decisions_until_there_are_some(session):
    desk = make_desk(session, 3)
    theme = desk.themes["Transports"]
    run = RunFactory(consultation_id=desk.consultation.id)
    candidate = CandidateThemeFactory(run_id=run.id, terms=[{"term": "bus du soir"}])
    session.add(ThemeSource(candidate_id=candidate.id, run_id=run.id, theme_id=theme.id))
    for rank, one in enumerate(desk.excerpts["Transports"], start=1):
        session.add(
            Assignment(
                run_id=run.id, excerpt_id=one.id, theme_id=candidate.id, score=0.9, rank=rank
            )
        )
    session.flush()
    code(
        session,
        desk.coder(None),
        desk.excerpts["Transports"][0].id,
        desk.decided("Former les bénévoles"),
        QUEUE,
        key="moved",
    )

    known = learned_from(session, desk.consultation.id)

    assert [one.code for one in known.examples] == [desk.themes["Former les bénévoles"].id.hex]
    assert [one.code for one in known.typical] == [theme.id.hex] * 2
    said = {target.code: target.context for target in known.targets}
    assert said[theme.id.hex] == "bus du soir"


def test_a_theme_that_only_holds_others_is_proposed_once_somebody_gave_it(session):
    desk = make_desk(session, 1)
    above, below = desk.themes["Transports"], desk.themes["Commande publique"]
    below.parent_id = above.id
    session.flush()
    known = learned_from(session, desk.consultation.id)
    contexts = {one.code: one.context for one in known.targets}
    assert above.id.hex not in contexts
    assert contexts[below.id.hex] == "Transports"
    code(session, desk.coder(None), desk.every[0].id, desk.decided("Transports"), QUEUE, key="one")
    known = learned_from(session, desk.consultation.id)
    assert above.id.hex in {one.code for one in known.targets}
