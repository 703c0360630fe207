"""A proposal of what each column is, from its values first and its name second.

The proposal is only where a person starts from: it is shown, and changed.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from app.corpus.tables import column_words
from app.corpus.tables.column_words import words_of
from app.corpus.tables.profiles import Profile, profile
from app.corpus.tables.table import Table

SAMPLES = 3

_MOST = 0.9
_SHORT_NAME = 4
_FEW_NUMBERS = 20
_FEW_QUESTIONS = 100


class ColumnRole(enum.StrEnum):
    """What a column is used for.

    OPEN becomes contributions; RESPONDENT says who answered (same value, same person);
    IDENTIFIER says which row it is; QUESTION holds the question asked, when rows answer several;
    ATTRIBUTE describes the respondent or is a closed answer.
    """

    OPEN = "open"
    ATTRIBUTE = "attribute"
    RESPONDENT = "respondent"
    IDENTIFIER = "identifier"
    QUESTION = "question"
    DATE = "date"
    IGNORE = "ignore"


@dataclass(frozen=True)
class ColumnProposal:
    """The role proposed for the column at ``index``, and the code of the reason, ``why``.

    ``filled`` counts rows with a value, ``distinct`` its different values, ``samples`` holds the
    first three of them.
    """

    index: int
    name: str
    role: ColumnRole
    samples: tuple[str, ...]
    filled: int
    distinct: int
    why: str


_Verdict = tuple[ColumnRole, str]


def propose_roles(table: Table) -> tuple[ColumnProposal, ...]:
    """Return one proposal a column, in the order of the columns.

    At most one column is proposed as IDENTIFIER, RESPONDENT and QUESTION.
    """
    profiles = [
        profile(name, (row.cells[index] for row in table.rows), len(table.rows))
        for index, name in enumerate(table.columns)
    ]
    verdicts = [_judge(measured, place) for place, measured in enumerate(profiles)]
    _name_the_question(profiles, verdicts)
    _name_the_respondent(profiles, verdicts)
    _keep_one(
        ColumnRole.IDENTIFIER,
        verdicts,
        otherwise=(ColumnRole.IGNORE, "second_identifier"),
    )
    _find_some_text(profiles, verdicts)
    return tuple(
        ColumnProposal(
            index=index,
            name=measured.name,
            role=role,
            samples=measured.values[:SAMPLES],
            filled=measured.filled,
            distinct=measured.distinct,
            why=why,
        )
        for index, (measured, (role, why)) in enumerate(zip(profiles, verdicts, strict=True))
    )


def _judge(column: Profile, place: int) -> _Verdict:
    if column.filled == 0:
        return ColumnRole.IGNORE, "empty"
    words = words_of(column.name)
    named = words if len(words) <= _SHORT_NAME else frozenset[str]()
    return (
        _judge_personal(column, named)
        or _judge_single_value(column)
        or _judge_date(column, named)
        or _judge_code(column, named, place)
        or _judge_number(column, named)
        or _judge_text(column, named)
    )


def _judge_personal(column: Profile, named: frozenset[str]) -> _Verdict | None:
    """Addresses and names are not needed to read an answer: a person may decide otherwise."""
    if column.personal >= _MOST:
        return ColumnRole.IGNORE, "personal_data"
    if named & column_words.PERSONAL and column.words < 4 and column.variety > 0.1:
        return ColumnRole.IGNORE, "personal_data"
    return None


def _judge_single_value(column: Profile) -> _Verdict | None:
    if column.distinct > 1 or column.rows == 1:
        return None
    if column.filled == column.rows:
        return ColumnRole.IGNORE, "constant"
    if column.words >= 4 and column.values[0].casefold() != column.name.casefold():
        # Written once and unlike the name of the column: an answer, not a box.
        return (ColumnRole.OPEN, "free_text") if column.filled == 1 else None
    return ColumnRole.ATTRIBUTE, "ticked_option"


def _judge_date(column: Profile, named: frozenset[str]) -> _Verdict | None:
    if column.dates >= _MOST:
        return ColumnRole.DATE, "dates"
    if named & column_words.TIME and column.length < 80 and column.digits >= 0.15:
        return ColumnRole.IGNORE, "unreadable_dates"
    return None


def _judge_code(column: Profile, named: frozenset[str], place: int) -> _Verdict | None:
    if max(column.codes, column.machine_codes, column.whole_numbers) < _MOST:
        if named & column_words.RESPONDENT and column.words <= 3 and column.length <= 60:
            return ColumnRole.RESPONDENT, "name_says_respondent"
        return None
    if named & column_words.TECHNICAL and column.machine_codes >= _MOST:
        return ColumnRole.IGNORE, "technical"
    if named & column_words.RESPONDENT:
        return ColumnRole.RESPONDENT, "name_says_respondent"
    is_named = bool(named & column_words.IDENTIFIER) and not named & column_words.PROFILE
    if column.is_unique and (is_named or (place == 0 and column.rows > 1)):
        return ColumnRole.IDENTIFIER, "unique_codes"
    if is_named and column.variety > 0.05 and column.machine_codes < _MOST:
        return ColumnRole.IDENTIFIER, "repeated_codes"
    if column.machine_codes >= _MOST and column.whole_numbers < _MOST:
        return ColumnRole.IGNORE, "technical"
    return None


def _judge_number(column: Profile, named: frozenset[str]) -> _Verdict | None:
    if column.numbers < _MOST:
        return None
    if named & column_words.PROFILE:
        return ColumnRole.ATTRIBUTE, "name_says_profile"
    if column.distinct <= _FEW_NUMBERS and column.variety <= 0.5:
        return ColumnRole.ATTRIBUTE, "few_numbers"
    return ColumnRole.IGNORE, "measure"


def _judge_text(column: Profile, named: frozenset[str]) -> _Verdict:
    if column.is_list_of_options:
        return ColumnRole.ATTRIBUTE, "several_options"
    says_open = bool(named & column_words.OPEN) and not named & column_words.PROFILE
    if column.length >= 120 and column.variety >= 0.3:
        return ColumnRole.OPEN, "long_text"
    share_long = column.long_values / max(1, len(column.sample))
    if says_open and column.words >= 1.5 and column.variety >= 0.3:
        return ColumnRole.OPEN, "name_says_open"
    if share_long >= 0.3 and column.variety >= 0.4 and (column.words >= 4 or column.length >= 40):
        return ColumnRole.OPEN, "free_text"
    if column.variety < 0.3 or column.distinct <= 2:
        return ColumnRole.ATTRIBUTE, "few_values"
    return ColumnRole.ATTRIBUTE, "short_text"


def _name_the_question(profiles: Sequence[Profile], verdicts: list[_Verdict]) -> None:
    """A column whose few values are questions, in a table of which another column is text."""
    open_places = {place for place, verdict in enumerate(verdicts) if verdict[0] is ColumnRole.OPEN}
    best: tuple[bool, float, int] | None = None
    for place, column in enumerate(profiles):
        if not open_places - {place} or column.distinct > _FEW_QUESTIONS or column.rows < 2:
            continue
        if column.numbers >= _MOST or column.filled < 0.9 * column.rows:
            continue
        is_named = bool(words_of(column.name) & column_words.QUESTION) and column.variety <= 0.8
        asks = column.questions >= 0.6 and column.words >= 4 and column.variety <= 0.5
        candidate = (is_named, column.questions, -place)
        if (is_named or asks) and (best is None or candidate > best):
            best = candidate
    if best is not None:
        verdicts[-best[2]] = (
            ColumnRole.QUESTION,
            "name_says_question" if best[0] else "questions",
        )


def _name_the_respondent(profiles: Sequence[Profile], verdicts: list[_Verdict]) -> None:
    """Keep one respondent column; a repeated identifier is one when rows answer questions."""
    for place, verdict in enumerate(verdicts):
        if verdict == (ColumnRole.IDENTIFIER, "repeated_codes"):
            has_question = any(role is ColumnRole.QUESTION for role, _ in verdicts)
            verdicts[place] = (
                (ColumnRole.RESPONDENT, "repeated_codes")
                if has_question
                else (ColumnRole.IGNORE, "technical")
            )
    places = [
        place for place, verdict in enumerate(verdicts) if verdict[0] is ColumnRole.RESPONDENT
    ]
    # A code tells people apart better than a pseudonym that two of them may share.
    places.sort(
        key=lambda place: (
            -round(profiles[place].codes),
            -profiles[place].filled,
            place,
        )
    )
    for place in places[1:]:
        verdicts[place] = (ColumnRole.IGNORE, "second_respondent")


def _keep_one(role: ColumnRole, verdicts: list[_Verdict], *, otherwise: _Verdict) -> None:
    places = [place for place, verdict in enumerate(verdicts) if verdict[0] is role]
    for place in places[1:]:
        verdicts[place] = otherwise


def _find_some_text(profiles: Sequence[Profile], verdicts: list[_Verdict]) -> None:
    """When no column is clearly open, propose the wordiest one: a file of answers has some."""
    if any(role is ColumnRole.OPEN for role, _ in verdicts):
        return
    wordy = [
        place
        for place, verdict in enumerate(verdicts)
        if verdict == (ColumnRole.ATTRIBUTE, "short_text")
        and profiles[place].words >= 1.5
        and profiles[place].variety >= 0.5
        and profiles[place].numbers < _MOST
    ]
    if wordy:
        place = max(wordy, key=lambda place: profiles[place].words)
        verdicts[place] = (ColumnRole.OPEN, "wordiest")
