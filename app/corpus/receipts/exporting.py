"""What was recorded with a receipt, to take away: as data, as a text to read, with the files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import IO, Any

from flask_babel import gettext as _

from app.corpus import originals
from app.corpus.receipts.given import GivenFile
from app.corpus.receipts.receipt_page import ReceiptPage, Recorded
from app.models.types import PARIS
from app.publication.became.shown import Step
from app.storage.store import Store
from app.web.filters import day
from app.web.labels import label
from app.web.paging import Cursor

ZIP = "application/zip"
Reader = Callable[[Cursor], ReceiptPage]
"""Reads the page of a receipt from a place on."""


def every_page(read: Reader) -> list[ReceiptPage]:
    """All the pages of a receipt; most have one."""
    pages = [read(Cursor())]
    while key := pages[-1].page.next_key:
        pages.append(read(Cursor(key)))
    return pages


def data_of(pages: list[ReceiptPage]) -> dict[str, Any]:
    """What was recorded and what became of it, as JSON can hold it. The code is not told: a file
    is passed on more easily than a code."""
    first = pages[0]
    activity = first.receipt.activity
    return {
        "activity": activity.title,
        "channel": activity.channel.value,
        "received_on": first.receipt.created_at.astimezone(PARIS).date().isoformat(),
        "is_withdrawn": first.given.is_withdrawn,
        "title": "" if first.given.is_withdrawn else first.given.title,
        "recorded": [asdict(fact) for fact in first.facts],
        "way": [_step(step) for step in first.way],
        "contributions": [_contribution(one) for page in pages for one in page.page.rows],
        "notes_waiting": [note.text for note in first.waiting],
        "files": [file.name for file in _files(first)],
    }


def text_of(pages: list[ReceiptPage]) -> str:
    """The same, to be read by anybody with any program."""
    first = pages[0]
    return "\n".join(
        [
            first.receipt.activity.title,
            _("Received on %(day)s", day=day(first.receipt.created_at)),
            *([_("This was withdrawn.")] if first.given.is_withdrawn else []),
            *(f"{fact.label} – {fact.value}" for fact in first.facts),
            *_steps_in_words(first.way),
            *(line for page in pages for one in page.page.rows for line in _in_words(one)),
            *(f"\n« {note.text} »\n{_waits()}" for note in first.waiting),
            "",
        ]
    )


def write_archive(
    file: IO[bytes], receipts: Iterator[tuple[str, list[ReceiptPage]]], store: Store
) -> None:
    """An archive of receipts, each under the folder that stands before it; files of `store`
    that were sent go with them."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, pages in receipts:
            data = json.dumps(data_of(pages), ensure_ascii=False, indent=2)
            archive.writestr(f"{folder}receipt.json", data)
            archive.writestr(f"{folder}receipt.txt", text_of(pages))
            for number, one in enumerate(_files(pages[0]), 1):
                name = f"{folder}files/{number:02}-{originals.told_name(one.name)}"
                try:
                    with originals.on_disk(store, one.sha256) as path:
                        archive.write(path, name)
                except originals.OriginalLost:
                    archive.writestr(f"{name}.txt", _("This file is not kept any more."))


def has_files(page: ReceiptPage) -> bool:
    return bool(_files(page))


def _files(page: ReceiptPage) -> list[GivenFile]:
    return [] if page.given.is_withdrawn else page.given.files()


def _waits() -> str:
    return _("It waits for the synthesis.")


def _contribution(one: Recorded) -> dict[str, Any]:
    return {
        "title": one.contribution.title,
        "question": one.contribution.question,
        "text": one.contribution.text,
        "state": one.contribution.state.value,
        "excerpts": [
            {"text": way.text, "way": [_step(step) for step in way.steps]} for way in one.ways
        ],
    }


def _step(step: Step) -> dict[str, str]:
    return {"kind": step.kind, "title": step.title, "note": step.note, "state": step.state}


def _in_words(one: Recorded) -> Iterator[str]:
    words = one.contribution
    yield f"\n{words.title or words.question}".rstrip()
    yield words.text
    yield f"{_('State')} – {label(words.state)}"
    for way in one.ways:
        yield f"« {way.text} »"
        yield from _steps_in_words(way.steps)


def _steps_in_words(steps: list[Step]) -> Iterator[str]:
    for step in steps:
        note = f" ({step.note})" if step.note else ""
        yield f"  → {step.kind} – {step.title}{note}"
