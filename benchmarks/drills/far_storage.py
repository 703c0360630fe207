"""A Redis and a bucket on this machine, where queues, counters and files are on other machines."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from benchmarks.processes import free_port, until
from tests.unit.storage.s3_server import BUCKET, endpoint_of, s3_server


def is_redis_here() -> bool:
    """Both the server and its client."""
    has_client = importlib.util.find_spec("redis") is not None
    return has_client and shutil.which("redis-server") is not None


@contextmanager
def redis_server() -> Iterator[str]:
    """The address of a Redis of its own, which keeps nothing."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="sillage-redis-") as folder:
        own = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        server = subprocess.Popen(["redis-server", *own], stdout=subprocess.DEVNULL)
        try:
            until(lambda: _answers(port), "Redis to answer")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait()


@contextmanager
def far_storage() -> Iterator[dict[str, str]]:
    """The settings of a platform that keeps no file, counts no limit and sends no job by itself."""
    with redis_server() as redis, s3_server() as s3:
        yield {
            "QUEUE_URL": redis,
            "RATE_LIMITS": "1",
            "RATE_LIMIT_STORAGE": redis,
            "FILES_URL": f"s3://{BUCKET}/drill?endpoint={endpoint_of(s3)}&region=here",
            "AWS_ACCESS_KEY_ID": "us",
            "AWS_SECRET_ACCESS_KEY": "k" * 40,
        }


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
