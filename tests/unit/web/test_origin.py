"""Where an act comes from: the same for one network and one day, and for nobody else."""

from __future__ import annotations

import datetime as dt
import re

from app.web.origin import origin_of

DAY = dt.date(2016, 7, 1)


def _origin(address: str, day: dt.date = DAY, key: str = "key") -> str:
    return origin_of(address, day, key)


def test_two_addresses_of_one_network_have_one_origin() -> None:
    assert _origin("192.0.2.1") == _origin("192.0.2.254") != _origin("192.0.3.1")
    assert _origin("2001:db8:1::1") == _origin("2001:db8:1:ffff::2") != _origin("2001:db8:2::1")
    assert _origin("::ffff:192.0.2.9") == _origin("192.0.2.1")


def test_an_origin_is_another_one_tomorrow_and_elsewhere() -> None:
    origin = _origin("192.0.2.1")
    assert re.fullmatch("[0-9a-f]{16}", origin)
    assert origin != _origin("192.0.2.1", DAY + dt.timedelta(days=1))
    assert origin != _origin("192.0.2.1", key="another")


def test_what_is_no_address_has_no_origin() -> None:
    assert _origin("") == _origin("unix:") == _origin("999.1.1.1") == ""
