"""Charts in addresses: what a chart holds travels with the page that shows it, signed.

The picture is drawn when the browser asks for it, by whichever process, and no answer is read a
second time. An address can be neither made up nor passed on to those who see less.
"""

from __future__ import annotations

import uuid

from flask import url_for
from itsdangerous import BadData, URLSafeSerializer

from charts.model import Chart, unpack

LONGEST = 3_000
"""Characters; servers and proxies refuse a first line of more than about 4,000."""


class ChartAddresses:
    """Of the charts of one questionnaire, for those who see everything or for the others.

    `slug` is of the consultation, `code` of the questionnaire.
    """

    def __init__(
        self, secret: str, questionnaire_id: uuid.UUID, slug: str, code: str, *, sees_all: bool
    ) -> None:
        audience = "all" if sees_all else "masked"
        self._serializer = URLSafeSerializer(secret, salt=f"chart:{questionnaire_id}:{audience}")
        self._slug, self._code = slug, code

    def written(self, chart: Chart, narrow: str | None = None) -> str | None:
        """Where the picture of a chart is found, None when the chart has no room in an address."""
        held = str(self._serializer.dumps(chart.packed()))
        if len(held) > LONGEST:
            return None
        endpoint = "questionnaire_results.chart"
        return url_for(endpoint, slug=self._slug, code=self._code, c=held, narrow=narrow)

    def read(self, held: str) -> Chart | None:
        """The chart of an address, None when we did not write it for this reader."""
        try:
            return unpack(self._serializer.loads(held))
        except BadData:
            return None
