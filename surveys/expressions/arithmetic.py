"""Arithmetic that never raises: floating point with infinities and NaN.

Source: XPath 1.0, section 3.5 (IEEE 754); JavaRosa for `round` to places.
"""

from __future__ import annotations

import math

from surveys.expressions.values import NAN

MAX_PLACES = 30


def divide(left: float, right: float) -> float:
    """A quotient as XPath gives it: infinite or no number where zero divides."""
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


def power(base: float, exponent: float) -> float:
    """Base to the exponent; what has no value as a number is NaN, as in Java and in a browser."""
    if math.isnan(exponent) or (abs(base) == 1 and math.isinf(exponent)):
        return NAN
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ValueError:
        if base != 0:
            return NAN
        odd = exponent % 2 == 1
        return math.copysign(math.inf, base) if odd else math.inf


def square_root(number: float) -> float:
    """The square root; no number for what is negative."""
    return NAN if number < 0 else math.sqrt(number)


def floored(number: float) -> float:
    """The greatest integer below; what is not finite stays."""
    return float(math.floor(number)) if math.isfinite(number) else number


def ceiled(number: float) -> float:
    """The least integer above; what is not finite stays."""
    return float(math.ceil(number)) if math.isfinite(number) else number


def truncated(number: float) -> float:
    """The integer towards zero; what is not finite stays."""
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
