"""What is told in numbers only: small groups are masked, and merged where there are many."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from app.models import (
    IN_CORPUS,
    Activity,
    Channel,
    Contribution,
    Excerpt,
    Questionnaire,
    QuestionnaireState,
    Theme,
    ThemeState,
)
from app.publication.became.counts import counts_of
from app.publication.became.groups import GroupTable
from app.publication.became.tally import Tally
from app.publication.open_data.columns import Column, Reading, Row, Table, Type, clean
from app.questionnaires.results.masks import (
    LARGEST_TABLE,
    SMALLEST_GROUP,
    masked_groups,
    masked_options,
    masked_voices,
)
from app.questionnaires.results.model import MASKED
from app.questionnaires.results.reading import TooFew, refuse_what_is_masked, results_for
from app.strategy.coverage.groups import VOICE, By, Groups, as_kept, excerpts_by
from app.strategy.ways import coded_themes
from app.web.language import DEFAULT_LANGUAGE

GROUPED = (By.CHANNEL, By.ACTOR, By.TERRITORY)
OTHERS = "…"
"""The group in which small ones are merged."""


def _channels(reading: Reading) -> Iterator[Row]:
    voices = _voices_by_channel(reading)
    counts = counts_of(reading.session, reading.id)
    small = dict(zip(voices, masked_groups(list(voices.values())), strict=True))
    for channel in sorted(voices):
        is_told = not small[channel] and channel not in counts.small_channels
        yield channel.value, *_tallied(reading, counts.by_channel.get(channel), is_told)


def _voices_by_channel(reading: Reading) -> dict[Channel, int]:
    rows = reading.session.execute(
        sa.select(Activity.channel, sa.func.count(sa.distinct(VOICE)))
        .join(Contribution, Contribution.activity_id == Activity.id)
        .where(Contribution.consultation_id == reading.id, Contribution.state.in_(IN_CORPUS))
        .group_by(Activity.channel)
    )
    return dict(rows.all())


def _tallied(reading: Reading, tally: Tally | None, is_told: bool) -> tuple[int | None, ...]:
    if not is_told or tally is None:
        return (None, None, None, None)
    if not reading.tells_fates:
        return (tally.total, None, None, None)
    return (tally.total, tally.accepted, tally.set_aside, tally.undecided)


def _groups(reading: Reading) -> Iterator[Row]:
    if not reading.tells_fates:
        return
    counts = counts_of(reading.session, reading.id)
    for by, table in ((By.ACTOR, counts.by_actor), (By.TERRITORY, counts.by_territory)):
        yield from _grouped(by, table)


def _grouped(by: By, table: GroupTable) -> Iterator[Row]:
    for group in sorted(table.groups, key=lambda one: one.name):
        yield by.value, group.name, group.total, group.kept, group.set_aside, group.waiting


def _themes(reading: Reading) -> Iterator[Row]:
    coded = coded_themes(reading.id)
    counted = {
        theme_id: (excerpts, voices)
        for theme_id, excerpts, voices in reading.session.execute(
            sa.select(coded.c.theme_id, sa.func.count(), sa.func.count(sa.distinct(VOICE)))
            .join(Excerpt, Excerpt.id == coded.c.excerpt_id)
            .join(Excerpt.contribution)
            .where(Contribution.state.in_(IN_CORPUS))
            .group_by(coded.c.theme_id)
        )
    }
    themes, names = _codebook(reading), reading.names
    voices = [counted.get(one.id, (0, 0))[1] for one in themes]
    masked = masked_options(voices, sum(_voices_by_channel(reading).values()))
    for theme, is_masked in zip(themes, masked, strict=True):
        numbers = (None, None) if is_masked else counted.get(theme.id, (0, 0))
        above = names.name("theme", theme.parent_id) if theme.parent_id else ""
        words = (theme.title, clean(theme.belongs), clean(theme.excludes))
        yield names.name("theme", theme.id), above, *words, *numbers


def _codebook(reading: Reading) -> Sequence[Theme]:
    found = sa.select(Theme).where(
        Theme.consultation_id == reading.id, Theme.state == ThemeState.APPROVED
    )
    themes = reading.session.scalars(found).all()
    return sorted(themes, key=lambda one: (one.position, reading.names.name("theme", one.id)))


def _theme_groups(reading: Reading) -> Iterator[Row]:
    for by in GROUPED:
        yield from _crossed(reading, by)


def _crossed(reading: Reading, by: By) -> Iterator[Row]:
    """How many voices of each group spoke of each theme, and in how many excerpts."""
    groups = Groups(reading.session, reading.id, by)
    themes = [as_told.id for as_told in _codebook(reading)]
    excerpts, voices, people = _counted(reading, by, groups)
    shown, merged = _merged(people, len(themes))
    lines = [[one] for one in shown] + ([merged] if merged else [])
    if not themes or not lines:
        return
    said = [[_together(voices, line, theme) for theme in themes] for line in lines]
    everybody = [len(set[str]().union(*(people[one] for one in line))) for line in lines]
    mask = masked_voices([[len(one) for one in cells] for cells in said], everybody)
    for line, cells, masked in zip(lines, said, mask, strict=True):
        name = groups.name_of(line[0]) if line is not merged else OTHERS
        for theme, who, is_masked in zip(themes, cells, masked, strict=True):
            number = sum(excerpts[theme, one] for one in line)
            told = (None, None) if is_masked else (number, len(who))
            yield by.value, name, reading.names.name("theme", theme), *told


def _counted(
    reading: Reading, by: By, groups: Groups
) -> tuple[
    dict[tuple[uuid.UUID, str], int], dict[tuple[uuid.UUID, str], set[str]], dict[str, set[str]]
]:
    key, found = excerpts_by(by, reading.id)
    coded = coded_themes(reading.id)
    rows = reading.session.execute(
        found.outerjoin(coded, coded.c.excerpt_id == Excerpt.id).add_columns(
            coded.c.theme_id, key, as_kept(VOICE)
        )
    )
    excerpts: dict[tuple[uuid.UUID, str], int] = defaultdict(int)
    voices: dict[tuple[uuid.UUID, str], set[str]] = defaultdict(set)
    people: dict[str, set[str]] = defaultdict(set)
    for theme_id, value, voice in rows:
        group = groups.value_of_key(value)
        people[group].add(voice)
        if theme_id is not None:
            excerpts[theme_id, group] += 1
            voices[theme_id, group].add(voice)
    return excerpts, voices, people


def _merged(people: dict[str, set[str]], columns: int) -> tuple[list[str], list[str]]:
    """The groups that are told, and those that are merged: the small ones, and those for which the
    table would be too large to be masked cell by cell."""
    most = max(1, LARGEST_TABLE // max(1, columns) - 1)
    by_size = sorted(people, key=lambda one: (-len(people[one]), one))
    shown = [one for one in by_size if len(people[one]) >= SMALLEST_GROUP][:most]
    return shown, [one for one in by_size if one not in shown]


def _together(
    voices: dict[tuple[uuid.UUID, str], set[str]], line: Sequence[str], theme: uuid.UUID
) -> set[str]:
    return set[str]().union(*(voices.get((theme, one), set()) for one in line))


def _answers(reading: Reading) -> Iterator[Row]:
    """What the public pages of results tell, question by question."""
    for questionnaire, code in _told_questionnaires(reading):
        results = results_for(
            reading.session,
            questionnaire,
            {},
            sees_all=False,
            today=reading.today,
            language=DEFAULT_LANGUAGE,
        )
        try:
            refuse_what_is_masked(results)
        except TooFew:
            continue
        for question in results.overview():
            for table in question.tables:
                for row in table.rows:
                    for heading, value in zip(table.headings[1:], row[1:], strict=False):
                        told = "" if value == MASKED else value
                        yield code, question.name, question.label, row[0], heading, told


def _told_questionnaires(reading: Reading) -> list[tuple[Questionnaire, str]]:
    rows = reading.session.execute(
        sa.select(Questionnaire, Activity.code)
        .join(Activity, Questionnaire.activity_id == Activity.id)
        .where(
            Activity.consultation_id == reading.id,
            Questionnaire.results_are_public,
            Questionnaire.state != QuestionnaireState.DRAFT,
        )
        .order_by(Activity.code)
    )
    return [(row[0], row[1]) for row in rows]


CHANNELS = Table(
    "channels",
    _l("Excerpts by channel, and what became of them; empty numbers are masked"),
    (
        Column("channel", _l("By which way they came"), values=Channel),
        Column("excerpts", _l("Number of excerpts"), Type.INTEGER),
        Column("kept", _l("Excerpts that were kept, whole or in part"), Type.INTEGER),
        Column("set_aside", _l("Excerpts that were not kept"), Type.INTEGER),
        Column("waiting", _l("Excerpts that wait for a decision"), Type.INTEGER),
    ),
    _channels,
)
GROUPS = Table(
    "groups",
    _l("Excerpts by kind of actor and by territory, and what became of them"),
    (
        Column("by", _l("What makes the groups"), values=By),
        Column("group", _l("Name of the group")),
        Column("excerpts", _l("Number of excerpts"), Type.INTEGER),
        Column("kept", _l("Excerpts that were kept, whole or in part"), Type.INTEGER),
        Column("set_aside", _l("Excerpts that were not kept"), Type.INTEGER),
        Column("waiting", _l("Excerpts that wait for a decision"), Type.INTEGER),
    ),
    _groups,
)
THEMES = Table(
    "themes",
    _l("The themes of the codebook, and how much was said of each"),
    (
        Column("id", _l("Identifier of the theme, made for this file")),
        Column("above", _l("Theme above it; empty: none"), of="themes"),
        Column("title", _l("Title of the theme")),
        Column("belongs", _l("What belongs to the theme")),
        Column("excludes", _l("What does not belong to the theme")),
        Column("excerpts", _l("Excerpts that people coded with it"), Type.INTEGER),
        Column("voices", _l("People or bodies who said them"), Type.INTEGER),
    ),
    _themes,
)
THEME_GROUPS = Table(
    "theme_groups",
    _l("How much each group said of each theme; small groups are merged, small numbers masked"),
    (
        Column("by", _l("What makes the groups"), values=By),
        Column("group", _l("Name of the group; … holds the small ones")),
        Column("theme", _l("Theme that it is about"), of="themes"),
        Column("excerpts", _l("Excerpts that people coded with it"), Type.INTEGER),
        Column("voices", _l("People or bodies who said them"), Type.INTEGER),
    ),
    _theme_groups,
)
ANSWERS = Table(
    "answers",
    _l("Answers to questionnaires whose results are public, counted; what is masked is empty"),
    (
        Column("activity", _l("Code of the activity"), of="activities"),
        Column("question", _l("Name of the question")),
        Column("label", _l("Words of the question")),
        Column("answer", _l("Answer, or statement of the table")),
        Column("measure", _l("What is counted")),
        Column("value", _l("Number or share, as the page of the results shows it")),
    ),
    _answers,
)
