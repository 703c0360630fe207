"""What every command asks: a table of texts, its columns, a seed, where to write."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.commands.tables import ComingTable, open_table
from analysis.documents import Document
from analysis.encoders import Encoder, open_encoder
from analysis.errors import AnalysisError
from analysis.texts.corpus import text_hash
from analysis.verifying.verification import Columns


def add_input(parser: argparse.ArgumentParser) -> None:
    """Ask for a table of texts and for what its columns are."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or TSV, one text a row")
    parser.add_argument("--text-column", required=True)
    parser.add_argument("--id-column")
    parser.add_argument("--respondent-column", help="who speaks: the same for one person's rows")
    parser.add_argument("--channel-column", help="how the text came: workshop, questionnaire…")
    parser.add_argument(
        "--attribute-column",
        action="append",
        default=[],
        dest="attribute_columns",
        metavar="COLUMN",
        help="what is known of who speaks: type of actor, territory… (may be given several times)",
    )


def add_themes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--themes", type=_themes, default=None, metavar="N|auto", help="number of themes"
    )


def add_seed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=_seed, default=0)


def add_encoder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoder",
        metavar="FOLDER",
        help="a model2vec or sentence-transformers model on this machine; nothing is downloaded",
    )


def encoder_in(options: argparse.Namespace) -> Encoder | None:
    """Open the encoder that the option of `add_encoder` names.

    Raises
    ------
    AnalysisError : what `open_encoder` refuses.
    """
    return open_encoder(options.encoder) if options.encoder is not None else None


def add_output(parser: argparse.ArgumentParser, example: str) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=example)


def documents_in(options: argparse.Namespace) -> list[Document]:
    """Read the documents that the options of `add_input` describe.

    Raises
    ------
    AnalysisError : the file cannot be read, a column is not there, an id is empty or used twice.
    """
    return list(documents_coming(options))


def documents_coming(options: argparse.Namespace) -> Iterator[Document]:
    """Read the same documents, each when it is asked for.

    Raises
    ------
    AnalysisError : as `documents_in`, now or while they come.
    """
    return table_documents(
        open_table(options.file),
        options.text_column,
        options.id_column,
        respondent_column=options.respondent_column,
        channel_column=options.channel_column,
        attribute_columns=options.attribute_columns,
    )


def columns_asked(options: argparse.Namespace) -> Columns:
    """Return the columns on which a result depends, as a manifest keeps them."""
    return Columns(
        text=options.text_column,
        id=options.id_column,
        respondent=options.respondent_column,
        channel=options.channel_column,
    )


def table_documents(
    table: ComingTable,
    text_column: str,
    id_column: str | None,
    *,
    respondent_column: str | None = None,
    channel_column: str | None = None,
    attribute_columns: Sequence[str] = (),
) -> Iterator[Document]:
    """Yield one document per row.

    Without an id column, the id is the start of the hash of the text and the number of the
    occurrence, so that it does not depend on the order of the rows.

    Raises
    ------
    AnalysisError : a column that is not there; while they come, an empty id, and what the rows of
        the table raise.
    """
    text_at = table.place(text_column)
    id_at = None if id_column is None else table.place(id_column)
    respondent_at = table.place(respondent_column) if respondent_column else None
    channel_at = table.place(channel_column) if channel_column else None
    attributes = [(name, table.place(name)) for name in attribute_columns]

    def documents() -> Iterator[Document]:
        seen: Counter[str] = Counter()
        nothing: dict[str, str] = {}
        for number, row in enumerate(table.rows, start=1):
            if id_at is None:
                name = _id_by_hash(row[text_at], seen)
            elif not (name := row[id_at]).strip():
                raise AnalysisError(
                    f"{table.name}: row {number} has no id in column {id_column!r}."
                )
            # By place: naming what is given takes as long as making the document.
            yield Document(
                name,
                row[text_at],
                None if respondent_at is None else row[respondent_at].strip() or None,
                "" if channel_at is None else row[channel_at].strip(),
                {known: row[at].strip() for known, at in attributes} if attributes else nothing,
            )

    return documents()


def _id_by_hash(text: str, seen: Counter[str]) -> str:
    start = text_hash(text)[:16]
    seen[start] += 1
    return f"{start}-{seen[start]}"


def _themes(value: str) -> int | None:
    if value == "auto":
        return None
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is neither 'auto' nor a number from 1")
    return number


def _seed(value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        number = -1
    if not 0 <= number < 1_000_000:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number from 0 to 999999")
    return number
