"""Fills one template in under limits and writes the DOCX, or why not, on standard output."""

import argparse
import json
import sys
from pathlib import Path

from documents.confining import ask_limits, confine
from documents.templating.filling import fill
from documents.templating.refusals import TemplateFault, TemplateRefused
from documents.templating.wire import MADE, REFUSED


def main() -> int:
    parser = argparse.ArgumentParser(prog="documents.templating", description=__doc__)
    ask_limits(parser)
    parser.add_argument("template", type=Path)
    parser.add_argument("values", type=Path)
    asked = parser.parse_args()
    template, values = asked.template.read_bytes(), json.loads(asked.values.read_bytes())
    confine(asked)
    sys.stdout.buffer.write(_answer(template, values))
    return 0


def _answer(template: bytes, values: dict[str, object]) -> bytes:
    try:
        return MADE + fill(template, values)
    except TemplateRefused as refused:
        return REFUSED + json.dumps([refused.fault.value, refused.detail[:300]]).encode()
    except MemoryError:
        return REFUSED + json.dumps([TemplateFault.TOO_GREEDY.value, ""]).encode()


if __name__ == "__main__":
    sys.exit(main())
