"""Taking away everything that is kept about oneself: once, whole, and by its owner alone."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile

import pytest
import sqlalchemy as sa

from app.cli.privacy import tidy
from app.corpus import originals
from app.jobs import control
from app.models import Document, Job, JobState, PersonalExport, SignInFailure
from app.models.types import now
from app.privacy.exports import making_job
from app.privacy.exports.files import FOLDER
from app.privacy.holdings.holding import Words
from tests.conferences import text_of
from tests.erased_person import MARK, SAID, Person, files_with, places_of
from tests.factories import PASSWORD
from tests.integration.test_many_at_once import at_once
from tests.invited_people import MailBox
from tests.read_aloud import aloud

pytestmark = pytest.mark.either_database

PAGE = "/account/data"


@pytest.fixture
def person(app, session) -> Person:
    MailBox(app).empty()
    for path in _directory(app).glob("*"):
        path.unlink()
    return Person(session)


def _export(session) -> PersonalExport:
    session.rollback()
    return session.scalars(sa.select(PersonalExport)).one()


def _directory(app):
    return app.extensions["store"].root / FOLDER


def test_one_file_holds_everything_and_its_owner_is_told(app, session, person, sign_in, work):
    kept = originals.keep(io.BytesIO(b"the file as it came"), app.extensions["store"], limit=100)
    session.execute(
        sa.update(Document).where(Document.sha256 == "a" * 64).values(sha256=kept.sha256)
    )
    client = sign_in(account=person.account)
    assert "En tout" not in client.get(PAGE).text
    assert client.post(PAGE).status_code == 302
    assert "Votre fichier se prépare" in client.get(PAGE).text
    work()
    export = _export(session)
    answer = client.get(f"{PAGE}/{export.id}.zip")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        assert json.loads(archive.read("account.json"))[0]["Nom"] == f"Anne {MARK}"
        assert SAID in archive.read("contributions.json").decode()
        told = aloud(archive.read("LISEZ-MOI.txt").decode())
        (file,) = [name for name in names if name.startswith("files/") and name[-5:] == ".docx"]
        assert archive.read(file) == b"the file as it came"
    assert f"Nom : Anne {MARK}" in told
    (message,) = [one for one in MailBox(app).messages() if "prêtes" in str(one["Subject"])]
    assert message["To"] == person.account.email
    assert str(export.id) not in text_of(message), "no key is sent"
    assert f"{export.id}.zip" in client.get(PAGE).text


def test_nobody_else_takes_it_nor_anybody_once_its_time_is_over(
    app, session, person, sign_in, client, work
):
    owner, other = sign_in(account=person.account), sign_in()
    owner.post(PAGE)
    work()
    export = _export(session)
    address = f"{PAGE}/{export.id}.zip"
    assert other.get(address).status_code == 404
    assert client.get(address).status_code == 302
    export.expires_at = now() - dt.timedelta(seconds=1)
    session.commit()
    assert owner.get(address).status_code == 404
    said = app.test_cli_runner().invoke(tidy)
    assert said.output.startswith("1 exports")
    assert list(_directory(app).iterdir()) == []
    assert owner.get(PAGE).status_code == 200


def test_ten_who_ask_at_once_get_one_file(app, session, person, sign_in, work):
    client = sign_in(account=person.account)
    cookie = client.get_cookie("sillage")

    def ask() -> None:
        tab = app.test_client()
        tab.set_cookie("sillage", cookie.value)
        assert tab.post(PAGE).status_code == 302

    at_once([ask] * 5)
    work()
    first = _export(session)
    ask()
    assert _export(session).id == first.id, "just made, it serves"
    assert len(list(_directory(app).iterdir())) == 1


def test_a_worker_that_is_killed_starts_again_and_nothing_doubles(
    app, session, person, sign_in, work
):
    client = sign_in(account=person.account)
    client.post(PAGE)
    job = session.scalars(sa.select(Job).where(Job.kind == "personal_export")).one()
    with app.app_context():
        # Killed once the file was made: nobody was told so far.
        making_job.WORK.compute(session, job.subject_id, lambda *_: None)
    job.state, job.attempts = JobState.RUNNING, 1
    job.alive_at = now() - 2 * control.SILENCE
    session.commit()
    work()
    assert client.get(f"{PAGE}/{_export(session).id}.zip").status_code == 200
    assert len(list(_directory(app).iterdir())) == 1
    assert session.get_one(Job, job.id).attempts == 2


def test_erased_while_the_file_is_made_nothing_stays_of_it(app, session, person, sign_in, work):
    client = sign_in(account=person.account)
    client.post(PAGE)
    export_id = _export(session).id
    with app.app_context():
        size = making_job.WORK.compute(session, export_id, lambda *_: None)
    session.rollback()
    (proof,) = re.findall(r'name="proof"[^>]* value="([^"]+)"', client.get(f"{PAGE}/erase").text)
    said = {"words": Words.WITHDRAWN.value, "password": "wrong", "proof": proof}
    assert client.post(f"{PAGE}/erase", data=said).status_code == 422
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(SignInFailure)) == 1, "it counts"
    answer = client.post(f"{PAGE}/erase", data={**said, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}/erased")
    session.rollback()
    with app.app_context():
        making_job.WORK.store(session, export_id, size)
    session.commit()
    work()
    assert places_of(session, MARK, SAID) == []
    assert list(files_with(app.extensions["settings"].data_directory, MARK, SAID)) == []
    assert client.get(PAGE).status_code == 302, "nobody is signed in any more"
    assert client.get(answer.headers["Location"]).status_code == 200
    again = client.post(f"{PAGE}/erase", data=said)
    assert again.headers["Location"] == f"{PAGE}/erased", "sent twice, it is thanked twice"
    forged = client.post(f"{PAGE}/erase", data={**said, "proof": f"{proof[:-1]}!"})
    assert forged.headers["Location"].startswith("/sign-in")


def test_without_a_password_one_signed_in_a_moment_ago(app, session, person, sign_in):
    person.account.password_hash = None
    client = sign_in(account=person.account)
    page = client.get(f"{PAGE}/erase").text
    assert 'type="password"' not in page
    assert "Supprimer mon compte</button>" in page
    session.execute(sa.text("UPDATE account_session SET created_at = '2020-01-01 00:00:00+00:00'"))
    session.commit()
    assert "Reconnectez-vous" in client.get(f"{PAGE}/erase").text
    client.post(f"{PAGE}/erase", data={"words": "anonymous"})
    session.rollback()
    session.refresh(person.account)
    assert person.account.erased_at is None
