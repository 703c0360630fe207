"""What pages need to go on without a network: the service worker, and a token to send later.

The scripts and how to use them are in `static/js/offline/`.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from app.corpus.codes import derived_secret
from app.settings import current_settings
from app.web.guard import account_id_of_current_user, public
from app.web.session_cookie import leaves_session_alone

blueprint = Blueprint("offline", __name__)
NOBODY = "nobody"
SCRIPT = Path("js", "offline", "service-worker.js")


def account_mark() -> str:
    """What stands for the account in the browser: it tells accounts apart, and names nobody."""
    account_id = account_id_of_current_user()
    if account_id is None:
        return NOBODY
    return derived_secret(current_settings().secret_key, b"browser:" + account_id.bytes)[:32]


@blueprint.get("/service-worker.js")
@public
def service_worker() -> ResponseReturnValue:
    """From the root, because it serves pages of all addresses below its own."""
    folder = Path(str(current_app.static_folder))
    source = (folder / SCRIPT).read_text(encoding="utf-8")
    version = f'const VERSION = "{_version(_state_of_files(folder))}";\n'
    return Response(version + source, content_type="text/javascript; charset=utf-8")


@blueprint.before_app_request
def refuse_the_words_of_another() -> None:
    """What a page sends by itself names whose words it carries: whoever signed in since then, in
    another tab, has not said them."""
    named = request.headers.get("X-Sending-As")
    if named is not None and named != account_mark():
        abort(409)


@blueprint.get("/sending-token")
@public
@leaves_session_alone
def sending_token() -> ResponseReturnValue:
    """A token for what was written on a page that was kept for long, and whose session this is."""
    return jsonify(token=generate_csrf(), account=account_mark())


def _state_of_files(folder: Path) -> tuple[tuple[Path, int], ...]:
    """The files below a folder, and when each changed, in nanoseconds."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((path, path.stat().st_mtime_ns) for path in files)


@functools.lru_cache(maxsize=1)
def _version(files: tuple[tuple[Path, int], ...]) -> str:
    """A digest of what the files hold, read again when one of them changed."""
    digest = hashlib.sha256()
    for path, _changed_at in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
