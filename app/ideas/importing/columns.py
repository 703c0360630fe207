"""What each column of a file of ideas is, proposed from its name and its values.

The proposal is where a person starts from: it is shown with its reason, and changed.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from app.corpus.tables import Table, column_words
from app.corpus.tables.column_words import words_of
from app.corpus.tables.profiles import Profile, profile

SAMPLES = 3
_MOST = 0.9


class IdeaColumn(enum.StrEnum):
    """What a column of a file of ideas is used for; each but IGNORE is that of one column."""

    TITLE = "title"
    WORDS = "words"
    IDENTIFIER = "identifier"
    DATE = "date"
    THEME = "theme"
    QUESTION = "question"
    TERRITORY = "territory"
    KIND = "kind"
    SUPPORTERS = "supporters"
    STATE = "state"
    ANSWER = "answer"
    LEAD = "lead"
    AUTHOR = "author"
    IGNORE = "ignore"


class Why(enum.StrEnum):
    """The reason of a proposal."""

    NAME = "name"
    VALUES = "values"
    WORDIEST = "wordiest"
    EMPTY = "empty"
    PERSONAL = "personal"
    SECOND = "second"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class IdeaColumnProposal:
    """The role proposed for the column at `index`. `samples` holds its first three values."""

    index: int
    name: str
    role: IdeaColumn
    why: Why
    samples: tuple[str, ...]
    filled: int


@dataclass(frozen=True)
class _Rule:
    """A column whose name has one of `names`, and none of `never`, and whose values fit."""

    role: IdeaColumn
    names: frozenset[str]
    fits: Callable[[Profile], bool]
    never: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _is_code(column: Profile) -> bool:
    return max(column.codes, column.whole_numbers, column.machine_codes) >= _MOST


def _is_unique_code(column: Profile) -> bool:
    return column.is_unique and _is_code(column)


def _is_count(column: Profile) -> bool:
    return column.numbers >= _MOST


def _is_few_words(column: Profile) -> bool:
    return column.length <= 120 and column.numbers < _MOST


def _is_name_of_few(column: Profile) -> bool:
    return _is_few_words(column) and (column.variety <= 0.5 or column.distinct <= 50)


def _is_text(column: Profile) -> bool:
    return column.numbers < _MOST and not _is_code(column)


_OF_OTHER_THINGS = _words(
    "author auteur autrice user utilisateur component space category categorie scope original"
    " meeting attachments area amend url urls lien link"
)
_NOT_ITS_DATE = _words("answered repondu updated modifie maj closed fin end debut start naissance")
_AUTHOR = _words(
    "author auteur autrice auteurs authors user username pseudo pseudonyme utilisateur nom prenom"
    " contributeur contributrice signature participant"
)

_RULES = (
    _Rule(
        IdeaColumn.LEAD,
        _words("lead parent doublon duplicate merged regroupee regroupe groupe group"),
        _is_code,
    ),
    _Rule(IdeaColumn.IDENTIFIER, column_words.IDENTIFIER, _is_unique_code, _OF_OTHER_THINGS),
    _Rule(
        IdeaColumn.SUPPORTERS,
        _words(
            "votes vote supports support supporters soutien soutiens endorsements endorsement likes"
            " upvotes adhesions appuis"
        ),
        _is_count,
    ),
    _Rule(IdeaColumn.STATE, _words("state statut status etat"), _is_name_of_few),
    _Rule(IdeaColumn.TITLE, _words("title titre intitule titres"), _is_text, _OF_OTHER_THINGS),
    _Rule(IdeaColumn.ANSWER, _words("answer reponse answers reponses"), _is_text),
    _Rule(IdeaColumn.QUESTION, _words("question consigne"), _is_name_of_few),
    _Rule(
        IdeaColumn.THEME,
        _words(
            "theme themes thematique thematiques category categorie categories label labels"
            " rubrique taxonomy taxonomies topic topics tag tags axe"
        ),
        _is_name_of_few,
        _words("id url"),
    ),
    _Rule(
        IdeaColumn.TERRITORY,
        _words(
            "territoire territory scope commune ville city departement department region secteur"
            " quartier lieu"
        ),
        _is_few_words,
        _words("id url"),
    ),
    _Rule(
        IdeaColumn.KIND,
        _words("type kind structure organisation organization organisme"),
        _is_name_of_few,
        _words("id url"),
    ),
    _Rule(
        IdeaColumn.WORDS,
        column_words.OPEN | _words("body texte corps detail details"),
        _is_text,
        _OF_OTHER_THINGS,
    ),
)


def propose_columns(table: Table) -> tuple[IdeaColumnProposal, ...]:
    """One proposal a column, in the order of the columns. No role is proposed twice."""
    profiles = [
        profile(name, (row.cells[index] for row in table.rows), len(table.rows))
        for index, name in enumerate(table.columns)
    ]
    judged = [_judge(column) for column in profiles]
    _keep_one_of_each(judged)
    _find_some_words(profiles, judged)
    return tuple(
        IdeaColumnProposal(index, column.name, role, why, column.values[:SAMPLES], column.filled)
        for index, (column, (role, why)) in enumerate(zip(profiles, judged, strict=True))
    )


def _judge(column: Profile) -> tuple[IdeaColumn, Why]:
    if not column.filled:
        return IdeaColumn.IGNORE, Why.EMPTY
    words = words_of(column.name)
    if column.personal >= _MOST or words & column_words.PERSONAL or words & _AUTHOR:
        return IdeaColumn.IGNORE, Why.PERSONAL
    if column.dates >= _MOST:
        wanted = not words & _NOT_ITS_DATE
        return (IdeaColumn.DATE, Why.VALUES) if wanted else (IdeaColumn.IGNORE, Why.NOT_NEEDED)
    for rule in _RULES:
        if words & rule.names and not words & rule.never and rule.fits(column):
            return rule.role, Why.NAME
    return IdeaColumn.IGNORE, Why.NOT_NEEDED


def _keep_one_of_each(judged: list[tuple[IdeaColumn, Why]]) -> None:
    seen = {IdeaColumn.IGNORE}
    for place, (role, _) in enumerate(judged):
        if role in seen and role is not IdeaColumn.IGNORE:
            judged[place] = (IdeaColumn.IGNORE, Why.SECOND)
        seen.add(role)


def _find_some_words(profiles: list[Profile], judged: list[tuple[IdeaColumn, Why]]) -> None:
    """Without a title and without words, the wordiest column that has no other use holds them."""
    if {IdeaColumn.TITLE, IdeaColumn.WORDS} & {role for role, _ in judged}:
        return
    free = [
        place
        for place, (role, why) in enumerate(judged)
        if role is IdeaColumn.IGNORE and why is Why.NOT_NEEDED and _is_text(profiles[place])
    ]
    if free:
        judged[max(free, key=lambda place: profiles[place].words)] = (
            IdeaColumn.WORDS,
            Why.WORDIEST,
        )
