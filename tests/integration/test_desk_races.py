"""Several people act on the desk at the same moment: nothing is lost, doubled or half done."""

from __future__ import annotations

import threading
from collections.abc import Callable

import sqlalchemy as sa

from app.extensions import db
from app.jobs.runner import writing
from app.models import (
    Coding,
    CodingVia,
    ExcerptCoding,
    ExcerptTheme,
    SureList,
    SureListState,
    Theme,
    ThemeState,
)
from app.themes.codebook.editing import merge, set_aside
from app.themes.codebook.refusals import InUse, Refused
from app.themes.codebook.writing import Editor
from app.themes.coding import acting
from app.themes.coding.deciding import Coder, How, ThemeGone, code
from app.themes.coding.sure import accepting
from tests.coding_desk import QUEUE, CodingDesk, make_desk
from tests.factories import AccountFactory
from tests.integration.test_many_at_once import at_once

PAUSE = 0.3
"""Seconds in which the other one would be through, if nothing held it up."""


def doing(app, act: Callable[[], object]) -> Callable[[], object]:
    """An act in a transaction of its own, as a request does it; what came of it."""

    def do() -> object:
        with app.app_context(), writing():
            try:
                done = act()
                db.session.commit()
                return done
            except (Refused, ThemeGone, acting.NothingChosen) as error:
                db.session.rollback()
                return error

    return do


def editor(desk: CodingDesk, key: str) -> Editor:
    return Editor(desk.consultation.id, None, key)


def test_a_theme_in_use_at_this_moment_is_not_set_aside(app, session):
    desk = make_desk(session, 1)
    excerpt, theme = desk.every[0], desk.themes["Transports"]
    code(session, desk.coder(None), excerpt.id, desk.decided("Transports"), QUEUE, key="k")
    came: list[object] = []
    aside = doing(app, lambda: set_aside(db.session(), editor(desk, "a"), theme.id, "Vide"))
    other = threading.Thread(target=lambda: came.append(aside()))
    other.start()
    other.join(PAUSE)
    session.commit()
    other.join()
    assert isinstance(came[0], InUse)
    session.rollback()
    assert session.scalars(sa.select(ExcerptTheme.theme_id)).all() == [theme.id]


def test_two_merges_cross_while_others_decide(app, session):
    """Whatever the order, each excerpt has a theme that is in the codebook."""
    desk = make_desk(session, 6)
    one, other = desk.themes["Transports"], desk.themes["Commande publique"]
    people = [AccountFactory().id for _ in range(3)]
    session.commit()

    def decides(person, place: int) -> Callable[[], object]:
        def decide() -> None:
            coder = Coder(desk.consultation.id, person)
            for excerpt in desk.every[place:] + desk.every[:place]:
                code(db.session(), coder, excerpt.id, desk.decided("Transports"), QUEUE, key="k")
                acting.ask_after_decisions(db.session(), coder.consultation_id)
                db.session.commit()

        return decide

    came = at_once(
        [
            doing(app, lambda: merge(db.session(), editor(desk, "1"), one.id, other.id)),
            doing(app, lambda: merge(db.session(), editor(desk, "2"), other.id, one.id)),
            *(doing(app, decides(person, 5 * n)) for n, person in enumerate(people)),
        ]
    )
    assert sum(isinstance(each, Refused) for each in came) == 1
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Coding.id))) == 3 * len(desk.every)
    counted = session.execute(
        sa.select(ExcerptTheme.excerpt_id, Theme.state).join(
            Theme, ExcerptTheme.theme_id == Theme.id
        )
    ).all()
    assert len(counted) == len(desk.every)
    assert {row.state for row in counted} == {ThemeState.APPROVED}


def test_what_is_sent_several_times_at_once_is_done_once(app, session):
    desk = make_desk(session, 4)
    person, theme = AccountFactory().id, desk.themes["Transports"]
    coder = Coder(desk.consultation.id, person)
    listed = [one.id.hex for one in desk.every]
    sure = SureList(
        consultation_id=desk.consultation.id,
        theme_id=theme.id,
        account_id=person,
        lowest_score=0.9,
        excerpts=listed,
        sample=listed[:1],
    )
    session.add(sure)
    session.flush()
    checked = How(via=CodingVia.SAMPLE, sure_list_id=sure.id)
    code(session, coder, desk.every[0].id, desk.decided("Transports"), checked, key="sample")
    session.commit()

    def accept() -> object:
        return accepting.accept(db.session(), coder, db.session.get_one(SureList, sure.id))

    assert sorted(at_once([doing(app, accept)] * 3)) == [0, 0, len(listed) - 1]
    decide = doing(
        app,
        lambda: (
            acting.act(
                db.session(),
                coder,
                desk.every[1].id,
                acting.Pressed.SAVE,
                desk.decided("Commande publique"),
                QUEUE,
                key="again",
            )
            or acting.go_on(db.session(), coder, desk.every[1].id)
        ),
    )
    at_once([decide] * 4)
    at_once([doing(app, lambda: acting.undo_last(db.session(), coder, key="undo"))] * 4)
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Coding.id))) == len(listed) + 2
    assert session.get(SureList, sure.id).state is SureListState.ACCEPTED
    assert session.get(ExcerptCoding, desk.every[1].id) is None
