"""Two coders: how far they agree, what they mix up, what they settle; what is told to everybody."""

from __future__ import annotations

import re

import sqlalchemy as sa

from app.models import (
    CodedState,
    Coding,
    CodingVia,
    ContributionState,
    ExcerptCoding,
    ExcerptTheme,
    Role,
    ShownBecause,
    ThemeState,
)
from app.themes.agreement.quality import quality_figures
from app.themes.coding.deciding import Decided, How, code, take_back
from tests.coding_desk import QUEUE, CodingDesk, make_desk
from tests.factories import AccountFactory
from tests.integration.counting import MOST, counted


def coded_by_two(session) -> CodingDesk:
    """Nine excerpts that two people coded unseen; on the first of each theme they differ."""
    desk = make_desk(session, 3)
    one, other = (desk.coder(AccountFactory(name=name).id) for name in ("Ada", "Bob"))
    titles = list(desk.excerpts)
    for place, (title, some) in enumerate(desk.excerpts.items()):
        proposed = desk.themes[title].id
        drawn = How(CodingVia.QUEUE, ShownBecause.DRAWN, proposed, 0.9)
        for number, excerpt in enumerate(some):
            second = titles[(place + 1) % 3] if number == 0 else title
            code(session, one, excerpt.id, desk.decided(title), drawn, key=f"{title}{number}")
            code(session, other, excerpt.id, desk.decided(second), QUEUE, key=f"{title}{number}")
    session.commit()
    return desk


def read(answer) -> str:
    assert answer.status_code == 200
    return str(answer.text)


def test_figures_follow_what_was_decided_unseen(session):
    desk = coded_by_two(session)
    figures = quality_figures(session, desk.consultation.id)
    assert (figures.excerpts, figures.coded, figures.twice, figures.disputed) == (9, 9, 9, 3)
    assert figures.coders == 2
    assert figures.people.overall.same == 6 / 9
    assert figures.machine.overall.same == 1.0, (
        "only what was drawn by chance, by whom saw it first"
    )
    assert len(figures.people.mixed_up) == 3

    # What was decided in view of the rest tells nothing; a merge makes two themes one.
    first, *_, last = desk.every
    seen = desk.coder(AccountFactory().id)
    code(session, seen, last.id, Decided(), How(via=CodingVia.PAGE), key="seen")
    merged, kept = desk.themes["Transports"], desk.themes["Former les bénévoles"]
    merged.state, merged.stands_for_id = ThemeState.MERGED, kept.id
    session.flush()
    figures = quality_figures(session, desk.consultation.id)
    assert figures.people.overall.same == 7 / 9
    assert set(figures.people.by_theme) == {kept.id, desk.themes["Commande publique"].id}

    taken = session.scalar(sa.select(Coding.account_id).where(Coding.excerpt_id == first.id))
    take_back(session, desk.coder(taken), first.id, How(via=CodingVia.PAGE), key="back")
    last.contribution.state = ContributionState.WITHDRAWN
    session.flush()
    assert quality_figures(session, desk.consultation.id).people.overall.pairs == 7


def test_disputes_are_settled_one_after_the_other_and_nobody_settles_in_vain(app, session, sign_in):
    desk = coded_by_two(session)
    client, other = (sign_in(desk.consultation, Role.WRITER) for _ in range(2))
    home = f"{desk.home}/agreement"
    with counted(session.get_bind()) as statements:
        page = read(client.get(home))
    assert len(statements) <= MOST
    assert "0,50" in page, "κ of six of nine, three themes as frequent"
    mixed = re.search(r'href="([^"]*/confused\?[^"]*)"', page)[1].replace("&amp;", "&")
    assert "exemple" in read(client.get(mixed))
    listed = read(client.get(f"{home}/disputed"))
    assert "Ada" in listed
    assert "Bob" in listed

    address = f"{home}/disputed/{desk.every[0].id}"
    form = read(client.get(address))
    made_from = re.search(r'name="made_from"[^>]*value="(\w+)"', form)[1]
    choices = re.findall(r'name="choice" value="([\w-]{36})"', form)
    sent = {"made_from": made_from, "choice": choices[1], "note": "On parle de bus"}
    unchosen = other.post(address, data={**sent, "choice": "other"})
    assert unchosen.status_code == 422
    assert "On parle de bus" in unchosen.get_data(as_text=True)

    following = client.post(address, data=sent)
    assert str(desk.every[3].id) in following.location, "the next one comes"
    assert client.post(address, data=sent).location == following.location, "sent twice"
    assert "rien n’a été changé" in read(other.post(address, data=sent, follow_redirects=True))
    session.rollback()
    assert session.get(ExcerptCoding, desk.every[0].id).state is CodedState.SETTLED
    settled = session.scalars(sa.select(Coding).where(Coding.via == CodingVia.SETTLED)).one()
    assert settled.note == "On parle de bus"
    given = sa.select(ExcerptTheme.theme_id).where(ExcerptTheme.excerpt_id == desk.every[0].id)
    assert session.scalars(given).one() == desk.themes["Transports"].id

    # A decision that comes between the form and its answer is shown, and nothing is kept.
    stale = f"{home}/disputed/{desk.every[3].id}"
    made_from = re.search(r'name="made_from"[^>]*value="(\w+)"', read(client.get(stale)))[1]
    third = desk.coder(AccountFactory(name="Eve").id)
    code(session, third, desk.every[3].id, Decided(), QUEUE, key="third")
    session.commit()
    refused = client.post(stale, data={"made_from": made_from, "choice": "none", "note": "Gardé"})
    assert refused.status_code == 422
    assert "Eve" in refused.get_data(as_text=True)
    assert "Gardé" in refused.get_data(as_text=True)

    told = read(app.test_client().get(f"/consultations/{desk.consultation.slug}/method"))
    assert "0,50" in told
    assert not {"Ada", "Bob", "Eve"} & set(re.findall(r"\w+", told)), "no names"
