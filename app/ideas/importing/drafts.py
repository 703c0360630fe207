"""From the rows of a file to the ideas that it would add to a box."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.corpus.tables import BadRow, Row, RowReason, Table, TableError, TableReason, parse_date
from app.corpus.tables.drafts import bad_cell, bad_date_of, hash_of, line_of, text_of
from app.corpus.tables.role_places import places_by_role
from app.ideas.importing.columns import IdeaColumn
from app.ideas.importing.values import (
    NO_STATE,
    WITHDRAWN,
    count_of,
    folded,
    kind_of,
    plain_words,
    verdict_of,
)
from app.models import OrganisationKind, Verdict
from app.web.prose import without_hidden_signs

LONGEST_TITLE = 150
LONGEST_WORDS = 50_000
LONGEST_NAME = 120
"""Signs of a theme, a territory, a signature."""
MOST_NAMED = 1000
"""Different themes of a file that are compared with one another."""
MOST_TOLD = 10
"""Values that cannot be read, as they are told to a person."""

_ONE_EACH = tuple(column for column in IdeaColumn if column is not IdeaColumn.IGNORE)


@dataclass(frozen=True)
class IdeaDraft:
    """An idea to be. `key` is the same whenever the same idea is imported again: the SHA-256 of its
    identifier, title and words. `lead_key` is that of the idea under which it is grouped."""

    row: int
    key: str
    title: str
    text: str
    identifier: str = ""
    question: str = ""
    date: dt.date | None = None
    signature: str = ""
    theme: str = ""
    territory: str = ""
    kind: OrganisationKind | None = None
    supporters: int = 0
    verdict: Verdict | None = None
    state: str = ""
    answer: str = ""
    lead: str = ""
    lead_key: str | None = None


@dataclass
class IdeaDrafts:
    """What comes of a file, and what does not.

    `withdrawn` counts ideas that nobody reads on their platform any more, `lost_leads` those that
    are grouped under an idea which the file does not hold. `unread` are states and kinds of bodies
    that have no counterpart here.
    """

    drafts: tuple[IdeaDraft, ...] = ()
    bad_rows: list[BadRow] = field(default_factory=list)
    empty_rows: int = 0
    duplicates: int = 0
    withdrawn: int = 0
    lost_leads: int = 0
    unread: dict[str, None] = field(default_factory=dict)

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that are named, in the order of the file."""
        return tuple(dict.fromkeys(draft.theme for draft in self.drafts if draft.theme))

    @property
    def unread_told(self) -> list[str]:
        return list(self.unread)[:MOST_TOLD]


def idea_drafts(table: Table, mapping: Mapping[int, IdeaColumn]) -> IdeaDrafts:
    """The ideas of a table; `mapping` gives the role of columns, by index.

    Raises TableError: NO_SUCH_COLUMN, ROLE_GIVEN_TWICE, NO_IDEA_COLUMN.
    """
    places = {
        role: found[0] if found else None
        for role, found in places_by_role(table, mapping, IdeaColumn, at_most_one=_ONE_EACH).items()
    }
    if places[IdeaColumn.TITLE] is None and places[IdeaColumn.WORDS] is None:
        raise TableError(TableReason.NO_IDEA_COLUMN, "No column holds titles or words of ideas.")
    result = IdeaDrafts()
    found: dict[str, IdeaDraft] = {}
    for row in table.rows:
        draft = _draft_of(table, row, places, result)
        if draft is None:
            continue
        if draft.key in found:
            result.duplicates += 1
        else:
            found[draft.key] = draft
    result.drafts = tuple(_grouped(_with_one_theme(found.values()), result))
    return result


_Places = Mapping[IdeaColumn, int | None]


def _draft_of(table: Table, row: Row, places: _Places, result: IdeaDrafts) -> IdeaDraft | None:
    def line(role: IdeaColumn) -> str:
        return without_hidden_signs(line_of(row, places[role]) or "")

    words = _words_of(row, places[IdeaColumn.WORDS])
    title = line(IdeaColumn.TITLE)
    if not title and not words:
        result.empty_rows += 1
        return None
    if folded(line(IdeaColumn.STATE)) in WITHDRAWN:
        result.withdrawn += 1
        return None
    bad = _bad_row(table, row, places, words or title)
    if bad is not None:
        result.bad_rows.append(bad)
        return None
    shown, text = _title_and_text(title, words)
    identifier = line(IdeaColumn.IDENTIFIER)
    date = places[IdeaColumn.DATE]
    supporters = places[IdeaColumn.SUPPORTERS]
    answer = _words_of(row, places[IdeaColumn.ANSWER])
    verdict, kind = _read(line(IdeaColumn.STATE), line(IdeaColumn.KIND), result)
    return IdeaDraft(
        row=row.number,
        key=hash_of([identifier, shown, text]),
        title=shown,
        text=text,
        identifier=identifier,
        question=line(IdeaColumn.QUESTION),
        date=parse_date(row.cells[date]) if date is not None else None,
        signature=line(IdeaColumn.AUTHOR)[:LONGEST_NAME],
        theme=line(IdeaColumn.THEME)[:LONGEST_NAME],
        territory=line(IdeaColumn.TERRITORY)[:LONGEST_NAME],
        kind=kind,
        supporters=count_of(row.cells[supporters]) if supporters is not None else 0,
        # Something was answered, whatever the platform calls it.
        verdict=verdict or (Verdict.CONSIDERED if answer else None),
        state=line(IdeaColumn.STATE),
        answer=answer,
        lead=line(IdeaColumn.LEAD),
    )


def _words_of(row: Row, place: int | None) -> str:
    return plain_words(text_of(row.cells[place])) if place is not None else ""


def _bad_row(table: Table, row: Row, places: _Places, words: str) -> BadRow | None:
    if len(words) > LONGEST_WORDS:
        place = places[IdeaColumn.WORDS]
        wordy = place if place is not None else places[IdeaColumn.TITLE]
        assert wordy is not None
        return bad_cell(table, row, wordy, RowReason.CELL_TOO_LONG)
    supporters = places[IdeaColumn.SUPPORTERS]
    if supporters is not None:
        try:
            count_of(row.cells[supporters])
        except ValueError:
            return bad_cell(table, row, supporters, RowReason.BAD_NUMBER)
    date = places[IdeaColumn.DATE]
    return bad_date_of(table, row, () if date is None else (date,))


def _title_and_text(title: str, words: str) -> tuple[str, str]:
    """A title that can be shown in a list, and all the words. Where they say the same, the text is
    the title; where one is missing or too long, the title is the beginning of the words."""
    if title and len(title) <= LONGEST_TITLE:
        return title, words or title
    if not title:
        line = without_hidden_signs(" ".join(words.split()))
        return (line, line) if len(line) <= LONGEST_TITLE else (_beginning(line), words)
    return _beginning(title), f"{title}\n\n{words}".strip()


def _beginning(line: str) -> str:
    cut = line[: LONGEST_TITLE - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"


def _read(
    state: str, kind: str, result: IdeaDrafts
) -> tuple[Verdict | None, OrganisationKind | None]:
    """The answer and the kind of body; what has no counterpart is told."""
    verdict, body = verdict_of(state), kind_of(kind)
    if verdict is None and folded(state) not in NO_STATE:
        result.unread[state] = None
    if kind and body is None:
        result.unread[kind] = None
    return verdict, body


def _with_one_theme(drafts: Collection[IdeaDraft]) -> list[IdeaDraft]:
    """Each draft with the first of its themes: `Énergie,Santé` where `Énergie` stands alone too. A
    comma within the name of a theme is left as it is."""
    named = sorted({draft.theme for draft in drafts if draft.theme}, key=len)
    alone = named if len(named) <= MOST_NAMED else []
    first = {
        theme: next((one for one in reversed(alone) if _is_first_of(one, theme)), theme)
        for theme in named
    }
    return [replace(draft, theme=first.get(draft.theme, "")) for draft in drafts]


def _is_first_of(theme: str, themes: str) -> bool:
    return themes.startswith(theme) and themes[len(theme) :].lstrip().startswith((",", ";", "|"))


def _grouped(drafts: Collection[IdeaDraft], result: IdeaDrafts) -> Iterator[IdeaDraft]:
    """Each draft with the key of the idea that leads its group, which has no lead itself."""
    by_identifier: dict[str, IdeaDraft] = {}
    for draft in drafts:
        if draft.identifier:
            by_identifier.setdefault(draft.identifier, draft)
    for draft in drafts:
        lead = _lead_of(draft, by_identifier)
        if draft.lead and lead is None and draft.lead != draft.identifier:
            result.lost_leads += 1
        yield replace(draft, lead_key=lead.key) if lead else draft


def _lead_of(draft: IdeaDraft, by_identifier: Mapping[str, IdeaDraft]) -> IdeaDraft | None:
    """The top of the chain above a draft; None where there is none, or where it turns round."""
    seen = {draft.key}
    lead = None
    above = by_identifier.get(draft.lead) if draft.lead else None
    while above is not None:
        if above.key in seen:
            # One that names itself leads; others turn round.
            return lead if above.lead == above.identifier else None
        seen.add(above.key)
        lead = above
        above = by_identifier.get(above.lead) if above.lead else None
    return lead
