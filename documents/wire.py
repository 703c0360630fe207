"""A document that was read, or its refusal, as JSON between two processes."""

import json
from dataclasses import astuple
from typing import Any

from documents.content import Block, BlockKind, Caution, Format, ReadDocument
from documents.refusals import DocumentError, Reason


def written(result: ReadDocument | DocumentError) -> bytes:
    told = json.dumps(_plain(result), ensure_ascii=False, separators=(",", ":"))
    return told.encode(errors="replace")


def understood(sent: bytes) -> ReadDocument:
    """What the other process read.

    Raises:
        DocumentError: the refusal that it sent.
        ValueError, TypeError, KeyError, RecursionError: it sent something else.
    """
    told: dict[str, Any] = json.loads(sent)
    if "reason" in told:
        raise DocumentError(Reason(told["reason"]), told["details"])
    return ReadDocument(
        format=Format(told["format"]),
        text=told["text"],
        blocks=tuple(Block(BlockKind(kind), *rest) for kind, *rest in told["blocks"]),
        pages=told["pages"],
        warnings=tuple(map(Caution, told["warnings"])),
    )


def _plain(result: ReadDocument | DocumentError) -> dict[str, Any]:
    if isinstance(result, DocumentError):
        return {"reason": result.reason, "details": result.details}
    return {
        "format": result.format,
        "text": result.text,
        "blocks": [astuple(block) for block in result.blocks],
        "pages": result.pages,
        "warnings": result.warnings,
    }
