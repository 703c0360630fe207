"""So many commits, one after the other: `python -m benchmarks.drills.committing COUNT`."""

from __future__ import annotations

import sys

from app import create_app
from app.cli.writing import transaction
from app.consultations.services import create_consultation


def main(arguments: list[str]) -> int:
    app = create_app()
    with app.app_context():
        for number in range(int(arguments[0])):
            with transaction() as session:
                create_consultation(session, slug=f"c-{number}", title=f"C {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
