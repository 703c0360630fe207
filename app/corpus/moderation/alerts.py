"""What a moderator should look at in words that come in, and what is held for that.

Pure functions of texts. What each alert leads to is said here and nowhere else.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.corpus.moderation.personal_data import personal_data
from app.corpus.search.stems import stems


class Alert(enum.StrEnum):
    """Why a moderator should look at a contribution."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    SOCIAL_SECURITY = "social_security"
    IBAN = "iban"
    CARD = "card"
    MANY_LINKS = "many_links"
    SHORT_LINK = "short_link"
    """A link of a shortener: nobody sees where it leads."""
    REPEATED = "repeated"
    """The same words were posted before."""
    FLOOD = "flood"
    """The same words were posted before, and again."""
    REFUSED_BEFORE = "refused_before"
    SIMILAR = "similar"
    """Nearly the same words were posted before."""
    CAPITALS = "capitals"
    STUTTER = "stutter"
    """One sign, many times."""
    VERY_SHORT = "very_short"
    ROBOT_FIELD = "robot-field"
    """A field was filled in that people do not see: found by the form (`app.web.traps`)."""
    ROBOT_SPEED = "robot-speed"
    """Sent sooner than anybody could write it: found there too."""


HOLDS: dict[Alert, bool] = {
    Alert.EMAIL: False,
    Alert.PHONE: False,
    Alert.ADDRESS: False,
    Alert.SOCIAL_SECURITY: True,
    Alert.IBAN: True,
    Alert.CARD: True,
    Alert.MANY_LINKS: True,
    Alert.SHORT_LINK: True,
    Alert.REPEATED: False,
    Alert.FLOOD: True,
    Alert.REFUSED_BEFORE: True,
    Alert.SIMILAR: False,
    Alert.CAPITALS: False,
    Alert.STUTTER: False,
    Alert.VERY_SHORT: False,
    Alert.ROBOT_FIELD: True,
    Alert.ROBOT_SPEED: True,
}
"""Whether an alert holds what is posted until a moderator has read it, also where the charter says
that moderation comes after publication. The others only lead a moderator's eye."""

MANY_LINKS = 4
SHOUTED_LETTERS = 30
SHOUTED_SHARE = 0.8
STUTTERED = 12
SHORTEST = 12
"""Signs without blanks under which words say too little to be understood alone."""
FLOODED = 3
"""As many times were the same words posted before."""
SHORTEST_COMPARED = 4
"""Different words from which on a text is compared: « d’accord » is said by many."""
SIMILAR_SHARE = 0.8
"""Part of the different words of two texts that both hold, from which on they are near."""

_LINK = re.compile(r"https?://|(?<![\w@.])www\.[^\W_]", re.IGNORECASE)
_SHORT_LINK = re.compile(
    r"(?<![\w.@\-])(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|rebrand\.ly"
    r"|cutt\.ly|shorturl\.at|urlr\.me|lc\.cx|rb\.gy|tiny\.cc)/[\w\-]",
    re.IGNORECASE,
)
_STUTTER = re.compile(rf"(\S)\1{{{STUTTERED - 1}}}")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class SaidBefore:
    """Words that were posted before, and whether they were refused."""

    title: str
    text: str
    is_refused: bool = False


def alerts_of_personal_data(title: str, text: str) -> tuple[Alert, ...]:
    """The kinds of personal data in a contribution, each once."""
    kinds = dict.fromkeys(found.kind for found in personal_data(_together(title, text)))
    return tuple(Alert(kind.value) for kind in kinds)


def alerts_of(title: str, text: str, before: Sequence[SaidBefore] = ()) -> tuple[Alert, ...]:
    """Every alert about words that somebody posts; `before` may be the same or near ones."""
    said = _together(title, text)
    return (
        *alerts_of_personal_data(title, text),
        *_alerts_of_links(said),
        *_alerts_of_repeating(title, text, before),
        *_alerts_of_manners(said),
    )


def holds(alerts: Iterable[str]) -> bool:
    """Whether one of these alerts holds a contribution."""
    return any(HOLDS[Alert(alert)] for alert in alerts)


def folded(title: str, text: str) -> str:
    """Words as they are compared: their stems in order, whatever signs stand between them."""
    return " ".join(stems(_together(title, text)))


def _together(title: str, text: str) -> str:
    """What is said; a title that is the text is not said twice."""
    return text if title in ("", text) else f"{title}\n{text}"


def _alerts_of_links(said: str) -> list[Alert]:
    number = sum(1 for _ in _LINK.finditer(said))
    found = [Alert.MANY_LINKS] if number >= MANY_LINKS else []
    return [*found, Alert.SHORT_LINK] if _SHORT_LINK.search(said) else found


def _alerts_of_repeating(title: str, text: str, before: Sequence[SaidBefore]) -> list[Alert]:
    words = folded(title, text)
    if not is_compared(words):
        return []
    others = [(folded(one.title, one.text), one.is_refused) for one in before]
    same = [is_refused for other, is_refused in others if other == words]
    if any(same):
        return [Alert.REFUSED_BEFORE]
    if len(same) >= FLOODED:
        return [Alert.FLOOD]
    if same:
        return [Alert.REPEATED]
    return [Alert.SIMILAR] if any(_is_near(words, other) for other, _ in others) else []


def is_compared(words: str) -> bool:
    """Whether folded words say enough to be somebody's own."""
    return len(set(words.split())) >= SHORTEST_COMPARED


def _is_near(words: str, other: str) -> bool:
    one, two = set(words.split()), set(other.split())
    return len(one & two) >= SIMILAR_SHARE * len(one | two)


def _alerts_of_manners(said: str) -> list[Alert]:
    found = []
    letters = [sign for sign in said if sign.isalpha()]
    capitals = sum(1 for sign in letters if sign.isupper())
    if len(letters) >= SHOUTED_LETTERS and capitals >= SHOUTED_SHARE * len(letters):
        found.append(Alert.CAPITALS)
    if _STUTTER.search(said):
        found.append(Alert.STUTTER)
    if len(_BLANKS.sub("", said)) < SHORTEST:
        found.append(Alert.VERY_SHORT)
    return found
