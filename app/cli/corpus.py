from __future__ import annotations

from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from app.cli.lookups import the_consultation
from app.cli.refusal import Refusal
from app.cli.writing import transaction
from app.corpus import importing
from app.corpus.importing import Preview
from app.corpus.originals import OriginalTooLarge
from app.corpus.search.indexing import index_again
from app.corpus.tables import ColumnRole, TableError
from app.models import Activity, Channel, Consultation, CorpusImport
from app.settings import current_settings
from app.storage.opening import current_store

LISTED = 20

corpus = AppGroup("corpus", help="The contributions of a consultation.")


@corpus.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--consultation", "slug", help="Its slug; not needed when there is only one.")
@click.option("--activity", "code", default="import", help="Code of the activity, made if absent.")
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    default=Channel.QUESTIONNAIRE.value,
)
@click.option("--column", "columns", multiple=True, metavar="NAME=ROLE", help="Correct a column.")
@click.option("--skip-bad-rows", is_flag=True, help="Import the others when some cannot be read.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and stop.")
def import_file(
    file: Path,
    slug: str | None,
    code: str,
    channel: str,
    columns: tuple[str, ...],
    skip_bad_rows: bool,
    dry_run: bool,
) -> None:
    """Import FILE (CSV, TSV, XLSX, ODS or JSON Lines). Importing it twice adds nothing."""
    if not file.is_file():
        raise Refusal(f"There is no file {str(file)!r}.")
    try:
        with transaction() as session:
            consultation = the_consultation(session, slug)
            received = _receive(session, consultation, file, columns)
            found = importing.preview(received, current_store())
            _say_columns(received, found)
            _refuse_bad_rows(found, skip_bad_rows)
            if dry_run:
                click.echo(f"{len(found.result.drafts)} contributions would be imported.")
                session.rollback()
                return
            _store(session, consultation, received, found, code, Channel(channel))
    except OriginalTooLarge as error:
        raise Refusal(f"{file.name} is larger than {error.args[0] // 2**20} MB.") from None
    except TableError as error:
        raise Refusal(f"{file.name}: {error}") from None


@corpus.command("index")
def index() -> None:
    """Make the index of words anew, as after an upgrade that changed it."""
    with transaction() as session:
        number = index_again(session)
    click.echo(f"{number} contributions can be found by their words.")


def _receive(
    session: Session, consultation: Consultation, file: Path, columns: tuple[str, ...]
) -> CorpusImport:
    settings = current_settings()
    with file.open("rb") as stream:
        received = importing.receive(
            session,
            consultation_id=consultation.id,
            account_id=None,
            stream=stream,
            filename=file.name,
            store=current_store(),
            limit=settings.upload_limit,
        )
    names = importing.read_original(received, current_store()).columns
    for correction in columns:
        name, _, role = correction.rpartition("=")
        if name not in names:
            raise Refusal(f"There is no column {name!r}; there are: {', '.join(names)}.")
        if role not in {one.value for one in ColumnRole}:
            raise Refusal(f"{role!r} is not one of {', '.join(ColumnRole)}.")
        received.roles = {**received.roles, str(names.index(name)): role}
    return received


def _say_columns(received: CorpusImport, found: Preview) -> None:
    for index, role in importing.roles_of(received).items():
        click.echo(f"  {role.value:<12}{found.table.columns[index]}", err=True)


def _refuse_bad_rows(found: Preview, skip: bool) -> None:
    if not found.bad_rows or skip:
        return
    for row in found.bad_rows[:LISTED]:
        click.echo(f"  row {row.number}: {row.reason.value}", err=True)
    raise Refusal(
        f"{len(found.bad_rows)} rows cannot be read; nothing was imported"
        " (--skip-bad-rows imports the others)."
    )


def _store(
    session: Session,
    consultation: Consultation,
    received: CorpusImport,
    found: Preview,
    code: str,
    channel: Channel,
) -> None:
    activity = session.scalar(
        sa.select(Activity).where(
            Activity.consultation_id == consultation.id, Activity.code == code
        )
    ) or importing.add_activity(
        session,
        consultation_id=consultation.id,
        channel=channel,
        title=received.filename,
        code=code,
    )
    received.start(job_id=None)
    received.activity = activity
    taken = importing.store(
        session,
        received,
        importing.to_contributions(found.result.drafts, lambda fraction: None),
        empty_rows=found.result.empty_rows,
        duplicates=found.result.duplicates,
    )
    if not taken.added:
        click.echo("Nothing new: these contributions were imported before.")
    click.echo(
        f"{received.added} contributions added, {received.already_there} already there,"
        f" {received.empty_rows} rows without an answer."
    )
