"""`python -m tests.security.attacked_server PLAN`: the platform as it runs behind a proxy.

Makes its tables, fills them, writes the plan of the attack to the file PLAN, then answers.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

import flask_migrate
import waitress
from flask import Flask

from app import create_app
from app.jobs.queue import queue
from app.web import limits
from tests.security.seeding import seed

# The cost is tested where nobody waits for it; a crawl guesses many codes.
limits.COST_OF_A_WRONG_CODE = 0.0


def main(plan: Path) -> None:
    app = create_app()
    with app.app_context():
        flask_migrate.upgrade()
    told = seed(app)
    threading.Thread(target=_answer, args=(app,), daemon=True).start()
    unfinished = plan.with_suffix(".part")
    unfinished.write_text(json.dumps(told), encoding="utf-8")
    unfinished.rename(plan)
    with app.app_context():
        while True:
            queue.work()
            time.sleep(0.05)


def _answer(app: Flask) -> None:
    settings = app.extensions["settings"]
    waitress.serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=8,
        ident=None,
        clear_untrusted_proxy_headers=False,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
