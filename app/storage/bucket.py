"""Files in a bucket of S3-compatible storage, by boto3, which nothing else asks for."""

from __future__ import annotations

import datetime as dt
import importlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeVar, cast

from app.storage.store import FileLost, StoredFile, StoreUnreachable, checked, copy
from environment.services import FileBucket

T = TypeVar("T")
TIMEOUTS = {"connect_timeout": 5, "read_timeout": 60}
"""Seconds."""
GONE = ("404", "NoSuchKey", "NotFound")


@dataclass(frozen=True)
class _Part:
    bucket: Bucket
    file: IO[bytes]

    def keep_as(self, key: str) -> None:
        self.file.seek(0)
        self.bucket.put(key, self.file)


class Bucket:
    """Objects of a bucket. Who we are is read from the environment (`AWS_ACCESS_KEY_ID`…)."""

    def __init__(self, where: FileBucket) -> None:
        config = importlib.import_module("botocore.config").Config(
            **TIMEOUTS,
            retries={"max_attempts": 3, "mode": "standard"},
            # Not every storage knows the checksums that Amazon's adds by itself.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": "path" if where.endpoint else "auto"},
        )
        self._name, self._prefix = where.name, where.prefix
        self._errors = importlib.import_module("botocore.exceptions")
        self._client: Any = importlib.import_module("boto3").client(
            "s3",
            endpoint_url=where.endpoint or None,
            region_name=where.region or None,
            config=config,
        )

    @contextmanager
    def receive(self, folder: str) -> Iterator[_Part]:
        with tempfile.TemporaryFile() as file:
            yield _Part(self, file)

    def put(self, key: str, file: IO[bytes]) -> None:
        """Keep a file, whole or not at all."""
        self._asked(lambda: self._client.put_object(**self._named(key), Body=file))

    def open(self, key: str) -> BinaryIO:
        """Read a file, taken here whole first: that it is lost is known before one answers."""
        file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - the reader closes it
        try:
            self._take(key, file)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    @contextmanager
    def on_disk(self, key: str) -> Iterator[Path]:
        """A copy, which goes at once: what is erased from the bucket must be nowhere else."""
        with tempfile.NamedTemporaryFile(prefix="sillage-") as file:
            self._take(key, file)
            file.flush()
            yield Path(file.name)

    def holds(self, key: str) -> bool:
        try:
            self._asked(lambda: self._client.head_object(**self._named(key)))
        except FileLost:
            return False
        return True

    def erase(self, key: str) -> None:
        self._asked(lambda: self._client.delete_object(**self._named(key)))

    def erase_older(self, key: str, moment: dt.datetime) -> None:
        with suppress(FileLost):
            told = self._asked(lambda: self._client.head_object(**self._named(key)))
            if told["LastModified"] < moment:
                self.erase(key)

    def unfinished(self, folder: str) -> Iterator[StoredFile]:
        return iter(())  # What is not whole is a file without a name on the machine that writes it.

    def each(self, folder: str) -> Iterator[StoredFile]:
        listing = self._client.get_paginator("list_objects_v2")
        pages = iter(listing.paginate(Bucket=self._name, Prefix=f"{self._prefix}{folder}/"))
        while (page := self._asked(lambda: next(pages, None))) is not None:
            for one in page.get("Contents", ()):
                key = one["Key"].removeprefix(self._prefix)
                yield StoredFile(key, one["Size"], one["LastModified"])

    def _take(self, key: str, target: IO[bytes]) -> None:
        def take() -> None:
            copy(self._client.get_object(**self._named(key))["Body"], target)

        self._asked(take)

    def _named(self, key: str) -> dict[str, str]:
        return {"Bucket": self._name, "Key": f"{self._prefix}{checked(key)}"}

    def _asked(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except self._errors.ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in GONE:
                raise FileLost(code) from None
            raise StoreUnreachable(f"the storage of files refuses: {code}") from None
        except self._errors.BotoCoreError as error:
            raise StoreUnreachable(f"no storage of files: {type(error).__name__}") from None
