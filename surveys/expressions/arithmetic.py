"""Arithmetic that never raises: floating point with infinities and NaN.

Source: XPath 1.0, section 3.5 (IEEE 754); JavaRosa for `round` to places.
"""

from __future__ import annotations

import math

from surveys.expressions.values import NAN

MAX_PLACES = 30


def divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """What is left over, with the sign of the dividend: `-7 mod 3` is -1."""
    if right == 0 or math.isinf(left):
        return NAN
    return math.fmod(left, right)


def truncated(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def rounded(number: float, places: float) -> float:
    """Rounded on the decimal digits as written, halves upwards: 1.005 to 1.01, -2.5 to -2."""
    if not math.isfinite(number):
        return number
    if math.isnan(places) or abs(places) > MAX_PLACES:
        return NAN
    shift = math.trunc(places)
    scaled = _shifted(number, shift)
    if not math.isfinite(scaled):
        return number
    low = float(math.floor(scaled))
    return _shifted(low + 1 if scaled - low >= 0.5 else low, -shift)


def _shifted(number: float, places: int) -> float:
    """The number with its decimal point moved to the right."""
    digits, _, exponent = repr(number).partition("e")
    return float(f"{digits}e{int(exponent or 0) + places}")
