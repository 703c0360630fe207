"""The ZIP: the same bytes for the same data. Each table as CSV and JSON, the dictionary as a data
package (Table Schema), what it is in both languages, the licence, the hashes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from flask_babel import force_locale

from app.ideas.open_data import LICENCE, LICENCE_ADDRESS
from app.publication.open_data import counted, process, strategy, words
from app.publication.open_data.columns import Column, Reading, Table, plain
from app.publication.sheets import Sheet
from app.publication.writers import csv_lines
from app.questionnaires.results.masks import SMALLEST_GROUP
from app.web.labels import LABELS, label

TABLES = (
    process.CONSULTATION,
    process.PHASES,
    process.ACTIVITIES,
    counted.CHANNELS,
    words.CONTRIBUTIONS,
    words.EXCERPTS,
    words.LINKS,
    counted.GROUPS,
    counted.THEMES,
    counted.THEME_GROUPS,
    counted.ANSWERS,
    strategy.LINES,
    strategy.VERSIONS,
    strategy.PLANS,
    strategy.ACTIONS,
    strategy.OBJECTIVES,
    strategy.PARTNERS,
    strategy.INDICATORS,
    strategy.MEASURES,
    process.BODIES,
    process.DECISIONS,
    process.REFERENCES,
)
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in the ZIP: the real one would make each ZIP another one."""
READABLE = 0o644 << 16
MANIFEST = "MANIFEST.sha256"
PACKAGE = "datapackage.json"
WORDS = Path(__file__).parent / "words_in_the_file"
READ_ME = ("LISEZMOI.md", "README.md")

Values = list[tuple[str | int | float | bool | None, ...]]


def write_zip(file: IO[bytes], reading: Reading, told: Callable[[float], None]) -> None:
    """Write the ZIP; `told` is called with the part of 1 that is done."""
    hashes: list[tuple[str, str]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        resources = []
        for done, table in enumerate(TABLES):
            resources.append(_add_table(archive, table, reading, hashes))
            told(done / len(TABLES))
        _add(archive, PACKAGE, _json(_package(reading, resources)), hashes)
        for name in READ_ME:
            _add(archive, name, _read_me(name, reading), hashes)
        _add(archive, "LICENCE.txt", f"{LICENCE}\n{LICENCE_ADDRESS}\n".encode(), hashes)
        manifest = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes))
        _write(archive, MANIFEST, manifest.encode())


def _add_table(
    archive: zipfile.ZipFile, table: Table, reading: Reading, hashes: list[tuple[str, str]]
) -> dict[str, Any]:
    rows: Values = [tuple(plain(value) for value in row) for row in table.rows(reading)]
    headings = tuple(column.name for column in table.columns)
    sheet = Sheet(table.name, table.name, headings, lambda _session, _id: iter(rows))
    content = b"".join(csv_lines(sheet, reading.session, reading.id))
    _add(archive, f"csv/{table.name}.csv", content, hashes)
    listed = [dict(zip(headings, row, strict=True)) for row in rows]
    _add(archive, f"json/{table.name}.json", _json(listed), hashes)
    return _resource(table, content, len(rows))


def _add(
    archive: zipfile.ZipFile, name: str, content: bytes, hashes: list[tuple[str, str]]
) -> None:
    hashes.append((name, hashlib.sha256(content).hexdigest()))
    _write(archive, name, content)


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    one = zipfile.ZipInfo(name, LONG_AGO)
    one.compress_type, one.create_system, one.external_attr = zipfile.ZIP_DEFLATED, 3, READABLE
    archive.writestr(one, content)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _package(reading: Reading, resources: list[dict[str, Any]]) -> dict[str, Any]:
    one = reading.consultation
    return {
        "profile": "tabular-data-package",
        "name": one.slug,
        "title": one.title,
        "description": one.summary,
        "licenses": [{"name": "etalab-2.0", "title": LICENCE, "path": LICENCE_ADDRESS}],
        "sillage:smallestGroup": SMALLEST_GROUP,
        "resources": resources,
    }


def _resource(table: Table, content: bytes, rows: int) -> dict[str, Any]:
    french, english = _in_both(lambda: str(table.told))
    return {
        "name": table.name,
        "path": f"csv/{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": french,
        "description_en": english,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";", "header": True},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "sillage:rows": rows,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": _resource_name(table, column), "fields": _key_of(column.of)},
        }
        for column in table.columns
        if column.of
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def _resource_name(table: Table, column: Column) -> str:
    """Table Schema names a table itself by nothing."""
    return "" if column.of == table.name else column.of


def _key_of(name: str) -> str:
    return next(table.columns[0].name for table in TABLES if table.name == name)


def _field(column: Column) -> dict[str, Any]:
    french, english = _in_both(lambda: str(column.told))
    found: dict[str, Any] = {
        "name": column.name,
        "type": column.format.value,
        "description": french,
        "description_en": english,
    }
    if column.values is not None:
        found["constraints"] = {"enum": [one.value for one in column.values]}
        found["sillage:labels"] = dict(_labels(column))
    if column.is_quasi:
        found["sillage:quasiIdentifier"] = True
    return found


def _labels(column: Column) -> Iterator[tuple[str, str]]:
    """The names of the codes, where the application has names for them."""
    with force_locale("fr"):
        for one in list(column.values) if column.values else []:
            if (type(one), one.value) in LABELS:
                yield one.value, label(one)


def _in_both(told: Callable[[], str]) -> tuple[str, str]:
    found = []
    for language in ("fr", "en"):
        with force_locale(language):
            found.append(told())
    return found[0], found[1]


def _read_me(name: str, reading: Reading) -> bytes:
    language = "fr" if name == READ_ME[0] else "en"
    with force_locale(language):
        tables = "\n".join(f"- `{table.name}` : {table.told}" for table in TABLES)
    text = (WORDS / name).read_text(encoding="utf-8")
    filled = text.replace("{title}", reading.consultation.title).replace("{tables}", tables)
    filled = filled.replace("{smallest}", str(SMALLEST_GROUP)).replace("{licence}", LICENCE)
    return filled.replace("{address}", LICENCE_ADDRESS).encode()
