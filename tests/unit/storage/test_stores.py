"""What both places of files promise alike: a folder, and a bucket of S3-compatible storage."""

from __future__ import annotations

import datetime as dt
import importlib.util
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.corpus import originals
from app.storage.bucket import Bucket
from app.storage.folder import Folder
from app.storage.store import FileLost, Store, StoreUnreachable
from environment.services import FileBucket
from tests.unit.storage.s3_server import BUCKET, endpoint_of, s3_server

WANTS_BOTO3 = pytest.mark.skipif(
    importlib.util.find_spec("boto3") is None, reason="wants boto3 (sillage[scale])"
)
KEY = "uploads/ab/abcdef"


@pytest.fixture(scope="module")
def s3() -> Iterator[object]:
    with s3_server() as server:
        yield server


@pytest.fixture
def bucket(s3, monkeypatch) -> Bucket:
    s3.objects.clear()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "us")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "k" * 40)
    return Bucket(FileBucket(BUCKET, "region/", endpoint_of(s3), "here"))


@pytest.fixture(params=["folder", pytest.param("bucket", marks=WANTS_BOTO3)])
def store(request, tmp_path) -> Store:
    if request.param == "folder":
        return Folder(tmp_path)
    return request.getfixturevalue("bucket")


def _keep(store: Store, key: str, content: bytes) -> None:
    with store.receive("uploads") as part:
        part.file.write(content)
        part.keep_as(key)


def test_a_file_is_given_back_byte_for_byte(store: Store) -> None:
    content = bytes(range(256)) * 5000
    _keep(store, KEY, content)
    assert store.holds(KEY)
    with store.open(KEY) as file:
        assert file.read() == content
        file.seek(1)
        assert file.read(1) == b"\x01"
    with store.on_disk(KEY) as path:
        assert path.read_bytes() == content


def test_a_file_that_is_kept_again_takes_the_place_of_the_first(store: Store) -> None:
    for content in (b"one", b"two"):
        _keep(store, KEY, content)
    with store.open(KEY) as file:
        assert file.read() == b"two"


def test_a_file_that_was_not_kept_leaves_nothing(store: Store) -> None:
    with store.receive("uploads") as part:
        part.file.write(b"half")
        assert list(store.each("uploads")) == []
    assert not store.holds(KEY)
    assert list(store.each("uploads")) == []


def test_a_file_that_is_not_there_is_said_to_be_lost(store: Store) -> None:
    takes: list[Callable[[], object]] = [
        lambda: store.open(KEY),
        lambda: store.on_disk(KEY).__enter__(),
    ]
    for take in takes:
        with pytest.raises(FileLost):
            take()
    assert not store.holds(KEY)
    store.erase(KEY)


def test_an_erased_file_is_nowhere(store: Store) -> None:
    _keep(store, KEY, b"one")
    store.erase(KEY)
    store.erase(KEY)
    assert not store.holds(KEY)
    assert list(store.each("uploads")) == []


def test_the_files_of_a_folder_are_told_with_size_and_moment(store: Store) -> None:
    keys = [f"uploads/{name[:2]}/{name}" for name in ("aaa", "bbb", "ccc", "ddd", "eee")]
    for key in (*keys, "exports/mine.zip"):
        _keep(store, key, b"12345")
    found = list(store.each("uploads"))
    assert [one.key for one in found] == keys
    assert {one.size for one in found} == {5}
    assert all(one.written_at.tzinfo for one in found)
    assert [one.key for one in store.each("exports")] == ["exports/mine.zip"]
    assert list(store.each("nothing")) == []


def test_a_file_that_was_written_again_is_not_erased_as_an_old_one(store: Store) -> None:
    _keep(store, KEY, b"one")
    (found,) = store.each("uploads")
    store.erase_older(KEY, found.written_at)
    assert store.holds(KEY)
    store.erase_older(KEY, found.written_at + dt.timedelta(seconds=1))
    store.erase_older(KEY, found.written_at)
    assert not store.holds(KEY)


@pytest.mark.parametrize("key", ["../secret", "uploads/../../secret", "/etc/passwd", "a//b", ""])
def test_no_key_leads_out_of_the_store(store: Store, key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        store.holds(key)


def test_originals_are_kept_once_and_named_by_their_bytes(store: Store) -> None:
    first, again = (originals.keep(io.BytesIO(b"said"), store, limit=4) for _ in range(2))
    assert (first.is_new, again.is_new, first.size) == (True, False, 4)
    assert first.sha256 == again.sha256
    originals.let_go(again, store)
    assert originals.opened(store, first.sha256).read() == b"said"
    originals.let_go(first, store)
    with pytest.raises(originals.OriginalLost):
        originals.opened(store, first.sha256)
    with pytest.raises(originals.OriginalTooLarge):
        originals.keep(io.BytesIO(b"said more"), store, limit=4)
    assert list(store.each(originals.FOLDER)) == []


def test_a_folder_is_for_its_owner_alone_and_half_files_are_no_files(tmp_path: Path) -> None:
    store = Folder(tmp_path / "shared")
    with store.receive("uploads") as part:
        part.file.write(b"half")
        assert store.root.joinpath("uploads").stat().st_mode & 0o077 == 0
        assert len(list(store.root.rglob(".part-*"))) == 1
        assert list(store.each("uploads")) == []
        (half,) = store.unfinished("uploads")
        store.erase_older(half.key, half.written_at)
    assert list(store.root.rglob(".part-*")) == []


@WANTS_BOTO3
def test_a_storage_that_refuses_or_is_away_is_an_error_of_the_system(bucket, s3) -> None:
    s3.refused = 1
    with pytest.raises(StoreUnreachable, match="AccessDenied"):
        bucket.open(KEY)
    away = Bucket(FileBucket(BUCKET, "", "http://127.0.0.1:9", "here"))
    with pytest.raises(StoreUnreachable):
        _keep(away, KEY, b"one")


@WANTS_BOTO3
def test_files_of_a_bucket_stand_under_its_prefix(bucket, s3) -> None:
    _keep(bucket, KEY, b"one")
    assert s3.objects == {f"region/{KEY}": b"one"}
